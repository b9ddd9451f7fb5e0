import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ConversationDetail, Message } from '#protocol'
import { ask, connection } from '../live.ts'
import { problemText } from '../problems.ts'
import { leads } from '../session/session.ts'
import { keyFor, useActions } from '../shell/keys.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { say } from '../ui/toasts.tsx'
import { Due, Here } from './lists/conversation-marks.tsx'
import { ConversationMenu } from './conversation-menu.tsx'
import type { View } from './lists/conversations.ts'
import { putDetail } from './messages/messages.ts'
import { packetShown } from './packet-pane.tsx'
import { PriorityMark } from './priority.tsx'
import { arrived, refused, solveAfter } from './dialogs/solve-after.ts'
import { SolveDialog } from './dialogs/solve-dialog.tsx'
import { TransferDialog } from './dialogs/transfer-dialog.tsx'

export async function takeOver(id: string): Promise<void> {
  const ack = await ask('conversation:take-over', { conversationId: id })
  if (ack.ok) putDetail(ack.conversation)
  else say(problemText(ack), { tone: 'bad' })
}

/** The visitor's own question, the largest words of the desk, and what can be done about it. */
export function ConversationHead(props: {
  detail: ConversationDetail
  view: View
  mine: boolean
  messages: readonly Message[]
  /** The question can be read in its message. */
  folded: boolean
}) {
  const { detail, mine } = props
  const dialog = useSignal<'solve' | 'transfer' | null>(null)
  const solvable = mine && (detail.state === 'active' || detail.state === 'waiting')
  useActions(
    () => [
      {
        id: 'solve',
        label: 'keys.solve',
        place: 'keys.conversation',
        keys: [{ code: 'KeyE', alt: true }],
        enabled: () => solvable,
        run: () => (dialog.value = 'solve'),
      },
      {
        id: 'transfer',
        label: 'keys.transfer',
        place: 'keys.conversation',
        keys: [{ code: 'KeyT', alt: true }],
        enabled: () => solvable,
        run: () => (dialog.value = 'transfer'),
      },
    ],
    [solvable],
  )
  const asked = solveAfter.value === detail.id
  const [here, isRefused] = [asked && arrived.value, asked && refused.value]
  useEffect(() => {
    if (!here && !isRefused) return
    solveAfter.value = null
    if (here && solvable) dialog.value = 'solve'
  }, [here, isRefused])
  return (
    <header class="head">
      <div class="head-line">
        <a class="button-icon only-narrow" href={`/desk/inbox/${props.view}`} aria-label={t('inbox.back')}>
          <Icon name="arrowLeft" />
        </a>
        <Here visitor={detail.visitor} />
        <span class="head-who">
          {detail.visitor.name ?? t('inbox.visitor')}
          {connection.value === 'live' ? (
            <span class="soft"> · {t(detail.visitor.online ? 'inbox.online' : 'inbox.offline')}</span>
          ) : null}
        </span>
        <span class="chip" lang={detail.locale}>
          {detail.locale.toUpperCase()}
        </span>
        <PriorityMark conversation={detail} />
        <Due due={detail.due} />
        {detail.mark ? <span class="chip">{t(`mark.${detail.mark}`)}</span> : null}
        <span class="head-room" />
        <button
          type="button"
          class="button-icon only-medium packet-toggle"
          aria-pressed={packetShown.value}
          aria-label={t('packet.title')}
          onClick={() => (packetShown.value = !packetShown.value)}
        >
          <Icon name="bookOpen" />
        </button>
        {solvable ? (
          <button
            type="button"
            class="button button-quiet"
            title={keyFor('transfer')}
            onClick={() => (dialog.value = 'transfer')}
          >
            <Icon name="transfer" /> <span class="label">{t('conversation.transfer')}</span>
          </button>
        ) : null}
        {!mine && leads.value && detail.operator && detail.state !== 'solved' ? (
          <button type="button" class="button button-quiet" onClick={() => void takeOver(detail.id)}>
            <Icon name="user" /> <span class="label">{t('conversation.takeOver')}</span>
          </button>
        ) : null}
        {solvable ? (
          <button
            type="button"
            class="button button-main"
            title={keyFor('solve')}
            onClick={() => (dialog.value = 'solve')}
          >
            <Icon name="check" /> <span class="label">{t('conversation.solve')}</span>
          </button>
        ) : null}
        <ConversationMenu detail={detail} />
      </div>
      <h2 class={`head-question ${props.folded ? 'head-question-folded' : ''}`} lang={detail.locale}>
        {detail.question}
      </h2>
      {dialog.value === 'solve' ? (
        <SolveDialog detail={detail} messages={props.messages} onClose={() => (dialog.value = null)} />
      ) : null}
      {dialog.value === 'transfer' ? <TransferDialog detail={detail} onClose={() => (dialog.value = null)} /> : null}
    </header>
  )
}
