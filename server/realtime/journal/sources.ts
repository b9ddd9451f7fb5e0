import { JOURNAL_KINDS, type JournalKind } from '#protocol'
import { marks, type SqlValue } from '../../chat/sql.ts'

/** What every source is listed as, in this order; what it does not have is null. */
const COLUMNS = [
  'id',
  'at',
  'act',
  'how',
  'personId',
  'otherId',
  'toGroup',
  'stars',
  'conversationId',
  'address',
] as const
type Column = (typeof COLUMNS)[number]

/** Rows of one table that are entries of the journal. */
export interface Source {
  from: string
  at: string
  where: string
  values: readonly SqlValue[]
  person: string
  /** null: not of a conversation. */
  conversation: string | null
  columns: string
}

const text = (of: string | null) => `cast(${of ?? 'null'} as text)`

function columns(of: Partial<Record<Column, string>>): string {
  return COLUMNS.map((column) =>
    column === 'stars'
      ? `cast(${of.stars ?? 'null'} as integer) as "stars"`
      : `${text(of[column] ?? null)} as "${column}"`,
  ).join(', ')
}

const actsOf = (kind: JournalKind | null, of: readonly string[]): string[] =>
  (kind === null ? Object.values(JOURNAL_KINDS).flat() : [...JOURNAL_KINDS[kind]]).filter((act) => of.includes(act))

const STANDS_ELSEWHERE = ['template', 'away', 'back', 'signed_in', 'signed_out', 'unanswered']

/** Where entries of a kind stand. `theirs`: the part of a `where` over people who are members of the site. */
export function sourcesOf(site: string, kind: JournalKind | null): Source[] {
  const has = (act: string) => actsOf(kind, [act]).length > 0
  const member = `("sites" is null or "sites" like ?)`
  const like = `%"${site}"%`
  const entered = actsOf(kind, Object.values(JOURNAL_KINDS).flat()).filter((act) => !STANDS_ELSEWHERE.includes(act))
  const signs = actsOf(kind, ['signed_in', 'signed_out'])
  const found: (Source | false)[] = [
    entered.length > 0 && {
      from: '"journal"',
      at: '"at"',
      where: `"site" = ? and "act" in (${marks(entered.length)})`,
      values: [site, ...entered],
      person: '"personId"',
      conversation: '"conversationId"',
      columns: columns({
        ...{ id: '"id"', at: '"at"', act: '"act"', how: '"how"', personId: '"personId"', otherId: '"otherId"' },
        ...{ toGroup: '"toGroup"', stars: '"stars"', conversationId: '"conversationId"' },
      }),
    },
    has('template') && {
      from: '"messages" join "conversations" on "conversations"."id" = "messages"."conversationId"',
      at: '"sentAt"',
      where: '"site" = ? and "templateId" is not null',
      values: [site],
      person: '"authorId"',
      conversation: '"messages"."conversationId"',
      columns: columns({
        ...{ id: '"messages"."id"', at: '"sentAt"', act: "'template'" },
        how: `case when "templateEdited" = 1 then 'changed' else 'as_it_is' end`,
        ...{ personId: '"authorId"', conversationId: '"messages"."conversationId"' },
      }),
    },
    has('back') && {
      from: '"availability"',
      at: '"fromAt"',
      where: `${member} and "after" is null`,
      values: [like],
      person: '"personId"',
      conversation: null,
      columns: columns({
        ...{ id: `'back_' || "personId" || "fromAt"`, at: '"fromAt"', act: "'back'", personId: '"personId"' },
      }),
    },
    has('away') && {
      from: '"availability"',
      at: '"untilAt"',
      where: `${member} and "untilAt" is not null and ("because" is null or "because" not in ('blip', 'goes_on'))`,
      values: [like],
      person: '"personId"',
      conversation: null,
      columns: columns({
        ...{ id: `'away_' || "personId" || "fromAt"`, at: '"untilAt"', act: "'away'", how: '"because"' },
        ...{ personId: '"personId"', otherId: '"byId"' },
      }),
    },
    signs.length > 0 && {
      from: '"audit" join "operators" on "operators"."id" = "audit"."actorId"',
      at: '"at"',
      where: `${member} and "act" in (${marks(signs.length)})`,
      values: [like, ...signs],
      person: '"actorId"',
      conversation: null,
      columns: columns({
        ...{ id: `'aud_' || cast("seq" as text)`, at: '"at"', act: '"act"', personId: '"actorId"' },
        address: '"address"',
      }),
    },
    has('unanswered') && {
      from: '"conversations"',
      at: '"createdAt"',
      where: '"site" = ? and "firstResponseAt" is null',
      values: [site],
      person: '"operatorId"',
      conversation: '"id"',
      columns: columns({
        ...{ id: `'una_' || "id"`, at: '"createdAt"', act: "'unanswered'" },
        how: `case when "heldBecause" is not null then 'held' else "state" end`,
        ...{ personId: '"operatorId"', conversationId: '"id"' },
      }),
    },
  ]
  return found.flatMap((one) => one || [])
}
