import { faultText } from '#shared'
import type { Done } from '../../chat/moves/outcome.ts'
import type { LiveHooks, LiveLog } from '../live.ts'
import type { FanOut } from './fan-out.ts'

type Facts = Pick<Done<unknown>, 'said' | 'moved'>

/**
 * The asker's acknowledgement goes first: the hint to the others may be lost, the answer may not. What one batch
 * committed is told in one go, so that a socket many messages go to writes them with one call to the system.
 */
export function tellAfterAnswer(fanOut: Pick<FanOut, 'said' | 'moved'>, hooks: LiveHooks, log: LiveLog) {
  let untold: { move: string; facts: Facts; except: string | undefined }[] = []
  const tellAll = () => {
    const batch = untold
    untold = []
    for (const { move, facts, except } of batch) {
      try {
        hooks.acknowledged?.(move)
        fanOut.said(facts.said, except)
        hooks.said?.(move)
        fanOut.moved(facts.moved)
      } catch (fault) {
        log.error(
          { fault: faultText(fault) },
          'an update could not be broadcast; clients will pick it up when they next sync',
        )
      }
    }
  }
  return {
    soon: (move: string, facts: Facts, except?: string) => {
      if (facts.said.length === 0 && facts.moved.length === 0) return
      if (untold.push({ move, facts, except }) === 1) setImmediate(tellAll)
    },
    now: tellAll,
  }
}
