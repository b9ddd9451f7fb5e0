import { faultText } from '#shared'
import type { Mark } from '#protocol'
import type { ConversationRow } from '../../chat/conversation.ts'
import { mayRead, readableBy } from '../../chat/moves/membership.ts'
import { onePerson } from '../../chat/reads/one-person.ts'
import { marks } from '../../chat/sql.ts'
import type { Core } from '../core.ts'
import type { Cards } from './contract.ts'

const MOST_CONVERSATIONS = 200
const MOST_VISITS = 100
const MOST_ALIKE = 5
/** What was done with the library. The rest repeats words of conversations, which may not be this reader's. */
const OF_LIBRARY: readonly string[] = ['searched', 'opened', 'helped', 'not_helped']
const BY_LETTER = /^mail_[0-9a-f]{40}$/

type Row = Pick<
  ConversationRow,
  | 'id'
  | 'site'
  | 'visitorId'
  | 'visitorName'
  | 'visitorMail'
  | 'vouched'
  | 'question'
  | 'state'
  | 'startKey'
  | 'createdAt'
  | 'stars'
  | 'ratingComment'
  | 'mark'
>
const COLUMNS = [
  'id',
  'site',
  'visitorId',
  'visitorName',
  'visitorMail',
  'vouched',
  'question',
  'state',
  'startKey',
  'createdAt',
  'stars',
  'ratingComment',
  'mark',
]
  .map((column) => `"${column}"`)
  .join(', ')

const vouchedId = ({ vouched }: Pick<Row, 'vouched'>): string | null =>
  vouched === null ? null : (JSON.parse(vouched) as { id: string }).id
const known = (values: (string | null)[]): string[] =>
  [...new Set(values.filter((one) => one !== null && one !== ''))] as string[]

export function cardsOf(core: Pick<Core, 'gate' | 'library' | 'log' | 'move' | 'reports' | 'sql' | 'views'>): Cards {
  return {
    card: async (person, conversationId) => {
      const asked = await core.views.conversation(conversationId)
      if (!asked || !(await mayRead(core.sql, asked, person))) return null
      const { site } = asked
      const { ids, joins } = await onePerson(core.sql, asked)
      const inIds = `"site" = ? and "visitorId" in (${marks(ids.length)})`
      const rows = await core.reports.all<Row>(
        `select ${COLUMNS} from "conversations" where ${inIds} order by "createdAt" desc limit ?`,
        site,
        ...ids,
        MOST_CONVERSATIONS,
      )
      const own = readableBy(person)
      const open = await core.reports.all<{ id: string }>(
        `select "id" from "conversations" where ${inIds} and (${own.where} or "id" = ?)`,
        site,
        ...ids,
        ...own.values,
        conversationId,
      )
      const openIds = new Set(open.map(({ id }) => id))
      const shown = rows.filter(({ id }) => openIds.has(id))
      const notes = await core.sql.all<{ id: string; text: string; byId: string; byName: string; createdAt: string }>(
        `select "id", "text", "byId", "byName", "createdAt" from "visitorNotes" where ${inIds} order by "createdAt" desc`,
        site,
        ...ids,
      )
      const done = (await Promise.all(ids.map(async (id) => (await core.library.visits.of?.(id)) ?? []))).flat()
      const visits = done.filter(({ kind }) => OF_LIBRARY.includes(kind))
      const verifiedIds = known(rows.map(vouchedId))
      const mails = known(shown.map(({ visitorMail }) => visitorMail))
      const knocking = rows.map((row) => ({
        site,
        visitorId: row.visitorId,
        verifiedId: vouchedId(row),
        mail: row.visitorMail,
        address: null,
        subnet: null,
      }))
      const blocked = (await Promise.all(knocking.map((who) => core.gate.keptOut(who)))).find((one) => one !== null)
      const marked = (mark: Mark) => rows.filter((row) => row.mark === mark).length
      return {
        names: known(shown.map(({ visitorName }) => visitorName)),
        mails,
        verifiedIds,
        firstAt: rows.at(-1)?.createdAt ?? asked.createdAt,
        conversations: shown.map(({ id, question, state, startKey, createdAt, stars, ratingComment, mark }) => ({
          id,
          question,
          state,
          byMail: BY_LETTER.test(startKey),
          createdAt,
          stars,
          ratingComment,
          mark,
        })),
        others: rows.length - shown.length,
        marks: { off_topic: marked('off_topic'), abuse: marked('abuse') },
        visits: visits.toSorted((a, b) => b.at.localeCompare(a.at)).slice(0, MOST_VISITS),
        notes: notes.map(({ byId, byName, ...note }) => ({ ...note, by: { id: byId, name: byName } })),
        blocked: blocked ?? null,
        joins: joins.map(({ id, how, byName, createdAt }) => ({ id, how, byName, createdAt })),
        alike: await alikeTo(mails, ids),
      }

      /** One conversation of each other visitor who gave one of these addresses, where this person may open it. */
      async function alikeTo(addresses: readonly string[], not: readonly string[]) {
        if (addresses.length === 0) return []
        const found = await core.reports.all<Row & { visitorMail: string }>(
          `select ${COLUMNS} from "conversations" where "site" = ? and "visitorMail" in (${marks(addresses.length)})
           and "visitorId" not in (${marks(not.length)}) and ${own.where} order by "createdAt" desc limit 50`,
          site,
          ...addresses,
          ...not,
          ...own.values,
        )
        const first = new Map<string, Row & { visitorMail: string }>()
        for (const row of found) if (!first.has(row.visitorId)) first.set(row.visitorId, row)
        return [...first.values()].slice(0, MOST_ALIKE).map(({ id, visitorName, visitorMail, question }) => ({
          conversationId: id,
          name: visitorName,
          mail: visitorMail,
          question,
        }))
      }
    },
    addVisitorNote: async (by, conversationId, text) => {
      const outcome = await core.move('addVisitorNote', { conversationId, by, text })
      return outcome.ok ? { ok: true, ...outcome.value } : outcome
    },
    removeVisitorNote: async (by, conversationId, id) => {
      const outcome = await core.move('removeVisitorNote', { conversationId, by, id })
      return outcome.ok ? { ok: true } : outcome
    },
    joinVisitors: async (by, conversationId, otherId) => {
      const outcome = await core.move('joinVisitors', { conversationId, by, otherId })
      return outcome.ok ? { ok: true } : outcome
    },
    partVisitors: async (by, conversationId, id) => {
      const outcome = await core.move('partVisitors', { conversationId, by, id })
      return outcome.ok ? { ok: true } : outcome
    },
    joinVerified: async (site, strangerId, verifiedId) => {
      await core.move('joinVerified', { site, strangerId, verifiedId }).catch((fault: unknown) => {
        // A visitor gets their token all the same.
        core.log.warn({ fault: faultText(fault) }, 'a past could not be joined to whom the shop vouches for')
      })
    },
  }
}
