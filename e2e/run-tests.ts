import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildIfNeeded } from '../server/build.ts'
import { chromiumPath } from './kit/chromium.ts'
import { startServices } from './kit/services.ts'

/** `npm test`: builds what is tested, starts PostgreSQL and Redis of its own, runs everything, prints one closing line. */
const root = join(import.meta.dirname, '..')
const MODEL_TIMEOUT_MS = 3 * 60_000
const inCi = process.env.CI === 'true'
const say = (text: string) => process.stdout.write(`${text}\n`)

await buildIfNeeded(root, say)
const services = await startServices()
const missing = [
  ...(services.databaseUrl ? [] : ['PostgreSQL (apt-get install postgresql)']),
  ...(services.redisUrl ? [] : ['Redis (apt-get install redis-server)']),
  ...(chromiumPath() ? [] : ['Chromium (apt-get install chromium)']),
]
if (missing.length > 0) {
  say(`${inCi ? 'Missing' : 'NOT TESTED here, because it is not installed'}: ${missing.join(', ')}`)
  if (inCi) {
    services.stop()
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
try {
  const projects = chromiumPath() ? ['unit', 'e2e*'] : ['unit']
  for (const [at, project] of projects.entries()) {
    const report = join(reports, `${at}.json`)
    const run = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/vitest/vitest.mjs'),
        'run',
        '--project',
        project,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
        ...process.argv.slice(2),
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
    if (existsSync(report)) {
      const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites } = JSON.parse(
        readFileSync(report, 'utf8'),
      ) as Record<string, number>
      totals.passed += numPassedTests ?? 0
      totals.skipped += numPendingTests ?? 0
      // A file that does not even load has no failed test, but it is a failure.
      totals.failed += Math.max(numFailedTests ?? 0, numFailedTestSuites && !numFailedTests ? 1 : 0)
    }
    if (run.status !== 0 && totals.failed === 0) totals.failed = 1
  }
} finally {
  services.stop()
  rmSync(reports, { recursive: true, force: true })
}
if (inCi && totals.skipped > 0) {
  say(`${totals.skipped} skipped: in CI nothing is skipped`)
  totals.failed += totals.skipped
}
if (!model) say('NOT TESTED here, because the model could not be fetched: the vectors of search by meaning')
say(`${totals.passed} passed, ${totals.failed} failed`)
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1)
