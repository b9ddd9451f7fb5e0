import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { circlesOfFolders, circlesOfTypes, circlesOfValues } from './e2e/house/circles.ts'
import { fullFolders } from './e2e/house/folders.ts'
import { inWords, judge, judgeFacts } from './e2e/house/judge.ts'
import { PLANTS } from './e2e/house/plants.ts'
import { readSource } from './e2e/house/read-source.ts'
import { EXCEPTIONS, isMadeForTests } from './e2e/house/rules.ts'

const root = import.meta.dirname
const TOP = ['kb', 'server', 'site', 'widget', 'bench', 'e2e', 'dev']
const CODE = /\.(ts|tsx|mjs|astro)$/
/** Circles that are known and being removed: each entry goes once it is not needed. */
const CIRCLES_FOR_NOW: string[][] = []

/** Of 1 000 lines: `as X` is a promise nobody checks. Parse at the edges instead, annotate, or narrow. */
const MOST_CASTS = 5

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const sources = TOP.flatMap((top) =>
  (readdirSync(join(root, top), { recursive: true }) as string[])
    .map((name) => join(top, name))
    .filter((name) => (CODE.test(name) || name.endsWith('.css')) && statSync(join(root, name)).isFile()),
)
const files = sources.filter((name) => CODE.test(name))
const facts = files.map((file) => readSource(file, read(file)))
const { imports, allowScripts } = JSON.parse(read('package.json')) as {
  imports: Record<string, string>
  allowScripts: Record<string, boolean>
}
const doors = Object.fromEntries(Object.entries(imports).map(([door, file]) => [door, file.replace('./', '')]))

describe('the guard', () => {
  it('reads what every folder takes', () => {
    for (const top of TOP) {
      const taken = facts.filter(({ path }) => path.startsWith(`${top}/`)).flatMap(({ takes }) => takes)
      expect(taken.length, top).toBeGreaterThan(20)
    }
  })
  it.each(PLANTS)('judges %s: %s', (path, source, says) => {
    const found = judge(path, source).map((violation) => violation.says)
    expect(found).toEqual(says === null ? [] : expect.arrayContaining([says]))
  })
  it('names the file, the line and what was taken', () => {
    const [found] = judge('site/pages/x.astro', "---\nconst a = 1\nimport { openLibrary } from '#kb'\n---\n")
    expect(found && inWords(found)).toMatch(/^site\/pages\/x\.astro:3 takes #kb – site takes types of kb/)
  })
  it('names the line of a page that stands in its markup or its script', () => {
    const lines = judge(
      'site/pages/x.astro',
      "---\nconst é = 1\n---\n\n<p>é</p>\n<p>{await import('#kb')}</p>\n<script>\nimport '../../server/x.ts'\n</script>\n",
    ).map(({ line }) => line)
    expect(lines).toEqual([6, 8])
  })
  it('counts claimed types, and not what is only made constant', () => {
    const { casts } = readSource(
      'server/x.ts',
      'const a = b as C\nconst d = <E>f\nconst g = [1] as const\nimport { h as i } from "j"',
    )
    expect(casts).toEqual([1, 2])
  })
  it('sees circles of values, by doors too, and none of types', () => {
    const planted = {
      'a.ts': "import { b } from './b.ts'",
      'b.ts': "export { c } from '#c'",
      'c.ts': "import './a.ts'",
      'd.ts': "import type { E } from './e.ts'",
      'e.ts': "import './d.ts'",
    }
    const read = Object.entries(planted).map(([path, source]) => readSource(path, source))
    expect(circlesOfValues(read, { '#c': 'c.ts' })).toEqual([['a.ts', 'b.ts', 'c.ts']])
    expect(circlesOfTypes(read, { '#c': 'c.ts' })).toEqual([
      ['a.ts', 'b.ts', 'c.ts'],
      ['d.ts', 'e.ts'],
    ])
  })
  it('sees circles of folders, by types too', () => {
    const read = [
      readSource('server/mail/a.ts', "import type { B } from '../chat/b.ts'"),
      readSource('server/chat/b.ts', "import { c } from './moves/c.ts'"),
      readSource('server/chat/moves/c.ts', "await import('../../mail/d.ts')"),
      readSource('server/http/e.ts', "import '../chat/b.ts'"),
    ]
    expect(circlesOfFolders(read, 'server')).toEqual([['server/chat', 'server/mail']])
  })
  it('sees a folder of more than twenty files, whatever they are, and counts the folders in it apart', () => {
    const planted = [
      ...Array.from({ length: 18 }, (_, i) => `kb/x/${i}.ts`),
      'kb/x/a.test.ts',
      'kb/x/b.css',
      'kb/x/c.astro',
      ...Array.from({ length: 20 }, (_, i) => `kb/x/y/${i}.tsx`),
    ]
    expect(fullFolders(planted)).toEqual(['kb/x: 21 files'])
  })
})

describe('the house', () => {
  it('lets every file take only what its place may take, and do only what its place may do', () => {
    const excepted = new Set(EXCEPTIONS.map(({ path, says }) => `${path} ${says}`))
    const found = facts.flatMap(judgeFacts)
    expect(found.filter(({ path, says }) => !excepted.has(`${path} ${says}`)).map(inWords)).toEqual([])
    const needed = new Set(found.map(({ path, says }) => `${path} ${says}`))
    expect(
      [...excepted].filter((exception) => !needed.has(exception)),
      'not needed any more: strike it from EXCEPTIONS in e2e/house/rules.ts',
    ).toEqual([])
  })
  it('has no circle of values', () => {
    expect(circlesOfValues(facts, doors)).toEqual([])
  })
  it('has no circle of types either, but in the widget, whose parts are loaded when they are needed', () => {
    expect(
      circlesOfTypes(
        facts.filter(({ path }) => !path.startsWith('widget/')),
        doors,
      ),
    ).toEqual([])
  })
  it('has no circle of folders in server/ but those being removed', () => {
    const shipped = facts.filter(({ path }) => !isMadeForTests(path))
    expect(circlesOfFolders(shipped, 'server'), 'if one is gone, strike it from CIRCLES_FOR_NOW').toEqual(
      CIRCLES_FOR_NOW,
    )
  })
  it('pins the registry, takes every package by checksum, and lets only the named ones run a script', () => {
    // The lock file names no addresses, so that a mirror may serve the packages: the checksum is what holds them. npm still names
    // what comes from elsewhere (git, a file, another registry), so one address is one too many.
    const settings = read('.npmrc').split('\n')
    expect(settings).toContain('registry=https://registry.npmjs.org/')
    expect(settings).toContain('omit-lockfile-registry-resolved=true')
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<
        string,
        {
          version?: string
          resolved?: string
          link?: boolean
          integrity?: string
          hasInstallScript?: boolean
        }
      >
    }
    const installed = Object.entries(packages).filter(([path]) => path !== '')
    expect(installed.length).toBeGreaterThan(100)
    const refused = ([path, one]: (typeof installed)[number]) =>
      !path.startsWith('node_modules/') ||
      one.link ||
      !/^\d+\.\d+\.\d+/.test(one.version ?? '') ||
      !/^sha512-[A-Za-z0-9+/]{86}==$/.test(one.integrity ?? '') ||
      one.resolved !== undefined
    expect(installed.filter(refused).map(([path]) => path)).toEqual([])
    const scripted = installed
      .filter(([, one]) => one.hasInstallScript)
      .map(([path]) => path.replace(/^.*node_modules\//, ''))
    expect(scripted.sort()).toEqual(Object.keys(allowScripts).sort())
  })
  it('claims types in the server at most five times in a thousand lines', () => {
    const shipped = facts.filter(({ path }) => path.startsWith('server/') && !isMadeForTests(path))
    const lines = shipped.reduce((sum, { path }) => sum + read(path).split('\n').length - 1, 0)
    const casts = shipped.flatMap(({ path, casts }) => casts.map((line) => `${path}:${line}`))
    expect((casts.length / lines) * 1_000, casts.join('\n')).toBeLessThanOrEqual(MOST_CASTS)
  })
  it('waits and fails by useLoad and useAction: no component of the desk holds such a signal of its own', () => {
    const byHand = /(busy|problem|missing|failed|loading|saving)\w* = useSignal|\.value = [^\n]*problemText\(/i
    const components = files.filter((file) => /^site\/desk\/.*\.tsx$/.test(file) && !isMadeForTests(file))
    expect(components.length).toBeGreaterThan(50)
    expect(components.filter((file) => byHand.test(read(file)))).toEqual([])
    expect(byHand.test('const busy = useSignal(false)')).toBe(true)
  })
  it('names no file a heap', () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|manager|service|types)\.[a-z]+$/.test(file))).toEqual([])
  })
  it('holds at most twenty files a folder', () => {
    expect(fullFolders(sources)).toEqual([])
  })
  it('keeps files short', () => {
    const lengths = files
      .filter((file) => !/locales\/|-texts\.ts$/.test(file))
      .map((file) => ({ file, lines: read(file).split('\n').length }))
      .sort((a, b) => a.lines - b.lines)
    const long = lengths.filter(({ lines }) => lines > 400).map(({ file }) => file)
    expect(long).toEqual([])
    expect(lengths[Math.floor(lengths.length / 2)]?.lines).toBeLessThanOrEqual(90)
  })
})
