import type { Core } from '../core.ts'
import type { Snoozing } from './contract.ts'

export function snoozingOf(core: Pick<Core, 'fanOut' | 'move' | 'wakeRouting'>): Snoozing {
  return {
    snooze: async (by, conversationId, snooze) => {
      const outcome = await core.move('snooze', { conversationId, by, snooze })
      if (!outcome.ok) return outcome
      // A place is free now, or taken again.
      core.fanOut.presenceSoon()
      core.wakeRouting()
      return { ok: true }
    },
  }
}
