import type { Core } from './core.ts'
import { rooms } from './telling/rooms.ts'
import { faultText } from '#shared'
import type { Notice, NoticeCode } from '#protocol'
import { describeFault, named } from '#kb'
import { awaiting } from '../chat/moves/raise.ts'
import { dueAt } from '../chat/targets.ts'

const LOOK_MS = 2_000
const TARGETS_MS = 5_000

/** What the desk should know about the parts around conversations: shown while true, gone when mended (I10). */
export interface NoticeBoard {
  current(): Notice[]
  set(code: NoticeCode, on: boolean, values?: Notice['values']): void
  stop(): void
}

export function noticeBoard(
  core: Pick<Core, 'began' | 'desk' | 'library' | 'log' | 'move' | 'now' | 'site' | 'sql'>,
): NoticeBoard {
  const shown = new Map<string, Notice>()
  const tell = () => {
    // A missed target goes to the leads: the operator was told while there was still time.
    core.desk.local.to(rooms.leads).emit('notices:changed', { notices: noticesFor([...shown.values()], true) })
    core.desk.local.except(rooms.leads).emit('notices:changed', { notices: noticesFor([...shown.values()], false) })
  }
  const set: NoticeBoard['set'] = (code, on, values) => {
    const before = shown.get(code)
    if (!on) {
      if (shown.delete(code)) tell()
      return
    }
    if (before && JSON.stringify(before.values) === JSON.stringify(values)) return
    shown.set(code, { code, since: before?.since ?? new Date(core.now()).toISOString(), ...(values ? { values } : {}) })
    tell()
  }
  const searching = setInterval(() => {
    const { search, content = [] } = core.library.status?.() ?? { search: { degraded: false } }
    set('search_degraded', search.degraded)
    const [first] = content
    set('content_broken', first !== undefined, { count: content.length, first: first ? describeFault(first) : '' })
  }, LOOK_MS)
  const targets = setInterval(() => {
    named(core.began, 'response targets', 0, () => raiseLate(core, set)).catch((fault) =>
      core.log.warn({ fault: faultText(fault) }, 'response targets could not be checked'),
    )
  }, TARGETS_MS)
  for (const timer of [searching, targets]) timer.unref()
  return {
    current: () => [...shown.values()],
    set,
    stop: () => {
      clearInterval(searching)
      clearInterval(targets)
    },
  }
}

export const noticesFor = (notices: Notice[], lead: boolean): Notice[] =>
  lead ? notices : notices.filter((notice) => notice.code !== 'target_missed')

/** Raises what is about to miss its target on the desk, and what has missed it to the leads. */
async function raiseLate(core: Pick<Core, 'move' | 'now' | 'site' | 'sql'>, set: NoticeBoard['set']): Promise<void> {
  const counted = { soon: 0, missed: 0 }
  for (const row of await awaiting(core.sql)) {
    const site = await core.site(row.site)
    const due = site && dueAt(site, row, core.now())
    if (!due || due.level === 'fine') continue
    counted[due.level] += 1
    const level = due.level === 'soon' ? 1 : 2
    if (row.raised < level)
      await core.move('raise', { conversationId: row.id, level, awaitingSince: row.awaitingSince ?? '' })
  }
  set('target_soon', counted.soon > 0, { count: counted.soon })
  set('target_missed', counted.missed > 0, { count: counted.missed })
}
