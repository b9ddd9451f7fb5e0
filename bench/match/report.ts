import type { SetRun } from './measure-set.ts'
import type { PeerRun } from './peers.ts'

/** What `--json` holds, in this order, one object per set, k and engine; `--detail` gives the runs of every seed whole. */
const FIELDS = [
  ...['set', 'k', 'engine', 'hit1', 'hit3', 'mrr10', 'typo_hit1', 'auroc', 'oos_escalated_at_95'],
  ...['oos_escalated_at_80', 'one_share', 'one_right', 'three_share', 'three_contains', 'escalated_in'],
  ...['oos_one', 'oos_three', 'oos_escalated', 'calibration_error', 'p50_ms', 'p99_ms', 'build_s', 'memory_mb'],
] as const

type Value = string | number | null | { [key: string]: Value } | Value[]

/** Runs of several seeds as one: numbers are means. A peer has no verdicts, so it has null there. */
export function report(runs: readonly (SetRun | PeerRun)[]): Record<string, Value>[] {
  return [...Map.groupBy(runs, ({ set, k, engine }) => `${set}|${k}|${engine}`).values()].map((seeds) => {
    const rows = seeds as unknown as Record<string, Value>[]
    return Object.fromEntries(FIELDS.map((field) => [field, mean(rows.map((row) => row[field] ?? null))]))
  })
}

function mean(values: readonly Value[]): Value {
  const [first = null] = values
  if (typeof first === 'number' && values.every((value) => typeof value === 'number'))
    return Math.round((values.reduce((sum, value) => sum + value, 0) / values.length) * 10_000) / 10_000
  if (first === null || typeof first !== 'object' || Array.isArray(first)) return first
  const objects = values as Record<string, Value>[]
  return Object.fromEntries(Object.keys(first).map((key) => [key, mean(objects.map((one) => one[key] ?? null))]))
}
