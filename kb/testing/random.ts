/** mulberry32: the same small numbers for the same seed, so that a test that failed fails again. */
export function randomFrom(seed: number) {
  let state = seed
  /** A whole number from 0, less than `limit`. */
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit) | 0
  }
  return { below, pick: <T>(list: readonly T[]): T => list[below(list.length)] as T }
}
