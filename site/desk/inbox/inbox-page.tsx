import { useEffect } from 'preact/hooks'
import { go, segments } from '../routing.ts'
import { leads } from '../session/session.ts'
import { useActions } from '../shell/keys.ts'
import { t } from '../texts.ts'
import { Empty } from '../ui/parts.tsx'
import { ConversationList } from './lists/conversation-list.tsx'
import { ConversationPane } from './conversation-pane.tsx'
import { shownIn, VIEWS, type View } from './lists/conversations.ts'
import { current, currentId, showConversation } from './messages/messages.ts'
import { PacketPane } from './packet-pane.tsx'

/** `/desk/inbox/<view>/<conversation>`: three columns, of which a phone shows one. */
export function InboxPage() {
  const [, inAddress, id] = segments.value
  const view: View = VIEWS.find((each) => each === inAddress) ?? 'mine'

  useEffect(() => showConversation(id ?? null), [id])
  useEffect(() => () => showConversation(null), [])

  function step(by: number): void {
    const list = shownIn(view)
    if (list.length === 0) return
    const at = list.findIndex((each) => each.id === currentId.value)
    const next = list[at < 0 ? 0 : (at + by + list.length) % list.length]
    if (next) go(`/desk/inbox/${view}/${next.id}`)
  }
  useActions(
    () => [
      { id: 'next', label: 'keys.next', place: 'keys.inbox', keys: [{ code: 'KeyJ', alt: true }], run: () => step(1) },
      {
        id: 'previous',
        label: 'keys.previous',
        place: 'keys.inbox',
        keys: [{ code: 'KeyK', alt: true }],
        run: () => step(-1),
      },
      ...VIEWS.map((each, index) => ({
        id: `view-${each}`,
        label: `inbox.${each}` as const,
        place: 'keys.inbox' as const,
        keys: [{ code: `Digit${index + 1}`, alt: true }] as const,
        enabled: () => each !== 'open' || leads.value,
        run: () => go(`/desk/inbox/${each}`),
      })),
    ],
    [view],
  )

  const showing = id && currentId.value === id ? current.value : null
  return (
    <div class={`inbox ${id ? 'inbox-open' : ''}`}>
      <h1 class="unseen">{t('nav.inbox')}</h1>
      <ConversationList view={view} openId={id ?? null} />
      {id ? (
        <>
          <ConversationPane key={id} id={id} view={view} />
          {showing ? <PacketPane detail={showing.detail} messages={showing.messages} /> : <aside class="packet" />}
        </>
      ) : (
        <section class="pane pane-none">
          <Empty icon="inbox" title={t('inbox.chooseTitle')}>
            <p>{t('inbox.chooseText')}</p>
          </Empty>
        </section>
      )}
    </div>
  )
}
