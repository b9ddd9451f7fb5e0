import { createHash } from 'node:crypto'
import { answersLocale, faultText, meetsAll, pathsPattern } from '#shared'
import { loopTurns, type Site } from '#kb'
import type { ToldAttribute } from '../../visitors/attributes/attributes.ts'
import type { VisitRow } from '../../visitors/monitor/watched-visits.ts'
import type { Arm } from '../../chat/moves/inviting/match-scenario.ts'
import type { Core } from '../core.ts'
import type { HeardScenarios, Scenario } from './contract.ts'
import { factsOfVisit, type Momentary } from './facts-of-visit.ts'
import type { KeptScenarios } from './kept-scenarios.ts'

/** Changed on another node, a scenario counts here within this. */
const READ_EVERY_MS = 3_000
const JUDGE_EVERY_MS = 1_000
/** What is known of a visit is read again after this. */
const FRESH_MS = 4_000
/** Refused for now: of caps, of a conversation, of another card. */
const AGAIN_MS = 20_000
const FORGET_MS = 60_000
/** Moves of one round; the others wait for the next. */
const MOST_MOVES = 200
const MOST_VISITS = 20_000
/** Visits between two turns of the main loop. */
const AT_ONCE = 250

interface Known extends Momentary {
  site: string
  heardAt: number
  due: boolean
  row?: VisitRow
  told?: readonly ToldAttribute[]
  readAt: number
  /** Scenarios with nothing more to do in this visit, and when the others may be tried again. */
  over: Set<string>
  notBefore: Map<string, number>
  answers: string[]
}

/** The same browser is always of the same group of one scenario. */
export function armOf({ id, controlShare }: Pick<Scenario, 'controlShare' | 'id'>, browser: string): Arm {
  const digest = createHash('sha256').update(`${id} ${browser}`).digest()
  return digest.readUInt32BE(0) % 100 < controlShare ? 'control' : 'shown'
}

/** Looks which visits fit the scenarios that run. Costs nothing where there are none. */
export function judgingOf(
  core: Pick<Core, 'attributes' | 'log' | 'move' | 'now' | 'site' | 'views' | 'watched'>,
  kept: KeptScenarios,
) {
  let bySite = new Map<string, Scenario[]>()
  const known = new Map<string, Known>()

  const read = async () => {
    bySite = Map.groupBy(await kept.running(), ({ site }) => site)
    if (bySite.size === 0) known.clear()
  }
  const attributesOf = async (site: Site, rows: readonly VisitRow[]) => {
    const subject = ({ visitorId, browser }: VisitRow) => visitorId ?? browser
    const told = await core.attributes?.ofEach?.(site, [...new Set(rows.map(subject))])
    return (row: VisitRow): readonly ToldAttribute[] => told?.get(subject(row)) ?? []
  }
  const refresh = async (site: Site, visits: readonly [string, Known][], now: number) => {
    const stale = visits.filter(([, one]) => now - one.readAt > FRESH_MS)
    if (stale.length === 0 || !core.watched?.some) return
    const rows = await core.watched.some(
      site.id,
      stale.map(([id]) => id),
    )
    const told = await attributesOf(site, rows)
    const byId = new Map(rows.map((row) => [row.id, row]))
    for (const [id, one] of stale) {
      const row = byId.get(id)
      one.readAt = now
      if (!row) continue
      // What they saw of the page before says nothing of this one.
      if (one.row && one.row.pageSince !== row.pageSince) one.depth = undefined
      one.row = row
      one.told = told(row)
    }
  }

  const judgeSite = async (id: string, due: readonly [string, Known][]) => {
    const [site, now] = [await core.site(id), core.now()]
    const running = bySite.get(id) ?? []
    if (!site?.watch.on || !site.invite.on || running.length === 0) return
    await refresh(site, due, now)
    const { staffed, open } = await core.views.availability(id, site.defaultLocale, now)
    const quiet = new RegExp(pathsPattern(site.invite.quiet))
    let left = MOST_MOVES
    for (const [at, [visit, one]] of due.entries()) {
      if (at % AT_ONCE === AT_ONCE - 1) await loopTurns.turn()
      const { row } = one
      if (!row || !core.watched?.isHere(row, now)) continue
      const facts = factsOfVisit(row, one.told ?? [], { ...one, open, staffed }, now)
      for (const scenario of running) {
        const may = !one.over.has(scenario.id) && (one.notBefore.get(scenario.id) ?? 0) <= now
        if (!may || !meetsAll(scenario.conditions, facts)) continue
        if (scenario.action.do === 'card' && quiet.test(facts.words.path ?? '')) continue
        if (left-- <= 0) return
        await act(site, scenario, visit, one, row)
      }
    }
  }
  const act = async (site: Site, scenario: Scenario, visit: string, one: Known, row: VisitRow) => {
    const { action } = scenario
    const outcome = await core.move('matchScenario', {
      site: site.id,
      scenario: scenario.id,
      visit,
      browser: row.browser,
      visitorId: row.visitorId,
      arm: armOf(scenario, row.browser),
      card:
        action.do === 'card'
          ? {
              texts: action.texts,
              locale: answersLocale(site.defaultLocale),
              operatorId: action.of,
              needsSomebody: scenario.conditions.some((each) => each.of === 'somebody' && each.is === 'here'),
            }
          : null,
    })
    if (outcome.ok) {
      one.over.add(scenario.id)
      if (action.do === 'answers' && outcome.value.arm === 'shown') one.answers = action.answers
    } else if (outcome.code === 'closed') one.over.add(scenario.id)
    else one.notBefore.set(scenario.id, core.now() + AGAIN_MS)
  }

  const judge = async () => {
    const now = core.now()
    for (const [id, one] of known) if (now - one.heardAt > FORGET_MS) known.delete(id)
    const due = [...known].filter(([, one]) => one.due)
    for (const [, one] of due) one.due = false
    for (const [site, visits] of Map.groupBy(due, ([, one]) => one.site)) await judgeSite(site, visits)
  }
  const every = (ms: number, what: string, work: () => Promise<void>) => {
    let busy = false
    return setInterval(() => {
      if (busy) return
      busy = true
      work()
        .catch((fault: unknown) => core.log.warn({ fault: faultText(fault) }, `${what} failed; it will be retried`))
        .finally(() => (busy = false))
    }, ms).unref()
  }
  const timers = [
    every(READ_EVERY_MS, 'reading scenarios', read),
    every(JUDGE_EVERY_MS, 'judging visits by scenarios', judge),
  ]
  read().catch(() => {})

  return {
    read,
    judge,
    attributesOf,
    actsOnStarts: (site: string): boolean =>
      bySite.get(site)?.some(({ action }) => action.do === 'chatOff' || action.do === 'handle') ?? false,
    runs: (site: string): boolean => bySite.has(site),
    momentary: (visit: string): Momentary => {
      const { depth, unanswered } = known.get(visit) ?? {}
      return { depth, unanswered }
    },
    heard: (site: string, visit: string, told: { depth: number | null; unanswered: boolean }): HeardScenarios => {
      const running = bySite.get(site)
      if (!running) return { depth: false, answers: [] }
      let one = known.get(visit)
      if (!one && known.size < MOST_VISITS)
        known.set(
          visit,
          (one = { site, heardAt: 0, due: true, readAt: 0, over: new Set(), notBefore: new Map(), answers: [] }),
        )
      if (one?.site === site) {
        one.heardAt = core.now()
        one.due = true
        one.unanswered = told.unanswered
        if (told.depth !== null) one.depth = Math.max(told.depth, one.depth ?? 0)
      }
      return {
        depth: running.some(({ conditions }) => conditions.some(({ of }) => of === 'scroll')),
        answers: one?.site === site ? one.answers : [],
      }
    },
    stop: () => {
      for (const timer of timers) clearInterval(timer)
    },
  }
}
export type Judging = ReturnType<typeof judgingOf>
