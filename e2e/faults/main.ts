import { parseArgs } from 'node:util'
import { runScenario } from './run-scenario.ts'
import { scenarios } from './scenarios.ts'
import type { Store } from './world.ts'

/**
 * npm run test:faults -- [--long] [--seed N] [--only text] [--postgres] [--rounds N]
 * SQLite always; PostgreSQL and Redis with two nodes where TEST_DATABASE_URL and TEST_REDIS_URL say where.
 */
const { values } = parseArgs({
  options: { long: { type: 'boolean', default: false }, seed: { type: 'string' }, only: { type: 'string', default: '' }, postgres: { type: 'boolean', default: false }, rounds: { type: 'string', default: '1' } },
})
const { TEST_DATABASE_URL: databaseUrl, TEST_REDIS_URL: redisUrl } = process.env
if (values.postgres && !(databaseUrl && redisUrl)) {
  process.stderr.write('--postgres needs TEST_DATABASE_URL and TEST_REDIS_URL\n')
  process.exit(2)
}
const stores: Store[] = [...(values.postgres ? [] : [{ kind: 'sqlite' } as const]), ...(databaseUrl && redisUrl ? [{ kind: 'postgres', databaseUrl, redisUrl } as const] : [])]
const firstSeed = values.seed ? Number(values.seed) : 1
let broken = 0
let acknowledged = 0
for (let round = 0; round < Number(values.rounds); round++) {
  for (const store of stores) {
    for (const scenario of scenarios) {
      if (!scenario.on.includes(store.kind) || !scenario.name.includes(values.only) || (scenario.longOnly && !values.long)) continue
      const run = await runScenario(scenario, store, firstSeed + round, values.long)
      acknowledged += run.acknowledged
      broken += run.violations.length
      process.stdout.write(
        `${run.violations.length === 0 ? 'held  ' : 'BROKEN'} ${store.kind.padEnd(8)} ${scenario.name} (seed ${run.seed}): ${run.acknowledged} acknowledged, ${run.unknown} unanswered, ${(run.ms / 1000).toFixed(1)} s\n`,
      )
      for (const { promise, what } of run.violations.slice(0, 8)) process.stdout.write(`         ${promise}: ${what}\n`)
    }
  }
}
process.stdout.write(`${acknowledged} acknowledged messages, ${broken} broken promises\n`)
process.exit(broken === 0 ? 0 : 1)
