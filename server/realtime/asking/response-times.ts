import { faultText } from '#shared'
import { openMsBetween } from '../../chat/hours.ts'
import type { RecordResponse } from '../../chat/moves/record-response.ts'
import type { Core } from '../core.ts'

/** A wait that just ended. */
export interface Ended {
  conversationId: string
  site: string
  kind: RecordResponse['kind']
  sinceMs: number
  operatorId: string | null
}

const MINUTE_MS = 60_000

/** Measured twice: in total, and inside opening hours, where the targets hold. A lost measurement is not a lost message: it is only logged. */
export function recordResponseTime(core: Pick<Core, 'log' | 'move' | 'now' | 'site'>, ended: Ended): void {
  const now = core.now()
  const work = async () => {
    const site = await core.site(ended.site)
    if (!site) return
    const minutes =
      ended.kind === 'first_response'
        ? site.targets.firstResponseMinutes
        : ended.kind === 'reply'
          ? site.targets.replyMinutes
          : null
    await core.move('recordResponse', {
      conversationId: ended.conversationId,
      site: ended.site,
      kind: ended.kind,
      totalMs: now - ended.sinceMs,
      openMs: openMsBetween(site, ended.sinceMs, now),
      targetMs: minutes === null ? null : minutes * MINUTE_MS,
      operatorId: ended.operatorId,
    })
  }
  work().catch((fault) => core.log.warn({ fault: faultText(fault) }, 'a response time could not be recorded'))
}
