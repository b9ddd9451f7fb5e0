import { faultText } from '#shared'
import { named } from '#kb'
import { isoAt } from '../../chat/conversation.ts'
import { connectedOperators, servesSite } from '../../chat/moves/presence/presence.ts'
import { INVITATION_STANDS_MS, type TalkInvitationRow } from '../../chat/talk-invitation.ts'
import type { Core } from '../core.ts'

/** Half a second here and three and a half in the browser: a card is there within five. */
const READ_EVERY_MS = 500
/** Nobody has invited anybody: asked less often, whether another node has. */
const SITES_EVERY_MS = 5_000
/** A desk that is loaded anew, or a network that changes, takes nothing back. */
const AWAY_MS = 6_000
/** How long the desk is told how one ended. */
const TOLD_MS = 5 * 60_000
const PRUNE_EVERY_MS = 3_600_000
const DAY_MS = 24 * 3_600_000
const MOST = 5_000

/** Whose presence it promises; a shop's own promises that of somebody, or of nobody. */
const whoseOf = ({ operatorId, needsSomebody, site }: TalkInvitationRow): string =>
  operatorId || (needsSomebody === 1 ? `somebody of ${site}` : '')

export interface StandingInvitations {
  of(visit: string): TalkInvitationRow | undefined
  all(): readonly TalkInvitationRow[]
  /** Somebody of this site is at the desk, and may invite in a moment; known within five seconds. */
  maySend(site: string): boolean
  /** Reads now: something of this node's changed. */
  read(): Promise<void>
  stop(): void
}

/** The invitations that stand, on every node the same: what pages ask for every few seconds is answered from memory. */
export function standingInvitations(
  core: Pick<Core, 'began' | 'library' | 'log' | 'move' | 'now' | 'sql'>,
): StandingInvitations {
  let rows: TalkInvitationRow[] = []
  let byVisit = new Map<string, TalkInvitationRow>()
  let isOn = false
  let sending: readonly string[] = []
  const awaySince = new Map<string, number>()

  const read = async () => {
    const now = core.now()
    const all = await core.sql.all<TalkInvitationRow>(
      `select * from "talkInvitations" where "openVisit" is not null or "endedAt" > ? order by "createdAt" desc limit ?`,
      isoAt(now - TOLD_MS),
      MOST,
    )
    const open = all.filter(({ openVisit }) => openVisit !== null)
    const away = open.length > 0 ? await whoIsAway(open, now) : new Set<string>()
    rows = all
    byVisit = new Map(open.filter((one) => !away.has(whoseOf(one))).map((one) => [one.visit, one]))
    const isStale = (one: TalkInvitationRow) =>
      now - (awaySince.get(whoseOf(one)) ?? now) > AWAY_MS || Date.parse(one.createdAt) < now - INVITATION_STANDS_MS
    const stale = open.filter(isStale)
    if (stale.length > 0)
      await core.move('endStale', { withdrawn: stale.filter((one) => away.has(whoseOf(one))).map(({ id }) => id) })
  }
  const whoIsHere = async (now: number) => {
    const [connected, operators] = await Promise.all([
      connectedOperators(core.sql, now),
      core.sql.all<{ id: string; sites: string | null; available: number }>(
        'select "id", "sites", "available" from "operators"',
      ),
    ])
    return { connected, operators }
  }
  /** A card of somebody who is not there is not shown, and after a moment it ends. */
  const whoIsAway = async (open: readonly TalkInvitationRow[], now: number) => {
    const { connected, operators } = await whoIsHere(now)
    const here = operators.filter(({ id, available }) => available === 1 && connected.has(id))
    const isAway = (one: TalkInvitationRow) =>
      one.operatorId !== ''
        ? !here.some(({ id }) => id === one.operatorId)
        : one.needsSomebody === 1 && !here.some((each) => servesSite(each, one.site))
    const away = new Set(open.filter(isAway).map(whoseOf))
    for (const whose of awaySince.keys()) if (!away.has(whose)) awaySince.delete(whose)
    for (const whose of away) if (!awaySince.has(whose)) awaySince.set(whose, now)
    return away
  }
  const look = async () => {
    const sites = (await core.library.find.sites?.()) ?? []
    const inviting = sites.filter(({ invite, watch }) => watch.on && invite.on)
    isOn = inviting.length > 0
    if (!isOn) return void (sending = [])
    const { connected, operators } = await whoIsHere(core.now())
    const here = operators.filter(({ id }) => connected.has(id))
    sending = inviting.filter(({ id }) => here.some((each) => servesSite(each, id))).map(({ id }) => id)
  }
  const prune = async () => {
    for (const { id, watch } of (await core.library.find.sites?.()) ?? [])
      await core.move('pruneInvitations', { site: id, keptMs: watch.keepDays * DAY_MS })
  }
  const every = (ms: number, name: string, work: () => Promise<void>) => {
    let busy = false
    return setInterval(() => {
      if (busy) return
      busy = true
      named(core.began, name, 0, work)
        .catch((fault: unknown) => core.log.warn({ fault: faultText(fault) }, `${name} failed; it will be retried`))
        .finally(() => (busy = false))
    }, ms).unref()
  }
  const timers = [
    every(READ_EVERY_MS, 'reading invitations', async () => {
      if (isOn || byVisit.size > 0) await read()
    }),
    every(SITES_EVERY_MS, 'looking which sites invite', look),
    every(PRUNE_EVERY_MS, 'retention of invitations', prune),
  ]
  look().catch(() => {})
  return {
    of: (visit) => byVisit.get(visit),
    all: () => rows,
    maySend: (site) => sending.includes(site),
    read,
    stop: () => {
      for (const timer of timers) clearInterval(timer)
    },
  }
}
