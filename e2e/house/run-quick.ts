import { spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readSource } from './read-source.ts'

/**
 * `npm run test:quick [-- words of vitest]`: the tests of the pure parts and of the desk's components, to be run at every
 * change. Pure is what reaches no database, no socket, no process and no thread by any way of import; so a new test of a
 * pure part belongs here by itself, and one that begins to open a database leaves by itself.
 */
const root = join(import.meta.dirname, '../..')
const HEAVY =
  /^(node:(sqlite|http|https|net|tls|child_process|worker_threads|cluster)|pg|ioredis|socket\.io|nspell|astro|vite)$/

const { imports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { imports: Record<string, string> }
const files = globSync(['{kb,server,site,widget,bench}/**/*.{ts,tsx}', 'e2e/**/*.ts'], { cwd: root })
const taken = new Map(
  files.map((path) => [
    path,
    readSource(path, readFileSync(join(root, path), 'utf8'))
      .takes.filter(({ way }) => way !== 'type')
      .map(({ target }) => imports[target]?.replace('./', '') ?? target),
  ]),
)

/** Everything a file takes, near and far. */
function reached(path: string, seen = new Set<string>()): Set<string> {
  for (const target of taken.get(path) ?? []) {
    if (seen.has(target)) continue
    seen.add(target)
    reached(target, seen)
  }
  return seen
}
const pure = files.filter(
  (path) =>
    /\.test\.tsx?$/.test(path) &&
    !/\.browser\.test\./.test(path) &&
    ![...reached(path)].some((target) => HEAVY.test(target)),
)

const run = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--project',
    'unit*',
    '--no-isolate',
    ...process.argv.slice(2),
    ...pure,
  ],
  { cwd: root, stdio: 'inherit' },
)
process.exit(run.status ?? 1)
