import type { ConversationDetail, Message } from '#protocol'
import { personCalled } from '../../faces/faces.ts'
import { me } from '../../session/session.ts'
import { colleague } from '../lists/colleague.ts'
import { operators } from '../lists/conversations.ts'

/** Who at the desk wrote it: whoever answers now, or is called so here. A message itself carries only the name its visitor is told. */
export function authorOf(
  { authorName }: Pick<Message, 'authorName'>,
  { operator, site }: Pick<ConversationDetail, 'operator' | 'site'>,
): string | null {
  if (authorName === null) return null
  if (operator?.name === authorName) return operator.id
  if (me.value?.name === authorName) return me.value.id
  return operators.value.find(({ name }) => name === authorName)?.id ?? personCalled(authorName, site)
}

/** Their name among colleagues, of a name that stands in the conversation. */
export function authorCalled(name: string, detail: Pick<ConversationDetail, 'operator' | 'site'>): string {
  const id = authorOf({ authorName: name }, detail)
  return id === null ? name : colleague({ id, name })
}
