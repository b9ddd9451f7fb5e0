import type { Message } from '#protocol'
import { put, remove } from '../http.ts'
import { ask } from '../live.ts'
import { problemText } from '../problems.ts'
import { t } from '../texts.ts'
import { say } from '../ui/toasts.tsx'
import { currentId, openConversation } from '../inbox/messages/messages.ts'

const ADDRESS = '/desk/conversations/{id}/merged/{otherId}'

/** The other one goes on in this one; taken back by one press. */
export async function merge(id: string, otherId: string) {
  const answered = await put(ADDRESS, { params: { id, otherId } })
  if (!answered.ok) return answered
  await openConversation(id)
  say(t('merging.done'), {
    undo: () =>
      void unmerge(id, otherId).then((undone) => {
        if (!undone.ok) say(problemText(undone.problem), { tone: 'bad' })
      }),
  })
  return answered
}

export async function unmerge(id: string, otherId: string) {
  const answered = await remove(ADDRESS, { params: { id, otherId } })
  if (answered.ok) await openConversation(id)
  return answered
}

/** What was said in one that goes on elsewhere: read once, not followed. Null: it could not be. */
export async function readMerged(id: string): Promise<readonly Message[] | null> {
  const ack = await ask('conversation:open', { conversationId: id, since: 0 })
  if (ack.ok && currentId.peek() !== id) void ask('conversation:close', { conversationId: id })
  if (ack.ok) return ack.messages
  say(problemText(ack), { tone: 'bad' })
  return null
}
