const FIRST_MS = 400
/** While somebody looks on, both ends agree within two seconds of a usable network (I4). */
export const CAP_SEEN_MS = 1_600
/** A hidden tab need not hurry. */
const CAP_HIDDEN_MS = 20_000
/** So long somebody has waited: the server may be down for good, and need not be asked every second by everybody. */
const PATIENCE_ATTEMPTS = 60
const CAP_LATER_MS = 8_000

/** Full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter"): anywhere between nothing and the doubled bound. */
export function backOffMs(attempt: number, capMs: number, random: () => number = Math.random): number {
  return Math.round(random() * Math.min(capMs, FIRST_MS * 2 ** attempt))
}

/** Visitors are many: whoever is not looking, or has waited long, comes back less eagerly. */
export const crowdCapMs = (attempt: number, hidden: boolean) =>
  hidden ? CAP_HIDDEN_MS : attempt > PATIENCE_ATTEMPTS ? CAP_LATER_MS : CAP_SEEN_MS
