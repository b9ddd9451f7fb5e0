import { rmSync } from 'node:fs'
import { copiesOf, onServer, templatesOf, testRun } from './migrated-once.ts'

/** After a run of the tests: what its databases were copied from. */
export function setup(): () => Promise<void> {
  const run = testRun()
  return async () => {
    rmSync(copiesOf(run), { recursive: true, force: true })
    const { TEST_DATABASE_URL } = process.env
    if (!TEST_DATABASE_URL) return
    await onServer(TEST_DATABASE_URL, async (server) => {
      const { rows } = await server.query<{ datname: string }>(
        'select datname from pg_database where datname like $1',
        [`${templatesOf(run)}%`],
      )
      for (const { datname } of rows) await server.query(`drop database ${datname}`)
    })
  }
}
