import { useRef } from 'preact/hooks'
import type { ConversationSummary } from '#protocol'
import { now } from '../dates.ts'
import { ask } from '../live.ts'
import { problemText } from '../problems.ts'
import { go } from '../routing.ts'
import { useActions } from '../shell/keys.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { openOffers } from './lists/conversations.ts'
import { dropOffer } from './heard.ts'
import { putDetail } from './messages/messages.ts'

export async function acceptConversation(id: string): Promise<boolean> {
  const ack = await ask('conversation:accept', { conversationId: id })
  dropOffer(id)
  if (!ack.ok) {
    say(problemText(ack), { tone: 'bad' })
    return false
  }
  putDetail(ack.conversation)
  go(`/desk/inbox/mine/${id}`)
  return true
}

async function decline(id: string): Promise<void> {
  dropOffer(id)
  const ack = await ask('conversation:decline', { conversationId: id })
  if (ack.ok) say(t('offers.declined'), { undo: () => void acceptConversation(id) })
  else say(problemText(ack), { tone: 'bad' })
}

/** Conversations offered to this person, with the time left to answer. On every screen, since an offer does not wait. */
export function OfferCards() {
  const list = openOffers.value
  useActions(
    () => [
      {
        id: 'accept',
        label: 'keys.accept',
        place: 'keys.inbox',
        keys: [{ code: 'KeyA', alt: true }],
        enabled: () => openOffers.peek().length > 0,
        run: () => {
          const first = openOffers.peek()[0]
          if (first) void acceptConversation(first.conversation.id)
        },
      },
      {
        id: 'decline',
        label: 'keys.decline',
        place: 'keys.inbox',
        keys: [{ code: 'KeyX', alt: true }],
        enabled: () => openOffers.peek().length > 0,
        run: () => {
          const first = openOffers.peek()[0]
          if (first) void decline(first.conversation.id)
        },
      },
    ],
    [],
  )
  if (list.length === 0) return null
  return (
    <section class="offers" aria-label={t('offers.label')}>
      {list.map(({ conversation, until }) => (
        <Offer key={conversation.id} conversation={conversation} until={until} />
      ))}
    </section>
  )
}

function Offer({ conversation, until }: { conversation: ConversationSummary; until: number }) {
  const whole = useRef(Math.max(1, until - Date.now()))
  const accepting = useAction(async () => ({ ok: true, taken: await acceptConversation(conversation.id) }) as const)
  // The clock of the interface ticks once a second: it never shows more than was offered.
  const left = Math.max(0, Math.ceil(Math.min(until - now.value, whole.current) / 1000))
  return (
    <article class="offer" aria-live="assertive" aria-atomic="false">
      <p class="offer-label">
        {t('offers.forYou')}
        <span aria-hidden="true" class="offer-left">
          {t('offers.seconds', { n: left })}
        </span>
      </p>
      <p class="offer-question">{conversation.question}</p>
      <progress
        class="offer-time"
        max={whole.current}
        value={Math.max(0, until - now.value)}
        aria-label={t('offers.timeLeft')}
      />
      <div class="offer-buttons">
        <button type="button" class="button button-main" disabled={accepting.busy} onClick={() => void accepting.run()}>
          <Icon name="check" /> {t('offers.accept')}
        </button>
        <button type="button" class="button" onClick={() => void decline(conversation.id)}>
          {t('offers.decline')}
        </button>
      </div>
    </article>
  )
}
