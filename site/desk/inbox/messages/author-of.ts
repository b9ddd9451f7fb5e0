import type { ConversationDetail, Message } from '#protocol'
import { personCalled } from '../../faces/faces.ts'
import { me } from '../../session/session.ts'
import { colleague } from '../lists/colleague.ts'
import { operators } from '../lists/conversations.ts'

type Of = Pick<ConversationDetail, 'operator' | 'site' | 'wrote'>

/**
 * Who at the desk wrote it. A message itself carries only the name its visitor is told: the conversation says who has written under
 * it; of one that came since, it is whoever answers now, or is called so here.
 */
export function authorOf(
  { authorName }: Pick<Message, 'authorName'>,
  { operator, site, wrote = [] }: Of,
): string | null {
  if (authorName === null) return null
  const known = wrote.filter(({ name }) => name === authorName)
  if (known.length === 1) return known[0]?.id ?? null
  if (operator?.name === authorName) return operator.id
  if (me.value?.name === authorName) return me.value.id
  return operators.value.find(({ name }) => name === authorName)?.id ?? personCalled(authorName, site)
}

/** Their name among colleagues, of a name that stands in the conversation. */
export function authorCalled(name: string, detail: Of): string {
  const id = authorOf({ authorName: name }, detail)
  return id === null ? name : colleague({ id, name })
}
