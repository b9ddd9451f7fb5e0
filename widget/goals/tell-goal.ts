/** Loaded where the page runs analytics of its own. */
interface Analytics {
  gtag?: (...values: unknown[]) => void
  dataLayer?: unknown[]
  /** `a`: calls that wait for the counter's script. */
  ym?: ((...values: unknown[]) => void) & { a?: ArrayLike<unknown>[] }
}

/** A goal by its name alone; that nothing is unread is none. `only`: the one counter of Yandex Metrica that is meant; absent: every one the page runs or has asked for. */
export function tellGoal(name: string, detail: unknown, only?: number | string): void {
  if ((detail as { count?: number }).count === 0) return
  const goal = `firstline_${name}`
  const { gtag, dataLayer, ym } = window as Analytics
  if (gtag) gtag('event', goal)
  else dataLayer?.push({ event: goal })
  const running = Object.keys(window).flatMap((one) => /^yaCounter(\d+)$/.exec(one)?.[1] ?? [])
  const asked = (ym?.a ?? []).map((call) => `${call[0]}`)
  for (const id of only ? [only] : new Set([...running, ...asked])) ym?.(id, 'reachGoal', goal)
}
