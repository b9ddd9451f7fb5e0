import type { ConversationSummary } from '#protocol'
import { age } from '../../dates.ts'
import { me } from '../../session/session.ts'
import { t } from '../../texts.ts'
import { Marked } from '../../ui/spelling/marked.tsx'
import { colleague } from './colleague.ts'
import { Here } from './conversation-marks.tsx'
import type { Matched, View } from './conversations.ts'
import { marked, toggle, marks } from '../../together/marked.ts'
import { RowMarks } from './row-marks.tsx'

/** Whose the last words are: only one's own are "You". */
function writer({ operator }: ConversationSummary): string {
  if (operator?.id === me.value?.id) return t('inbox.you')
  return operator ? `${colleague(operator)}:` : t('inbox.operator')
}

/** Whose the words are that were found. */
function writerOf({ where, author, authorName }: Matched): string {
  const name = authorName ?? t(author === 'visitor' ? 'inbox.visitor' : 'inbox.operatorName')
  if (where === 'note') return t('inbox.foundNote', { name })
  return where === 'message' ? `${author === 'visitor' ? t('inbox.visitor') : name}:` : ''
}

/** One conversation of a list; of a search with the words that were found, marked. */
export function Row({
  conversation,
  view,
  open,
  match,
  shown = [],
}: {
  conversation: ConversationSummary
  view: View
  open: boolean
  match?: Matched | undefined
  /** All of the list, in its order. */
  shown?: readonly string[]
}) {
  const { visitor, lastMessage, unread } = conversation
  const isMarked = marked.value.has(conversation.id)
  const words = match?.words ?? []
  const by = lastMessage?.author === 'operator' ? `${writer(conversation)} ` : ''
  return (
    <>
      {marks.value ? (
        <input
          type="checkbox"
          class="row-box"
          aria-label={t('together.mark', { question: conversation.question })}
          checked={isMarked}
          onClick={(event) => toggle(conversation.id, shown, event.shiftKey)}
        />
      ) : null}
      <a
        class={`row ${unread > 0 ? 'row-unread' : ''} ${isMarked ? 'row-marked' : ''}`}
        href={`/desk/inbox/${view}/${conversation.id}`}
        aria-current={open ? 'true' : undefined}
        onClick={(event) => {
          // As in a list of files: with Shift it is marked and not opened.
          if (!event.shiftKey) return
          event.preventDefault()
          event.stopPropagation()
          toggle(conversation.id, shown, event.shiftKey)
        }}
      >
        <span class="row-top">
          <Here visitor={visitor} />
          <span class="row-who">
            <Marked text={visitor.name ?? visitor.mail ?? t('inbox.visitor')} words={words} />
          </span>
          {conversation.operator && conversation.operator.id !== me.value?.id ? (
            <span class="row-operator">
              <Marked text={colleague(conversation.operator)} words={words} />
            </span>
          ) : null}
          <span class="row-room" />
          {unread > 0 ? <span class="count count-strong">{t('inbox.unread', { n: unread })}</span> : null}
          <time class="row-age">{age(lastMessage?.at ?? conversation.createdAt)}</time>
        </span>
        <span class="row-question" lang={conversation.locale}>
          <Marked text={conversation.question} words={words} />
        </span>
        <span class="row-more">
          {match && match.where !== 'question' ? (
            <span class="row-last row-found">
              {writerOf(match)} <Marked text={match.text} words={words} />
            </span>
          ) : !match && lastMessage && !conversation.question.startsWith(lastMessage.text.replace(/…$/, '')) ? (
            <span class="row-last">
              {by}
              {lastMessage.text}
            </span>
          ) : null}
          <RowMarks conversation={conversation} />
        </span>
      </a>
    </>
  )
}
