import type { WorkFigure } from '#protocol'

/** Where the facts of a figure stand: one `from` for what is counted and for what is listed, so that both say the same. */
export interface Source {
  table: 'journal' | 'responses' | 'messages'
  where: string
}

const act = (name: string, more = ''): Source => ({ table: 'journal', where: `"fact"."act" = '${name}'${more}` })
const wait = (kind: string, more = ''): Source => ({ table: 'responses', where: `"fact"."kind" = '${kind}'${more}` })
const LATE = ' and "fact"."openMs" > "fact"."targetMs"'
const TEMPLATE = '"fact"."templateId" is not null'

export const SOURCES: Record<WorkFigure, Source> = {
  taken: act('taken'),
  solved: act('solved'),
  ended: act('ended'),
  first_response: wait('first_response'),
  first_response_late: wait('first_response', LATE),
  reply: wait('reply'),
  reply_late: wait('reply', LATE),
  rated: act('rated'),
  rated_low: act('rated', ' and "fact"."stars" <= 2'),
  declined: act('declined'),
  lapsed: act('lapsed'),
  transferred: act('transferred'),
  promoted: act('promoted'),
  templates: { table: 'messages', where: TEMPLATE },
  templates_edited: { table: 'messages', where: `${TEMPLATE} and "fact"."templateEdited" = 1` },
}

/** How each table calls who it was and when. */
export const COLUMNS: Record<Source['table'], { person: string; at: string }> = {
  journal: { person: '"fact"."personId"', at: '"fact"."at"' },
  responses: { person: '"fact"."operatorId"', at: '"fact"."at"' },
  messages: { person: '"fact"."authorId"', at: '"fact"."sentAt"' },
}
