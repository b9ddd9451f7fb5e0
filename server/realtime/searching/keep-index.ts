import { faultText } from '#shared'
import { setTimeout as pause } from 'node:timers/promises'
import { named } from '#kb'
import type { Core } from '../core.ts'

const LOOK_MS = 700
/** Clocks of nodes differ, and a long transaction shows late: what changed this long ago is looked at again. */
const OVERLAP_MS = 30_000
const MOST_AT_ONCE = 100
const SLICE = 200
/** Of SQLite: each is a dozen rows of a full-text index. */
const IN_ONE_COMMIT = 25

/** Keeps the desk's search up with conversations, a moment behind; what stood there before it is taken in slices, newest first. */
export interface IndexKeeper {
  /** Looks now: for tests, which cannot wait for a moment. */
  catchUp(): Promise<void>
  stop(): Promise<void>
}

interface Stale {
  id: string
  changedAt: string
  behind: number
}

const SELECT = `select "conversations"."id", "conversations"."changedAt",
  case when "searchState"."rev" = "conversations"."rev" then 0 else 1 end as "behind"
  from "conversations" left join "searchState" on "searchState"."conversationId" = "conversations"."id"`

export function keepIndex(core: Pick<Core, 'began' | 'log' | 'move' | 'now' | 'sql'>): IndexKeeper {
  const iso = (ms: number) => new Date(ms).toISOString()
  let stopped = false
  const bringAll = async (ids: readonly string[]) => {
    for (let more = true; more; ) {
      const indexed = await core.move('indexConversations', { ids })
      more = indexed.ok && indexed.value.more && !stopped
    }
  }
  // SQLite's one writer takes messages between them, and others who write get the file between two commits; PostgreSQL is far away and gets them in one handful.
  const bring = async (stale: readonly Stale[]) => {
    const ids = stale.map(({ id }) => id)
    const most = core.sql.kind === 'sqlite' ? IN_ONE_COMMIT : SLICE
    for (let at = 0; at < ids.length; at += most) {
      const some = ids.slice(at, at + most)
      await Promise.all((core.sql.kind === 'sqlite' ? some.map((id) => [id]) : [some]).map(bringAll))
    }
  }

  let since = iso(core.now() - OVERLAP_MS)
  const followChanges = async () => {
    const until = iso(core.now() - OVERLAP_MS)
    const stale = await core.sql.all<Stale>(
      `${SELECT} where "conversations"."changedAt" >= ? and ("searchState"."rev" is null or "searchState"."rev" <> "conversations"."rev")
       order by "conversations"."changedAt" limit ?`,
      since,
      MOST_AT_ONCE,
    )
    await bring(stale)
    // With more than one handful the rest is looked for from where it stands.
    since = stale.length < MOST_AT_ONCE ? until : (stale.at(-1)?.changedAt ?? since)
  }

  let before: { changedAt: string; id: string } | null = { changedAt: since, id: '' }
  const takeSlice = async () => {
    if (!before) return
    const slice: Stale[] = await core.sql.all<Stale>(
      // An "or" at the top would have every older conversation read and sorted for each slice.
      `${SELECT} where "conversations"."changedAt" <= ? and ("conversations"."changedAt" < ? or "conversations"."id" < ?)
       order by "conversations"."changedAt" desc, "conversations"."id" desc limit ?`,
      before.changedAt,
      before.changedAt,
      before.id,
      SLICE,
    )
    await bring(slice.filter((one) => Number(one.behind) === 1))
    before = slice.at(-1) ?? null
  }

  const look = async () => {
    await followChanges()
    await takeSlice()
  }
  const stopping = new AbortController()
  const working = (async () => {
    while (!stopped) {
      await named(core.began, 'indexing of conversations', MOST_AT_ONCE, look).catch((fault) =>
        core.log.warn({ fault: faultText(fault) }, 'indexing conversations for search failed; it will be retried'),
      )
      await pause(LOOK_MS, undefined, { signal: stopping.signal, ref: false }).catch(() => {})
    }
  })()
  return {
    catchUp: look,
    stop: async () => {
      stopped = true
      stopping.abort()
      await working
    },
  }
}
