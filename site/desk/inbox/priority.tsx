import type { ConversationSummary } from '#protocol'
import { ask } from '../live.ts'
import { problemText } from '../problems.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { say } from '../ui/toasts.tsx'
import { putDetail } from './messages/messages.ts'

/** 0 as usual, 1 before others, 2 before all. */
export const PRIORITIES = [0, 1, 2] as const
export type Priority = (typeof PRIORITIES)[number]
export const priorityOf = ({ priority }: { priority: number }): Priority => (priority >= 2 ? 2 : priority >= 1 ? 1 : 0)

/** Moves somebody who waits in the queue; a slip is taken back where it is told. */
export async function prioritize(
  conversation: Pick<ConversationSummary, 'id' | 'priority'>,
  priority: Priority,
): Promise<void> {
  const ack = await ask('conversation:prioritize', { conversationId: conversation.id, priority })
  if (!ack.ok) {
    say(problemText(ack), { tone: 'bad' })
    return
  }
  putDetail(ack.conversation)
  const before = priorityOf(conversation)
  if (before !== priority)
    say(t(`priority.done.${priority}`), { undo: () => void prioritize(ack.conversation, before) })
}

/** Why somebody stands before those who came earlier; only where there is a queue to stand in. */
export function PriorityMark({ conversation }: { conversation: Pick<ConversationSummary, 'priority' | 'state'> }) {
  const priority = priorityOf(conversation)
  if (priority === 0 || conversation.state !== 'queued') return null
  return (
    <span class="chip chip-priority">
      <Icon name={priority === 2 ? 'chevronsUp' : 'chevronUp'} /> {t(`priority.${priority}`)}
    </span>
  )
}
