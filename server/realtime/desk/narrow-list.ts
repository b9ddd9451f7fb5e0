import type { ListFilter } from '#protocol'
import { isoAt } from '../../chat/conversation.ts'
import type { SqlValue } from '../../chat/sql.ts'

const DAY_MS = 24 * 60 * 60_000

const CONDITIONS: Record<
  Exclude<keyof ListFilter, 'days'>,
  (value: string) => [where: string, ...values: SqlValue[]]
> = {
  label: (id) => [`"id" in (select "conversationId" from "conversationLabels" where "labelId" = ?)`, id],
  operator: (id) => ['"operatorId" = ?', id],
  // Who took it may have left its group since: what counts is who is in it now.
  group: (name) => [
    `("groupName" = ? or "operatorId" in (select "id" from "operators" where "skills" like ? escape '!'))`,
    name,
    `%${JSON.stringify(name).replace(/[!%_]/g, '!$&')}%`,
  ],
  site: (id) => ['"site" = ?', id],
  channel: (channel) => ['"wantsMail" = ?', Number(channel === 'mail')],
  from: (at) => ['"createdAt" >= ?', at],
  to: (at) => ['"createdAt" < ?', at],
  rating: (rating) => [`"stars" ${rating === 'good' ? '>= 4' : '<= 2'}`],
  late: () => [
    `"id" in (select "conversationId" from "responses" where "targetMs" is not null and "openMs" > "targetMs")`,
  ],
}

/** The parts of a `where` for what a list is narrowed to. */
export function narrowedTo(filter: ListFilter, now: number): { where: string[]; values: SqlValue[] } {
  const parts = Object.entries(CONDITIONS).flatMap(([key, condition]) => {
    const value = filter[key as keyof typeof CONDITIONS]
    return value === undefined ? [] : [condition(value)]
  })
  if (filter.days) parts.push(CONDITIONS.from(isoAt(now - Number(filter.days) * DAY_MS)))
  return { where: parts.map(([where]) => where), values: parts.flatMap(([, ...values]) => values) }
}
