/** Full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter"): anywhere between nothing and the doubled bound. */
export function backOffMs(attempt: number, capMs: number, random: () => number = Math.random): number {
  return Math.round(random() * Math.min(capMs, FIRST_MS * 2 ** attempt))
}
const FIRST_MS = 400
/** While somebody looks on, both ends agree within two seconds of a usable network; a hidden tab need not hurry. */
export const CAP_SEEN_MS = 1_600
export const CAP_HIDDEN_MS = 20_000
/** So long somebody has waited: the server may be down for good, and need not be asked every second. */
export const PATIENCE_ATTEMPTS = 60
export const CAP_LATER_MS = 8_000
