import { answersLocale, faultText } from '#shared'
import type { DuePush } from '../../chat/moves/pushing/claim-pushes.ts'
import type { Core } from '../core.ts'
import type { Pushing } from './contract.ts'
import { type PushKeys, pushKeys } from './push-keys.ts'
import { isPushAddress, sendPush } from './send-push.ts'

type Parts = Pick<
  Core,
  'log' | 'mailFrom' | 'move' | 'now' | 'publicUrl' | 'sessionsLeft' | 'site' | 'sql' | 'timing' | 'trusted'
>

const AGAIN_MS = 30_000
const LONGEST_PAUSE_MS = 15 * 60_000

/** The keys of this installation, read once. */
export function keysOf(core: Pick<Core, 'move' | 'sql'>): () => Promise<PushKeys> {
  let reading: Promise<PushKeys> | null = null
  return () =>
    (reading ??= pushKeys(core.sql, (privateKey) => core.move('keepPushKey', { privateKey })).catch((fault) => {
      reading = null
      throw fault
    }))
}

export function pushingOf(core: Pick<Core, 'move' | 'sql' | 'trusted'>): Pushing {
  const keys = keysOf(core)
  return {
    pushKey: async () => (await keys()).publicKey,
    subscribePush: async (subscription) => {
      if (!isPushAddress(subscription.endpoint, core.trusted ?? [])) return { ok: false, code: 'invalid' }
      await core.move('subscribePush', subscription)
      return { ok: true }
    },
    endPush: async (personId, endpoint) => void (await core.move('endPush', { personId, endpoint })),
  }
}

/** Sends what calls people whose desk is closed; what is not taken is tried again. What stands in no push is still in the list "For you". */
export function pushDue(core: Parts): () => Promise<void> {
  const keys = keysOf(core)
  const subject = core.publicUrl.startsWith('https:')
    ? core.publicUrl
    : `mailto:${core.mailFrom?.address ?? 'nobody@localhost'}`
  async function send({ fact, site, ...due }: DuePush): Promise<void> {
    try {
      const shop = (await core.site(site))?.name[answersLocale(fact.locale)] ?? ''
      const sent = await sendPush(due, { ...fact, shop }, { keys: await keys(), subject, trusted: core.trusted ?? [] })
      if (sent.came === 'gone') return void (await core.move('dropPush', { ids: [due.subscriptionId] }))
      const pause = Math.min(LONGEST_PAUSE_MS, AGAIN_MS * 2 ** (due.attempts - 1))
      const retryAt = sent.came === 'later' ? core.now() + Math.max(sent.afterMs ?? 0, pause) : null
      const { subscriptionId, claim } = due
      await core.move('settlePush', { subscriptionId, claim, retryAt, failed: sent.came !== 'taken' })
    } catch (fault) {
      // Its claim runs out, and it is tried again.
      core.log.warn({ fault: faultText(fault) }, 'a push message could not be sent')
    }
  }
  return async () => {
    const outcome = await core.move('claimPushes', { afterMs: core.timing.pushAfterMs })
    if (!outcome.ok || outcome.value.due.length === 0) return
    const { due } = outcome.value
    const left = await core.sessionsLeft?.([...new Set(due.map(({ sessionId }) => sessionId))])
    const over = left ? due.filter(({ sessionId }) => !left.has(sessionId)) : []
    if (over.length > 0) await core.move('dropPush', { ids: over.map(({ subscriptionId }) => subscriptionId) })
    // A slow service holds up no other look.
    for (const one of due) if (!over.includes(one)) void send(one)
  }
}
