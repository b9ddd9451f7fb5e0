import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = import.meta.dirname
const TOP = ['kb', 'server', 'site', 'widget']
const CODE = /\.(ts|tsx|mjs|astro)$/
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'"\n]*?from\s*['"]([^'"]+)['"]|(?:^|\n)\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/g
const TYPE_ONLY = /(?:^|\n)\s*(?:import|export)\s+type\s[^'"]*?from\s*['"]([^'"]+)['"]/g

interface Import {
  file: string
  /** As written for packages; for relative ones the path from the root. */
  target: string
  typeOnly: boolean
}

const files = TOP.flatMap((top) =>
  (readdirSync(join(root, top), { recursive: true }) as string[])
    .map((name) => join(top, name))
    .filter((name) => CODE.test(name) && statSync(join(root, name)).isFile()),
)
const imports: Import[] = files.flatMap((file) => {
  const text = readFileSync(join(root, file), 'utf8')
  const types = new Set(
    file.endsWith('.d.ts')
      ? [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3])
      : [...text.matchAll(TYPE_ONLY)].map((match) => match[1]),
  )
  return [...text.matchAll(IMPORT)].map((match) => {
    const written = match[1] ?? match[2] ?? match[3] ?? ''
    const target = written.startsWith('.') ? relative(root, join(root, dirname(file), written)) : written
    return { file, target, typeOnly: types.has(written) }
  })
})
const isTest = (file: string) => /\.(test|browser\.test)\.tsx?$/.test(file) || /\/(testing|fixtures)\//.test(file)
const within = (folder: string) => (path: string) => path === folder || path.startsWith(`${folder}/`)
const offenders = (from: (file: string) => boolean, bad: (one: Import) => boolean) =>
  imports
    .filter((one) => from(one.file) && !isTest(one.file) && bad(one))
    .map((one) => `${one.file} imports ${one.target}`)

const ENGINE_PACKAGES = /^(nspell|dictionary-|meilisearch|hyphen)/
const KB_ENGINES = /kb\/(search\/(embedded|meilisearch)|spelling\/nspell)/

describe('the house', () => {
  it('reads imports of every folder', () => {
    for (const top of TOP) expect(imports.filter((one) => within(top)(one.file)).length, top).toBeGreaterThan(5)
  })
  it('kb imports nothing of the edge', () => {
    expect(
      offenders(within('kb'), ({ target }) =>
        /^(server|site|widget)(\/|$)|^(astro|hono|socket\.io|@hono\/|@astrojs\/)|^#protocol/.test(target),
      ),
    ).toEqual([])
  })
  it('kb reads no environment and keeps no clock', () => {
    const guilty = files.filter(
      (file) =>
        within('kb')(file) &&
        !isTest(file) &&
        file !== 'kb/cli.ts' &&
        /process\.env|Date\.now\(\)|new Date\(\)/.test(readFileSync(join(root, file), 'utf8')),
    )
    expect(guilty).toEqual([])
  })
  it('only open-library.ts wires engines', () => {
    expect(
      offenders(
        (file) => within('kb')(file) && !/kb\/(open-library|cli)\.ts$/.test(file),
        ({ file, target, typeOnly }) =>
          !typeOnly &&
          KB_ENGINES.test(target) &&
          dirname(file) !== dirname(target) &&
          !dirname(file).startsWith(dirname(target)),
      ),
    ).toEqual([])
    expect(
      offenders(
        (file) => !/kb\/(search|spelling)\//.test(file),
        ({ target }) => ENGINE_PACKAGES.test(target),
      ),
    ).toEqual([])
  })
  it('server enters kb by its door', () => {
    expect(offenders(within('server'), ({ target }) => /^(kb|site|widget)(\/|$)/.test(target))).toEqual([])
  })
  it('chat rules run without a network', () => {
    expect(offenders(within('server/chat'), ({ target }) => /^(hono|socket\.io|@hono\/)/.test(target))).toEqual([])
  })
  it('what is shared depends on nothing', () => {
    expect(offenders(within('kb/shared'), ({ target }) => !within('kb/shared')(target))).toEqual([])
  })
  it('the protocol depends on nothing but what is shared', () => {
    expect(
      offenders(within('server/protocol'), ({ target }) => !within('server/protocol')(target) && target !== '#shared'),
    ).toEqual([])
  })
  it('site takes only types of kb and protocol, and nothing of server and widget', () => {
    expect(
      offenders(
        within('site'),
        ({ target, typeOnly }) =>
          (/^#kb|^kb\/|^#desk-api/.test(target) && !typeOnly) || /^(server|widget)(\/|$)/.test(target),
      ),
    ).toEqual([])
  })
  it('widget imports protocol, shared, preact, signals, socket.io-client and itself', () => {
    expect(
      offenders(
        within('widget'),
        ({ target }) =>
          !within('widget')(target) &&
          !/^(#protocol|#shared|preact(\/.*)?|@preact\/signals(-core)?|socket\.io-client)$/.test(target),
      ),
    ).toEqual([])
  })
  it('socket.io-client has one importer in the widget and one on the desk', () => {
    const importers = imports
      .filter(
        (one) => one.target === 'socket.io-client' && !one.typeOnly && !isTest(one.file) && !within('server')(one.file),
      )
      .map((one) => one.file)
    expect([...new Set(importers)].sort()).toEqual(['site/desk/live.ts', 'widget/chat.ts'])
  })
  it('only config.ts reads the environment', () => {
    const readers = files.filter(
      (file) => within('server')(file) && !isTest(file) && /process\.env/.test(readFileSync(join(root, file), 'utf8')),
    )
    expect(
      readers.filter(
        (file) => !['server/build.ts', 'server/start.ts', 'server/cluster.ts', 'server/backup.ts'].includes(file),
      ),
    ).toEqual([])
  })
  it('takes every package from the one registry with its checksum, and lets only the named ones run a script', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<
        string,
        { resolved?: string; integrity?: string; hasInstallScript?: boolean; optional?: boolean }
      >
    }
    const { allowScripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      allowScripts: Record<string, boolean>
    }
    const installed = Object.entries(packages).filter(([path]) => path !== '')
    expect(installed.length).toBeGreaterThan(100)
    expect(
      installed
        .filter(
          ([, one]) =>
            !one.integrity?.startsWith('sha512-') ||
            (one.resolved !== undefined && !one.resolved.startsWith('https://registry.npmjs.org/')),
        )
        .map(([path]) => path),
    ).toEqual([])
    const scripted = installed
      .filter(([, one]) => one.hasInstallScript && !one.optional)
      .map(([path]) => path.replace(/^.*node_modules\//, ''))
    expect(scripted.filter((name) => !allowScripts[name])).toEqual([])
  })
  it('names no file a heap', () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|manager|service|types)\.[a-z]+$/.test(file))).toEqual([])
  })
  it('keeps files short', () => {
    const lengths = files
      .filter((file) => !/locales\/|-texts\.ts$/.test(file))
      .map((file) => ({ file, lines: readFileSync(join(root, file), 'utf8').split('\n').length }))
      .sort((a, b) => a.lines - b.lines)
    expect(lengths.filter(({ lines }) => lines > 400)).toEqual([])
    expect(lengths[Math.floor(lengths.length / 2)]?.lines).toBeLessThanOrEqual(90)
  })
})
