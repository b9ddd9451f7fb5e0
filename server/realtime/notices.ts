import { alertLeads } from './alerts/alerts.ts'
import type { Core } from './core.ts'
import { type DeskMember, isLeadOn, isMemberOf } from '../chat/conversation.ts'
import { faultText } from '#shared'
import type { Notice, NoticeCode } from '#protocol'
import { describeFault, named } from '#kb'
import { awaiting } from '../chat/moves/raise.ts'
import { dueAt } from '../chat/targets.ts'

const LOOK_MS = 2_000
const TARGETS_MS = 5_000

type Values = NonNullable<Notice['values']>
type Reader = Pick<DeskMember, 'role' | 'sites'>

/** What the desk should know about the parts around conversations: shown while true, gone when mended (I10). */
export interface NoticeBoard {
  /** As this person may know them (I11). */
  current(reader: Reader): Notice[]
  set(code: NoticeCode, on: boolean, values?: Values): void
  /** What is true of some sites only, with how often on each; counts of one person's sites are shown as one. */
  setBySite(code: NoticeCode, of: ReadonlyMap<string, Values & { count: number }>): void
  stop(): void
}

/** Everything, for whoever looks after the installation. */
export const EVERY_SITE: Reader = { role: 'admin', sites: null }

interface Shown {
  since: string
  everywhere: Values | null
  bySite: ReadonlyMap<string, Values & { count: number }> | null
}

export function noticeBoard(
  core: Pick<Core, 'began' | 'desk' | 'leadsOf' | 'library' | 'log' | 'move' | 'now' | 'site' | 'sql'>,
): NoticeBoard {
  const shown = new Map<NoticeCode, Shown>()
  /** Names of files say something of every site. */
  let isOneShop = true
  const current: NoticeBoard['current'] = (reader) =>
    [...shown].flatMap(([code, one]) => {
      if (code === 'content_broken' && reader.sites !== null && !isOneShop) return []
      return noticeFor(code, one, reader) ?? []
    })
  const tell = () => {
    for (const socket of core.desk.sockets.values()) socket.emit('notices:changed', { notices: current(socket.data) })
  }
  const show = (code: NoticeCode, values: Pick<Shown, 'everywhere' | 'bySite'> | null) => {
    const before = shown.get(code)
    if (values === null) {
      if (shown.delete(code)) tell()
      return
    }
    const same = (one: Pick<Shown, 'everywhere' | 'bySite'>) =>
      JSON.stringify([one.everywhere, [...(one.bySite ?? [])]])
    if (before && same(before) === same(values)) return
    shown.set(code, { since: before?.since ?? new Date(core.now()).toISOString(), ...values })
    tell()
  }
  const set: NoticeBoard['set'] = (code, on, values) =>
    show(code, on ? { everywhere: values ?? null, bySite: null } : null)
  const setBySite: NoticeBoard['setBySite'] = (code, of) =>
    show(code, of.size > 0 ? { everywhere: null, bySite: new Map([...of].sort()) } : null)
  const searching = setInterval(() => {
    const { search, content = [] } = core.library.status?.() ?? { search: { degraded: false } }
    set('search_degraded', search.degraded)
    const [first] = content
    core.library.find.sites?.().then(
      (all) => (isOneShop = all.length < 2),
      () => {},
    )
    set('content_broken', first !== undefined, { count: content.length, first: first ? describeFault(first) : '' })
  }, LOOK_MS)
  const targets = setInterval(() => {
    named(core.began, 'response targets', 0, () => raiseLate(core, setBySite)).catch((fault) =>
      core.log.warn({ fault: faultText(fault) }, 'response targets could not be checked'),
    )
  }, TARGETS_MS)
  for (const timer of [searching, targets]) timer.unref()
  return {
    current,
    set,
    setBySite,
    stop: () => {
      clearInterval(searching)
      clearInterval(targets)
    },
  }
}

function noticeFor(code: NoticeCode, { since, everywhere, bySite }: Shown, reader: Reader): Notice | null {
  if (!bySite) return { code, since, ...(everywhere ? { values: everywhere } : {}) }
  // A missed target goes to the leads: the operator was told while there was still time. So does a feed, which is theirs.
  const may = (site: string) =>
    code === 'target_missed' || code === 'feed_broken' ? isLeadOn(reader, site) : isMemberOf(reader, site)
  const theirs = [...bySite].flatMap(([site, values]) => (may(site) ? values : []))
  if (theirs.length === 0) return null
  const count = theirs.reduce((sum, values) => sum + values.count, 0)
  return { code, since, values: { ...theirs[0], count } }
}

/** Raises what is about to miss its target on the desk, and what has missed it to the leads. */
async function raiseLate(
  core: Pick<Core, 'leadsOf' | 'log' | 'move' | 'now' | 'site' | 'sql'>,
  setBySite: NoticeBoard['setBySite'],
): Promise<void> {
  const counted = { soon: new Map<string, { count: number }>(), missed: new Map<string, { count: number }>() }
  for (const row of await awaiting(core.sql)) {
    const site = await core.site(row.site)
    const due = site && dueAt(site, row, core.now())
    if (!due || due.level === 'fine') continue
    counted[due.level].set(row.site, { count: (counted[due.level].get(row.site)?.count ?? 0) + 1 })
    const level = due.level === 'soon' ? 1 : 2
    if (row.raised >= level) continue
    const occasion = row.awaitingSince ?? ''
    await core.move('raise', { conversationId: row.id, level, awaitingSince: occasion })
    const about = { id: row.operatorId, name: row.operatorName }
    if (level === 2)
      await alertLeads(core, { kind: 'target_missed', site: row.site, conversationId: row.id, occasion, about })
  }
  setBySite('target_soon', counted.soon)
  setBySite('target_missed', counted.missed)
}
