import type { RefObject } from 'preact'
import type { ConversationSummary } from '#protocol'
import { t } from '../../texts.ts'
import { colleague } from './colleague.ts'
import { Row } from './conversation-row.tsx'
import type { Matched, View } from './conversations.ts'

/** A list as it is drawn. */
export interface Listed {
  /** What scrolls. */
  box: RefObject<HTMLDivElement>
  shown: readonly ConversationSummary[]
  view: View
  openId: string | null
  /** Under the name of whose they are. */
  byPerson: boolean
  matches: ReadonlyMap<string, Matched> | undefined
  /** Given: there is more where these come from. */
  atEnd: (() => void) | undefined
}
export type Line = { head: string; n: number } | { row: ConversationSummary }

export function linesOf({ shown, byPerson }: Pick<Listed, 'shown' | 'byPerson'>): Line[] {
  if (!byPerson) return shown.map((row) => ({ row }))
  const by = new Map<string, ConversationSummary[]>()
  for (const row of shown) {
    const whose = row.operator?.id ?? ''
    const rows = by.get(whose)
    if (rows) rows.push(row)
    else by.set(whose, [row])
  }
  return [...by.values()].flatMap((rows): Line[] => {
    const operator = rows[0]?.operator
    return [
      { head: operator ? colleague(operator) : t('inbox.nobodys'), n: rows.length },
      ...rows.map((row) => ({ row })),
    ]
  })
}

export const keyOfLine = (line: Line): string => ('row' in line ? line.row.id : `person ${line.head}`)

export function LineView({ line, listed, shown }: { line: Line; listed: Listed; shown: readonly string[] }) {
  if ('head' in line)
    return (
      <h2 class="list-person">
        {line.head} <span class="count">{line.n}</span>
      </h2>
    )
  const { id } = line.row
  return (
    <Row
      conversation={line.row}
      view={listed.view}
      open={id === listed.openId}
      match={listed.matches?.get(id)}
      shown={shown}
    />
  )
}
