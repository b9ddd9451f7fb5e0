/** Longest stretch of work before other work gets its turn. */
const SLICE_MS = 8

/** To be awaited between steps of long work: gives other work its turn whenever a slice of time is used up. */
export function slices(): () => Promise<void> {
  let ends = performance.now() + SLICE_MS
  return async () => {
    if (performance.now() < ends) return
    await new Promise((resolve) => setImmediate(resolve))
    ends = performance.now() + SLICE_MS
  }
}
