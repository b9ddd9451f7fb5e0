import { faultText, newId } from '#shared'
import { setTimeout as pause } from 'node:timers/promises'
import type { PublishedAnswers } from '../../answers/finding/published-answers.ts'
import type { Log } from '../../log.ts'
import { type Began, named } from '../../work.ts'
import type { Matcher, QuestionGroups } from '../../matching/index.ts'
import type { GapRecord, GapStore, GapTotals } from './gap-store.ts'

/** Questions come in bursts: a moment's wait groups them together. */
const WAIT_MS = 50
/** Questions grouped between two turns of the loop. */
const AT_ONCE = 100
/** An answer is tried on every gap that is at least this much like its question or one of its phrasings. */
const MAY_COVER = 0.25
const MOST_PHRASINGS = 50
const NAMED_AFTER = 50
const TRIES = 5

interface Known {
  census: string
  /** Per language: «где» and "where" have nothing in common. */
  groups: Map<string, QuestionGroups>
  names: Map<string, { label: string; locale: string }>
  /** Questions that joined each since it was read: at 2, 4, 8 … its name is looked at again. */
  joined: Map<string, number>
}

/** Gives every unanswered question its gap as it arrives, and closes gaps that a new answer covers; in the background. */
export interface Grouping {
  soon(site: string): void
  /** Resolves when nothing is left to do, or after `timeoutMs`. */
  upToDate(site: string, timeoutMs: number): Promise<void>
  /** These answers were published or changed. */
  answersChanged(ids: readonly string[]): void
  /** Gaps were removed or named anew behind its back. */
  forgotten(): void
  close(): Promise<void>
}

export function openGrouping({
  store,
  matcher,
  published,
  log,
  began,
  look,
}: {
  store: GapStore
  matcher: Matcher
  published: PublishedAnswers
  log: Log
  began: Began
  /** Closes the gap if an answer covers it that was published after it was last asked. */
  look: (gap: GapTotals) => Promise<void>
}): Grouping {
  const known = new Map<string, Known>()
  const changed = new Map<string, Set<string>>()
  const running = new Map<string, Promise<void>>()
  const due = new Set<string>()
  const closing = new AbortController()

  async function read(site: string): Promise<Known> {
    const census = await store.census(site)
    const before = known.get(site)
    if (before?.census === census) return before
    const fresh: Known = { census, groups: new Map(), names: new Map(), joined: before?.joined ?? new Map() }
    let n = 0
    for (const { id, locale, label } of await store.names(site)) {
      put(fresh, id, locale, label)
      if (++n % AT_ONCE === 0) await breathe()
    }
    known.set(site, fresh)
    return fresh
  }

  function put(of: Known, id: string, locale: string, label: string): void {
    let groups = of.groups.get(locale)
    if (!groups) of.groups.set(locale, (groups = matcher.questionGroups()))
    groups.put(id, label)
    of.names.set(id, { label, locale })
  }

  /** Another node may group at the same time: whoever finds the census changed reads anew. */
  async function groupSome(site: string): Promise<boolean> {
    for (let tries = 0; tries < TRIES; tries++) {
      const questions = await store.ungrouped(site, AT_ONCE)
      if (questions.length === 0) return false
      const all = await read(site)
      const fresh: GapRecord[] = []
      const visits = new Map<string, string[]>()
      for (const { id, text, locale, at } of questions) {
        let gapId = all.groups.get(locale)?.alike(text)[0]?.id
        if (!gapId) {
          gapId = newId('gap', Date.parse(at))
          fresh.push({ id: gapId, site, locale, label: text, closedAt: null })
          put(all, gapId, locale, text)
        }
        const own = visits.get(gapId)
        if (own) own.push(id)
        else visits.set(gapId, [id])
      }
      const written = await store.group(site, all.census, { fresh, visits }).catch((fault: unknown) => {
        known.delete(site)
        throw fault
      })
      if (!written) {
        known.delete(site)
        continue
      }
      if (fresh.length > 0) all.census = await store.census(site)
      for (const [gapId, ids] of visits) await nameAgain(all, gapId, ids.length)
      return true
    }
    return false
  }

  async function nameAgain(all: Known, gapId: string, more: number): Promise<void> {
    const before = all.joined.get(gapId) ?? 0
    all.joined.set(gapId, before + more)
    const name = all.names.get(gapId)
    if (!name || before === 0 || Math.floor(Math.log2(before)) === Math.floor(Math.log2(before + more))) return
    const texts = (await store.questions(gapId, NAMED_AFTER)).map(({ text }) => text)
    const label = all.groups.get(name.locale)?.nameOf(texts, name.label) ?? name.label
    if (label === name.label) return
    await store.rename(gapId, label)
    put(all, gapId, name.locale, label)
  }

  async function tryChanged(site: string): Promise<void> {
    const answers = changed.get(site)
    changed.delete(site)
    if (!answers) return
    const all = await read(site)
    const gaps = new Set<string>()
    for (const id of answers) {
      const answer = published.get(id)?.answer
      const groups = answer && all.groups.get(answer.locale)
      if (!groups) continue
      for (const text of [answer.question, ...answer.phrasings.slice(0, MOST_PHRASINGS).map((one) => one.text)])
        for (const gap of groups.alike(text, MAY_COVER)) gaps.add(gap.id)
      await breathe()
    }
    for (const gap of await store.totalsOf(site, [...gaps])) {
      if (closing.signal.aborted) return
      await look(gap)
      await breathe()
    }
  }

  async function untilDone(site: string): Promise<void> {
    await pause(WAIT_MS, undefined, { ref: false, signal: closing.signal }).catch(() => {})
    while (due.delete(site) && !closing.signal.aborted) {
      await named(began, 'grouping of gaps', AT_ONCE, async () => {
        while (!closing.signal.aborted && (await groupSome(site))) await breathe()
      })
      const answers = changed.get(site)?.size ?? 0
      if (answers > 0 && !closing.signal.aborted)
        await named(began, 'gaps of changed answers', answers, () => tryChanged(site))
    }
  }

  function soon(site: string): void {
    if (closing.signal.aborted) return
    due.add(site)
    if (running.has(site)) return
    const run = untilDone(site)
      .catch((fault: unknown) =>
        log.warn(
          { site, fault: faultText(fault) },
          'could not group questions into gaps; will retry with the next one',
        ),
      )
      .finally(() => {
        running.delete(site)
        if (due.has(site)) soon(site)
      })
    running.set(site, run)
  }

  return {
    soon,
    async upToDate(site, timeoutMs) {
      if (!running.has(site) && (await store.ungrouped(site, 1)).length === 0) return
      soon(site)
      const timer = new AbortController()
      await Promise.race([running.get(site), pause(timeoutMs, undefined, { signal: timer.signal }).catch(() => {})])
      timer.abort()
    },
    answersChanged(ids) {
      for (const id of ids) {
        const site = published.get(id)?.answer.site
        if (!site) continue
        const own = changed.get(site)
        if (own) own.add(id)
        else changed.set(site, new Set([id]))
        soon(site)
      }
    },
    forgotten: () => known.clear(),
    async close() {
      closing.abort()
      await Promise.all(running.values())
    },
  }
}

const breathe = () => new Promise((resolve) => setImmediate(resolve))
