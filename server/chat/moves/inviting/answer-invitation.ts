import { shownName } from '../../faces.ts'
import type { Sql } from '../../sql.ts'
import type { TalkInvitationRow } from '../../talk-invitation.ts'
import { assign, hasRoom } from '../accept.ts'
import { append, type Change } from '../change.ts'
import { ended, isWilling } from './invite-visitor.ts'

/**
 * The card's words come first in the conversation it began. True: its operator has it now; false: they have no room or have gone,
 * and it waits as any other, for them first. The words of a scenario are nobody's: they say so, and the conversation waits.
 */
export async function answerInvitation(
  sql: Sql,
  change: Change,
  invitation: TalkInvitationRow,
  /** Who is said to have written a scenario's words: nobody, in the visitor's language. */
  automatic: string,
  passes: boolean,
  now: number,
): Promise<boolean> {
  const { operatorId: id, operatorName: name, text } = invitation
  const isOfScenario = invitation.scenario !== null
  const takes = !isOfScenario && passes && (await isWilling(sql, id, now)) && (await hasRoom(sql, id))
  if (takes) await assign(sql, change, { id, name }, 'operator_joined', now)
  const said = isOfScenario
    ? { author: 'system' as const, authorName: automatic }
    : { author: 'operator' as const, authorId: id, authorName: await shownName(sql, { id, name }, change.row) }
  await append(sql, change, { ...said, kind: 'text', text }, now)
  await ended(sql, invitation.id, 'answered', now, change.row.id)
  return takes
}
