import type { Embedding } from '../host-api.ts'

/** What is done in the open panel goes to the analytics the page already runs: its name alone, never what was asked. */
export function tellAnalytics({ emit, options }: Embedding, isOpen: () => boolean): Embedding['emit'] {
  return (name, detail) => {
    emit(name, detail)
    // Whoever runs gtag has a data layer.
    if (isOpen() && ('dataLayer' in window || 'ym' in window))
      void import('../goals/tell-goal.ts').then((part) => part.tellGoal(name, detail, options.ym))
  }
}
