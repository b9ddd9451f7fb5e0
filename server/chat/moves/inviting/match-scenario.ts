import { type Locale, newId, type ScenarioCaps, USUAL_CAPS } from '#shared'
import { isoAt } from '../../conversation.ts'
import { lockRow, type Sql } from '../../sql.ts'
import { done, type Outcome, refused } from '../outcome.ts'
import { insertCard, isTalking, isWilling } from './invite-visitor.ts'

export type Arm = 'shown' | 'control'

export interface MatchScenario {
  site: string
  scenario: string
  visit: string
  browser: string
  visitorId: string | null
  arm: Arm
  /** null: the scenario shows none. */
  card: {
    texts: Record<Locale, string>
    /** In whose language nobody has asked yet. */
    locale: Locale
    /** null: it is the shop's. */
    operatorId: string | null
    needsSomebody: boolean
  } | null
}

const DAY_MS = 24 * 3_600_000

/**
 * Enters that a visit fits a scenario, once however many nodes see it, and shows its card unless the visit is of the control group.
 * Refused where a card must not be now: `closed` one in this visit, `conflict` whoever is being talked to, `taken` another stands,
 * `away` whoever it is of, `too_many` of the caps. The control group is held to the same, so that both can be compared.
 */
export async function matchScenario(
  sql: Sql,
  r: MatchScenario,
  now: number,
): Promise<Outcome<{ arm: Arm; fresh: boolean }>> {
  const before = await entered(sql, r)
  if (before) return done({ arm: before, fresh: false })
  const refusal = r.card && (await refusedCard(sql, r, r.card, now))
  if (refusal) return refused(refusal)
  const shows = r.card && r.arm === 'shown' ? r.card : null
  const id = shows ? newId('tki', now) : null
  const inserted = await sql.run(
    `insert into "scenarioMatches" ("scenario", "visit", "site", "browser", "visitorId", "arm", "card", "invitation", "at", "until")
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict ("scenario", "visit") do nothing`,
    r.scenario,
    r.visit,
    r.site,
    r.browser,
    r.visitorId,
    r.arm,
    Number(r.card !== null),
    id,
    isoAt(now),
    isoAt(now + DAY_MS),
  )
  if (inserted === 0) return done({ arm: (await entered(sql, r)) ?? r.arm, fresh: false })
  if (shows && id) {
    const card = {
      ...r,
      id,
      operatorId: shows.operatorId ?? '',
      operatorName: shows.operatorId ? await nameOf(sql, shows.operatorId) : '',
      text: shows.texts[shows.locale],
      texts: JSON.stringify(shows.texts),
      needsSomebody: Number(shows.needsSomebody),
    }
    if ((await insertCard(sql, card, now)) === 0) throw new Error('an operator invited this visit at the same moment')
  }
  return done({ arm: r.arm, fresh: true })
}

const entered = async (sql: Sql, { scenario, visit }: MatchScenario): Promise<Arm | undefined> =>
  (
    await sql.one<{ arm: Arm }>(
      'select "arm" from "scenarioMatches" where "scenario" = ? and "visit" = ?',
      scenario,
      visit,
    )
  )?.arm

const nameOf = async (sql: Sql, id: string): Promise<string> =>
  (await sql.one<{ name: string }>('select "name" from "operators" where "id" = ?', id))?.name ?? ''

async function refusedCard(sql: Sql, r: MatchScenario, card: NonNullable<MatchScenario['card']>, now: number) {
  // Whoever counts holds the site's row: two nodes do not both show the last one.
  await sql.run(
    'insert into "scenarioCaps" ("site", "visit", "day", "total") values (?, ?, ?, ?) on conflict ("site") do nothing',
    r.site,
    USUAL_CAPS.visit,
    USUAL_CAPS.day,
    USUAL_CAPS.site,
  )
  const caps = await sql.one<Pick<ScenarioCaps, 'day' | 'visit'> & { total: number }>(
    `select "visit", "day", "total" from "scenarioCaps" where "site" = ?${lockRow(sql)}`,
    r.site,
  )
  const cards = await sql.all<{ ending: string | null; openVisit: string | null }>(
    'select "ending", "openVisit" from "talkInvitations" where "visit" = ?',
    r.visit,
  )
  if (cards.some(({ ending }) => ending === 'closed')) return 'closed'
  if (cards.some(({ openVisit }) => openVisit !== null)) return 'taken'
  if (r.visitorId !== null && (await isTalking(sql, r.visitorId, r.site))) return 'conflict'
  if (card.operatorId !== null && !(await isWilling(sql, card.operatorId, now))) return 'away'
  const count = async (column: 'browser' | 'site' | 'visit', value: string, since: string) =>
    Number(
      (
        await sql.one<{ n: number | string }>(
          `select count(*) as "n" from "scenarioMatches" where "site" = ? and "${column}" = ? and "card" = 1 and "at" > ?`,
          r.site,
          value,
          since,
        )
      )?.n,
    )
  const day = isoAt(now - DAY_MS)
  const { visit, day: perDay, total } = caps ?? { ...USUAL_CAPS, total: USUAL_CAPS.site }
  const isFull =
    (await count('visit', r.visit, '')) >= visit ||
    (await count('browser', r.browser, day)) >= perDay ||
    (await count('site', r.site, day)) >= total
  return isFull ? 'too_many' : null
}
