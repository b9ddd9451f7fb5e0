import type { SetRun } from './measure-set.ts'
import type { SizeRun } from './measure-size.ts'
import type { Typing } from './measure-typing.ts'
import type { PeerRun } from './peers.ts'

const percent = (value: number | null | undefined): string =>
  (value === null || value === undefined ? '–' : (100 * value).toFixed(1)).padStart(6)
const kinds = (shares: Record<string, number | null>): string =>
  Object.entries(shares)
    .map(([kind, value]) => `${kind} ${percent(value).trim()}`)
    .join(' ')

/** A table for people, and below it the reliability of the confidence. */
export function printSets(runs: readonly (SetRun | PeerRun)[]): string {
  const lines = [
    'set              k    engine                    hit1   hit3   typo  p99 ms | one: share right | three: share holds | person | outside given one',
  ]
  for (const run of runs) {
    const head = `${run.set.padEnd(16)} ${String(run.k).padEnd(4)} ${run.engine.padEnd(23)} ${percent(run.hit1)} ${percent(run.hit3)} ${percent(run.typo_hit1)} ${run.p99_ms.toFixed(2).padStart(6)}`
    if (!('one_share' in run)) lines.push(head)
    else {
      lines.push(
        `${head}  | ${percent(run.one_share)} ${percent(run.one_right)} | ${percent(run.three_share)} ${percent(run.three_contains)} | ${percent(run.escalated_in)} | ${kinds(run.oos_one)} | escalated at 95 %: ${kinds(run.oos_escalated_at_95_by_kind)} | at 80 %: ${kinds(run.oos_escalated_at_80_by_kind)} | auroc ${kinds(run.auroc_by_kind)}`,
      )
    }
  }
  for (const run of runs) {
    if (!('reliability' in run)) continue
    const bins = run.reliability
      .filter(({ questions }) => questions > 0)
      .map(({ from, questions, right }) => `${from.toFixed(1)}: ${percent(right).trim()} % of ${questions}`)
    lines.push(`reliability ${run.set} k=${run.k} (error ${percent(run.calibration_error).trim()}): ${bins.join('  ')}`)
  }
  return `${lines.join('\n')}\n`
}

export function printSizes(runs: readonly SizeRun[]): string {
  const lines = [
    'answers  engine  p50 ms  p99 ms  CPU p50 ms  CPU p99 ms  build s  settled s  memory MB  added phrasing ms',
  ]
  for (const run of runs) {
    lines.push(
      [
        run.size,
        run.engine,
        run.p50_ms,
        run.p99_ms,
        run.cpu_all_p50_ms,
        run.cpu_all_p99_ms,
        run.build_s,
        run.settled_s,
        run.memory_mb,
        `${run.added_phrasing_ms}${run.added_phrasing_found ? '' : ' NOT FOUND'}`,
      ].join('  '),
    )
  }
  return `${lines.join('\n')}\n`
}

export const printTyping = (typing: readonly Typing[]): string =>
  typing
    .map(
      ({ locale, questions, prefixes, among, half, whole }) =>
        `${locale}: ${questions} questions, ${prefixes} beginnings; right answer among five at ${percent(among).trim()} % of them, half typed ${percent(half).trim()} %, whole ${percent(whole).trim()} %\n`,
    )
    .join('')
