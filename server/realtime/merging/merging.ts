import type { Core } from '../core.ts'
import type { Merging } from './contract.ts'

export function mergingOf(core: Pick<Core, 'fanOut' | 'move' | 'wakeRouting'>): Merging {
  const moving =
    (move: 'merge' | 'unmerge'): Merging['merge'] =>
    async (by, conversationId, otherId) => {
      const outcome = await core.move(move, { conversationId, otherId, by })
      if (!outcome.ok) return outcome
      // A place is free now, or taken.
      core.fanOut.presenceSoon()
      core.wakeRouting()
      return { ok: true }
    }
  return { merge: moving('merge'), unmerge: moving('unmerge') }
}
