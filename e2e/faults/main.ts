import { parseArgs } from 'node:util'
import { runAll, storesOf } from './run-all.ts'

/** npm run test:faults -- [--long] [--seed N] [--rounds N] [--only text] [--kills N] [--postgres] [--jobs N] */
const { values } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
    postgres: { type: 'boolean', default: false },
    jobs: { type: 'string' },
    kills: { type: 'string' },
  },
})
const all = storesOf(process.env)
const stores = values.postgres ? all.filter((store) => store.kind === 'postgres') : all
if (stores.length === 0) {
  process.stderr.write('--postgres needs TEST_DATABASE_URL and TEST_REDIS_URL\n')
  process.exit(2)
}
// The long form measures each scenario alone; the short one has little time.
const jobs = Number(values.jobs ?? (values.long ? 1 : 3))
const { long, only } = values
const kills = values.kills === undefined ? undefined : Number(values.kills)
const runs = await runAll(
  { long, seed: Number(values.seed), rounds: Number(values.rounds), only, stores, jobs, kills },
  (run) => {
    const verdict = run.violations.length === 0 ? 'held  ' : 'BROKEN'
    process.stdout.write(
      `${verdict} ${run.store.padEnd(8)} ${run.scenario} (seed ${run.seed}): ${run.acknowledged} acknowledged, ${run.unknown} unanswered, ${(run.ms / 1000).toFixed(1)} s\n`,
    )
    for (const [promise, all] of Map.groupBy(run.violations, (one) => one.promise)) {
      process.stdout.write(`         ${promise} broken ${all.length} times\n`)
      for (const { what } of all) process.stdout.write(`           ${what}\n`)
    }
  },
)
const sum = (of: (run: (typeof runs)[number]) => number) => runs.reduce((total, run) => total + of(run), 0)
const broken = sum((run) => run.violations.length)
process.stdout.write(
  `${sum((run) => run.acknowledged)} acknowledged messages, ${sum((run) => run.kills)} kills, ${broken} broken promises\n`,
)
process.exit(broken === 0 ? 0 : 1)
