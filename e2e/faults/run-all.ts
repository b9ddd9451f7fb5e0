import { type Run, runScenario } from './run-scenario.ts'
import { scenarios } from './scenarios.ts'
import type { Store } from './world.ts'

export interface Plan {
  long: boolean
  seed: number
  rounds: number
  /** Part of a scenario's name; empty: all. */
  only: string
  stores: Store[]
  /** Scenarios side by side; each has its own nodes, database and ports. */
  jobs: number
  /** As many kills under load instead of the usual number. */
  kills?: number
}

/** SQLite always; PostgreSQL and Redis where the environment says where they are. */
export function storesOf(environment: Record<string, string | undefined>): Store[] {
  const { TEST_DATABASE_URL: databaseUrl, TEST_REDIS_URL: redisUrl } = environment
  return [
    { kind: 'sqlite' },
    ...(databaseUrl && redisUrl ? [{ kind: 'postgres', databaseUrl, redisUrl } as const] : []),
  ]
}

export async function runAll(plan: Plan, told: (run: Run) => void = () => {}): Promise<Run[]> {
  const work = Array.from({ length: plan.rounds }, (_, round) => plan.seed + round).flatMap((seed) =>
    plan.stores.flatMap((store) =>
      scenarios
        .filter((one) => one.on.includes(store.kind) && one.name.includes(plan.only) && (plan.long || !one.longOnly))
        .map((scenario) => ({ scenario, store, seed })),
    ),
  )
  const runs: Run[] = []
  const worker = async () => {
    for (let next = work.shift(); next; next = work.shift()) {
      const run = await runScenario(next.scenario, next.store, next.seed, plan.long, plan.kills)
      runs.push(run)
      told(run)
    }
  }
  await Promise.all(Array.from({ length: plan.jobs }, worker))
  return runs
}
