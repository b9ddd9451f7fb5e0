import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildIfNeeded } from '../server/build.ts'
import { chromiumPath } from './kit/chromium.ts'
import { scratchFolder } from './kit/scratch-folder.ts'
import { startServices } from './kit/services.ts'

/** `npm test`: builds what is tested, starts PostgreSQL and Redis of its own, runs everything, prints one closing line. */
const root = join(import.meta.dirname, '..')
const MODEL_TIMEOUT_MS = 3 * 60_000
const inCi = process.env.CI === 'true'
const say = (text: string) => process.stdout.write(`${text}\n`)

await buildIfNeeded(root, say)
const scratch = scratchFolder()
const services = await startServices()
const stop = () => {
  services.stop()
  scratch.remove()
}
const missing = [
  ...(services.databaseUrl ? [] : ['PostgreSQL (apt-get install postgresql)']),
  ...(services.redisUrl ? [] : ['Redis (apt-get install redis-server)']),
  ...(chromiumPath() ? [] : ['Chromium (apt-get install chromium)']),
]
if (missing.length > 0) {
  say(`${inCi ? 'Missing' : 'NOT TESTED here, because it is not installed'}: ${missing.join(', ')}`)
  if (inCi) {
    stop()
    say(`0 passed, ${missing.length} failed`)
    process.exit(1)
  }
}

/** The sentence encoder, brought once for the tests; without it search by meaning is not tested, and the end says so. */
function modelDir(): string | undefined {
  const folder = process.env.TEST_MODEL_DIR ?? join(root, 'node_modules/.cache/firstline-model')
  if (existsSync(join(folder, 'weights.npz')) && existsSync(join(folder, 'sp.model'))) return folder
  const { status } = spawnSync(process.execPath, [join(root, 'server/model.ts')], {
    env: { ...process.env, MODEL_DIR: folder },
    stdio: 'inherit',
    timeout: MODEL_TIMEOUT_MS,
  })
  return status === 0 ? folder : undefined
}
const model = modelDir()
const reports = mkdtempSync(join(tmpdir(), 'firstline-report-'))
const totals = { passed: 0, failed: 0, skipped: 0 }
interface Report {
  testResults: { name: string; status: string; assertionResults: { status: string }[] }[]
}

/** One run of vitest; `files`: of these alone. `report` is null where vitest itself came to nothing. */
function runProject(
  project: string,
  name: string,
  files: readonly string[],
): { isGreen: boolean; report: Report | null } {
  const file = join(reports, `${name}.json`)
  const { status } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...files,
    ],
    {
      cwd: root,
      stdio: 'inherit',
      env: {
        ...process.env,
        ...(services.databaseUrl ? { TEST_DATABASE_URL: services.databaseUrl } : {}),
        ...(services.redisUrl ? { TEST_REDIS_URL: services.redisUrl } : {}),
        ...(model ? { TEST_MODEL_DIR: model } : {}),
        NODE_ENV: 'test',
      },
    },
  )
  return { isGreen: status === 0, report: existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : null }
}

type File = Report['testResults'][number]
const of = (status: string, { assertionResults }: File) =>
  assertionResults.filter((one) => one.status === status).length
/** Its process ended under it: no test of it failed, and some were never run. */
const isCutShort = (file: File) => of('failed', file) === 0 && of('pending', file) > 0

function count(files: readonly File[]): void {
  for (const file of files) {
    totals.passed += of('passed', file)
    totals.skipped += of('pending', file) + of('skipped', file) + of('todo', file)
    // A file that does not even load has no failed test, but it is a failure.
    totals.failed += of('failed', file) || Number(file.status === 'failed')
  }
}
try {
  const projects = chromiumPath() ? ['unit*', 'e2e*'] : ['unit*']
  for (const [at, project] of projects.entries()) {
    const first = runProject(project, `${at}`, process.argv.slice(2))
    const files = first.report?.testResults ?? []
    const again = first.isGreen ? [] : files.filter(isCutShort)
    count(files.filter((file) => !again.includes(file)))
    let { isGreen } = first
    if (again.length > 0) {
      const names = again.map(({ name }) => name)
      // Node itself ended under a file (it says so above): the file is run once more, and that is said.
      say(`The process of ${names.length} file(s) ended before its tests did; run once more: ${names.join(', ')}`)
      const second = runProject(project, `${at}-again`, names)
      count(second.report?.testResults ?? [])
      ;({ isGreen } = second)
    }
    if (!isGreen && totals.failed === 0) totals.failed = 1
  }
} finally {
  stop()
}
if (inCi && totals.skipped > 0) {
  say(`${totals.skipped} skipped: in CI nothing is skipped`)
  totals.failed += totals.skipped
}
if (!process.env.CLAMD && !existsSync('/usr/sbin/clamd'))
  say('NOT TESTED here, because it is not installed: the real ClamAV (apt-get install clamav-daemon)')
if (!model) say('NOT TESTED here, because the model could not be fetched: the vectors of search by meaning')
say(`${totals.passed} passed, ${totals.failed} failed`)
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1)
