import { describe, expect, it } from 'vitest'
import { runAll, storesOf } from './run-all.ts'

describe('conversations under faults, short form', () => {
  it.each(storesOf(process.env))(
    'keep I1 to I9, and I11, on $kind',
    async (store) => {
      const runs = await runAll({ long: false, seed: 1, rounds: 1, only: '', stores: [store], jobs: 3 })
      const broken = runs.flatMap((run) =>
        run.violations.map(({ promise, what }) => `${run.scenario} (seed ${run.seed}): ${promise}: ${what}`),
      )
      expect(broken).toEqual([])
      // A run in which nobody was told anything proves nothing.
      expect(runs.reduce((total, run) => total + run.acknowledged, 0)).toBeGreaterThan(500)
    },
    900_000,
  )
})
