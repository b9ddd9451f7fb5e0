/** Fewer service times than this say nothing: the visitor is told that we do not know yet. */
const ENOUGH_SERVICES = 5

/**
 * Expected wait of the visitor at `position`: every one of `slots` places frees up once per service time, so
 * position p is reached after p / slots services (Little's law for a full house). Median, since a few conversations
 * stay open for hours. `serviceMs` are recent times from accept to solved. null: not known yet.
 */
export function expectedWaitMs(
  position: number,
  serviceMs: readonly number[],
  slots: number,
  freeSlots: number,
): number | null {
  if (slots <= 0) return null
  if (position <= freeSlots) return 0
  if (serviceMs.length < ENOUGH_SERVICES) return null
  const sorted = [...serviceMs].sort((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0
  return Math.round(((position - freeSlots) / slots) * median)
}
