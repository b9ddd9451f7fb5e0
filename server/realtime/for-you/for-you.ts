import type { ForYouKind } from '#protocol'
import type { DeskMember } from '../../chat/conversation.ts'
import { ofTheirSites, readableBy } from '../../chat/moves/membership.ts'
import { marks } from '../../chat/sql.ts'
import type { Core } from '../core.ts'
import type { ForYouDoor } from './contract.ts'

interface Row {
  id: string
  kind: ForYouKind
  site: string
  at: string
  readAt: string | null
  byName: string | null
  conversationId: string | null
  answerId: string | null
  about: string | null
}

export function forYouOf(core: Pick<Core, 'move' | 'sql'>): ForYouDoor {
  const unreadOf = async (person: DeskMember): Promise<number> => {
    const theirs = ofTheirSites(person)
    const row = await core.sql.one<{ n: number }>(
      `select count(*) as "n" from "forYou" where "personId" = ? and "readAt" is null and ${theirs.where}`,
      person.id,
      ...theirs.values,
    )
    return Number(row?.n ?? 0)
  }
  return {
    forYou: async (person, { page, perPage }) => {
      const theirs = ofTheirSites(person)
      const where = `"personId" = ? and ${theirs.where}`
      const values = [person.id, ...theirs.values]
      const total = await core.sql.one<{ n: number }>(`select count(*) as "n" from "forYou" where ${where}`, ...values)
      const rows = await core.sql.all<Row>(
        `select "id", "kind", "site", "at", "readAt", "byName", "conversationId", "answerId", "about" from "forYou"
         where ${where} order by "at" desc, "id" desc limit ? offset ?`,
        ...values,
        perPage,
        (page - 1) * perPage,
      )
      const ids = [...new Set(rows.flatMap(({ conversationId }) => conversationId ?? []))]
      const own = readableBy(person)
      const open =
        ids.length === 0
          ? []
          : await core.sql.all<{ id: string; question: string; state: string }>(
              `select "id", "question", "state" from "conversations" where "id" in (${marks(ids.length)}) and ${own.where}`,
              ...ids,
              ...own.values,
            )
      const conversations = new Map(open.map((one) => [one.id, one]))
      return {
        items: rows.map(({ id, kind, site, at, readAt, byName, conversationId, answerId, about }) => ({
          id,
          kind,
          site,
          at,
          read: readAt !== null,
          byName,
          conversation: conversations.get(conversationId ?? '') ?? null,
          answer: answerId ? { id: answerId, question: about ?? '' } : null,
          ...(about !== null && (kind === 'task_given' || kind === 'task_due') ? { task: about } : {}),
        })),
        page,
        perPage,
        total: Number(total?.n ?? 0),
        unread: await unreadOf(person),
      }
    },
    readForYou: async (person, ids) => {
      await core.move('readForYou', { personId: person.id, ids })
      return { unread: await unreadOf(person) }
    },
    tellForYou: async (one) => void (await core.move('tellForYou', one)),
  }
}
