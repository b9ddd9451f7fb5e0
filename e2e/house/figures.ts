import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'
import { circlesOfFolders, circlesOfTypes, circlesOfValues } from './circles.ts'
import { filesByFolder } from './folders.ts'
import { PLANTS } from './plants.ts'
import { readSource } from './read-source.ts'
import { isMadeForTests } from './rules.ts'
import { type Node, part, walk } from './tree.ts'

/**
 * `npm run bench:house`: what the house costs to live in. Casts and lines by part, circles, clients of the protocol, and
 * the files one would touch for another thing of a kind: those in which one of that kind stands today.
 */
const root = join(import.meta.dirname, '../..')
const PARTS = ['kb', 'server', 'site', 'widget']
const LONGEST_LINE = 120
const say = (what: string, figure: number | string) =>
  process.stdout.write(`${what.padEnd(58)} ${String(figure).padStart(6)}\n`)

const filesOf = (folder: string) =>
  (readdirSync(join(root, folder), { recursive: true }) as string[])
    .map((name) => join(folder, name))
    .filter((name) => /\.(tsx?|mjs|astro)$/.test(name) && statSync(join(root, name)).isFile())
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
const product = PARTS.flatMap(filesOf)
const around = ['bench', 'e2e', 'dev'].flatMap(filesOf)
const shipped = product.filter(({ path }) => !isMadeForTests(path))
const everything = [...shipped, ...around]

/** `x as T`, but for `as const`, which takes nothing from the compiler. */
function castsIn(path: string, text: string): number {
  if (path.endsWith('.astro')) return 0
  let casts = 0
  walk(parseSync(path, text).program as unknown as Node, (node) => {
    if (node.type !== 'TSAsExpression') return
    const type = part(node, 'typeAnnotation')
    const name = type && part(type, 'typeName')
    if (name?.['name'] !== 'const') casts++
  })
  return casts
}
for (const folder of PARTS) {
  const own = shipped.filter(({ path }) => path.startsWith(`${folder}/`))
  const lines = own.reduce((sum, { text }) => sum + text.split('\n').length, 0)
  const casts = own.reduce((sum, { path, text }) => sum + castsIn(path, text), 0)
  say(`casts per 1 000 lines, ${folder} (${casts} in ${lines})`, ((casts / lines) * 1000).toFixed(1))
}
/** Lines of code: those that are long by a text, a pattern, a list of words or a comment are as long as what they say. */
function longLinesIn(path: string, text: string): number {
  const lines = text.split('\n')
  if (!lines.some((line) => line.length > LONGEST_LINE)) return 0
  const { program, comments } = parseSync(path, text)
  const said = comments.map(({ start, end }) => ({ start, end: end as unknown }))
  walk(program as unknown as Node, (node) => {
    if (/^(Literal|TemplateLiteral|JSXText)$/.test(node.type)) said.push({ start: node.start, end: node['end'] })
  })
  let at = 0
  return lines.filter((line) => {
    const [from, to] = [at + LONGEST_LINE - 20, at + LONGEST_LINE]
    at += line.length + 1
    return line.length > LONGEST_LINE && !said.some(({ start, end }) => start < to && Number(end) > from)
  }).length
}
say(
  `lines of code over ${LONGEST_LINE} columns`,
  everything
    .filter(({ path }) => !/locales\/|\.astro$/.test(path))
    .reduce((sum, { path, text }) => sum + longLinesIn(path, text), 0),
)
const [largest = ['', 0]] = filesByFolder([...product, ...around].map(({ path }) => path))
say(`files of the largest folder (${largest[0]})`, largest[1])

const facts = everything.map(({ path, text }) => readSource(path, text))
const { imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { imports: Record<string, string> }
const doors = Object.fromEntries(Object.entries(imports).map(([door, file]) => [door, file.replace('./', '')]))
say('circles of values', circlesOfValues(facts, doors).length)
say('circles of types', circlesOfTypes(facts, doors).length)
say(
  'circles of folders in server/',
  circlesOfFolders(
    facts.filter(({ path }) => !isMadeForTests(path)),
    'server',
  ).length,
)
say('planted offenders that are caught', PLANTS.filter(([, , says]) => says !== null).length)
say(
  'clients of the protocol (shipped files that take socket.io-client)',
  facts.filter(
    ({ path, takes }) =>
      PARTS.some((folder) => path.startsWith(`${folder}/`)) &&
      !isMadeForTests(path) &&
      takes.some(({ target, way }) => target === 'socket.io-client' && way !== 'type'),
  ).length,
)

/** Without texts of the interface and their translations, which are counted as one. */
const touching = (pattern: RegExp) => {
  const found = shipped.filter(({ path, text }) => pattern.test(text) && !/(^|\/)locales\//.test(path))
  const texts = shipped.some(({ path, text }) => /(^|\/)locales\//.test(path) && pattern.test(text))
  return found.length + Number(texts)
}
say('files that name an answer field (shortcut)', touching(/\bshortcut\b/))
say('files that name a site setting (orderNumbers)', touching(/\borderNumbers\b/))
say('files that name a socket event (draft:save)', touching(/'draft:save'/))
say('files that name a desk page (now)', touching(/now-page|place: 'now'/))
say(
  'folders and files of a language (de)',
  new Set(
    shipped.flatMap(({ path, text }) => {
      const folder = /^.*\/locales\/(?:\w+\/)?de(?=\/|\.ts$)/.exec(path)?.[0]
      return folder ? [folder] : /\/de\/|'de'/.test(text) ? [path] : []
    }),
  ).size,
)
