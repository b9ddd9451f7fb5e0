import type { Embedding } from '../host-api.ts'

/** What is done in the open panel goes to the analytics the page already runs: its name alone, never what was asked. */
export function tellAnalytics({ emit, options }: Embedding, isOpen: () => boolean): Embedding['emit'] {
  let unread = 0
  return (name, detail) => {
    const { count = 1 } = detail as { count?: number }
    // That nothing is unread is no news while nothing was.
    if (name === 'unread' && unread === (unread = count)) return
    emit(name, detail)
    if (isOpen() && count && ['gtag', 'dataLayer', 'ym'].some((one) => one in window))
      void import('../goals/tell-goal.ts').then((part) => part.tellGoal(name, options.ym))
  }
}
