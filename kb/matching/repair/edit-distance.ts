import { areNeighbourKeys } from '../text/keyboard.ts'

const NEIGHBOUR_COST = 0.7
const DOUBLE_COST = 0.6
const FIRST_LETTER_COST = 0.4

/**
 * Optimal string alignment distance (edits and swaps of neighbours) where slips of the hand cost less: a neighbouring key
 * 0.7, a doubled or dropped double letter 0.6, a swap 0.8; a wrong first letter costs 0.4 more. Infinity above `most`.
 */
export function slipDistance(typed: string, meant: string, most: number): number {
  const n = typed.length
  const m = meant.length
  if (Math.abs(n - m) > most / DOUBLE_COST) return Infinity
  let before: number[] = []
  let last = Array.from({ length: m + 1 }, (_, j) => j)
  for (let i = 1; i <= n; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= m; j++) {
      const a = typed[i - 1]!
      const b = meant[j - 1]!
      let cost: number
      if (a === b) cost = last[j - 1]!
      else {
        const change = last[j - 1]! + (areNeighbourKeys(a, b) ? NEIGHBOUR_COST : 1)
        const extra = last[j]! + (a === typed[i - 2] ? DOUBLE_COST : 1)
        const missing = row[j - 1]! + (b === meant[j - 2] ? DOUBLE_COST : 1)
        cost = Math.min(change, extra, missing)
        if (i > 1 && j > 1 && a === meant[j - 2] && typed[i - 2] === b) cost = Math.min(cost, before[j - 2]! + 0.8)
      }
      row.push(cost)
      if (cost < least) least = cost
    }
    if (least > most) return Infinity
    before = last
    last = row
  }
  const distance = last[m]! + (typed[0] === meant[0] ? 0 : FIRST_LETTER_COST)
  return distance <= most ? distance : Infinity
}
