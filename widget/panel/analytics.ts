import type { Embedding } from '../host-api.ts'

interface Analytics {
  gtag?: (...values: unknown[]) => void
  dataLayer?: unknown[]
  ym?: (...values: unknown[]) => void
}

/** What is done in the open panel goes to the analytics the page already runs: its name alone, never what was asked. */
export function tellAnalytics({ emit, options }: Embedding, isOpen: () => boolean): Embedding['emit'] {
  return (name, detail) => {
    emit(name, detail)
    if (!isOpen()) return
    const goal = `firstline_${name}`
    const { gtag, dataLayer, ym } = window as Analytics
    if (gtag) gtag('event', goal)
    else dataLayer?.push({ event: goal })
    if (options.ym) ym?.(options.ym, 'reachGoal', goal)
  }
}
