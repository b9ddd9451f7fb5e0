import { useSignal } from '@preact/signals'
import type { ConversationDetail, Message } from '#protocol'
import { ask } from '../live.ts'
import { leads } from '../session/session.ts'
import { keyFor, useActions } from '../shell/keys.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { useAction } from '../ui/use-action.ts'
import { colleague } from './lists/colleague.ts'
import { AlsoOpen } from '../merging/also-open.tsx'
import { SnoozedBar } from '../snoozing/snoozed-bar.tsx'
import { listOf } from './card/card-history.tsx'
import { HeldBar } from './held-bar.tsx'
import { putDetail } from './messages/messages.ts'
import { acceptConversation } from './offers.tsx'
import { PromoteDialog } from './promote/promote-dialog.tsx'

/** What stands between the messages and the composer: whose it is now, and the next step when it is not ours to answer. */
export function ConversationBar({
  detail,
  mine,
}: {
  detail: ConversationDetail
  mine: boolean
  messages: readonly Message[]
}) {
  const promoting = useSignal(false)
  const reopening = useAction(() => ask('conversation:reopen', { conversationId: detail.id }), { toast: true })
  const taking = useAction(async () => ({ ok: true, taken: await acceptConversation(detail.id) }) as const)
  const solved = detail.state === 'solved'
  const on = detail.mergedInto
  const free = detail.state === 'queued' || (detail.state === 'waiting' && !detail.operator)
  async function reopen(): Promise<void> {
    const done = await reopening.run()
    if (done) putDetail(done.conversation)
  }
  useActions(
    () => [
      {
        id: 'promote',
        label: 'keys.promote',
        place: 'keys.conversation',
        keys: [{ code: 'KeyM', alt: true }],
        enabled: () => solved,
        run: () => (promoting.value = true),
      },
      {
        id: 'reopen',
        label: 'keys.reopen',
        place: 'keys.conversation',
        enabled: () => solved,
        run: () => void reopen(),
      },
      {
        id: 'take',
        label: 'keys.take',
        place: 'keys.conversation',
        keys: [{ code: 'Enter', ctrl: true, alt: true }],
        enabled: () => free,
        run: () => void taking.run(),
      },
    ],
    [solved, free, detail.id],
  )
  return (
    <>
      {!solved && (mine || leads.value) ? <AlsoOpen detail={detail} /> : null}
      {detail.held ? (
        <HeldBar detail={detail} because={detail.held} />
      ) : detail.snoozed ? (
        <SnoozedBar detail={detail} snoozed={detail.snoozed} />
      ) : free ? (
        <div class="bar">
          <p>{t(detail.state === 'queued' ? 'conversation.queued' : 'conversation.waitingFree')}</p>
          <button type="button" class="button button-main" disabled={taking.busy} onClick={() => void taking.run()}>
            <Icon name="check" /> {t('conversation.take')}
          </button>
        </div>
      ) : solved ? (
        <div class="bar">
          <p>
            <Icon name="checkCircle" /> {t(on ? 'merging.goesOn' : 'conversation.solved')}
          </p>
          {on ? (
            <a class="button button-main" href={`/desk/inbox/${listOf(on.state)}/${on.id}`}>
              <Icon name="arrowRight" /> {t('merging.goThere')}
            </a>
          ) : null}
          <button type="button" class="button" disabled={reopening.busy} onClick={() => void reopen()}>
            <Icon name="rotate" /> {t('conversation.reopen')}
          </button>
          {on ? null : detail.promotedTo ? (
            <a class="button" href={`/desk/library/${detail.promotedTo}`}>
              <Icon name="leaf" /> {t('conversation.seeAnswer')}
            </a>
          ) : (
            <button
              type="button"
              class="button button-main"
              title={keyFor('promote')}
              onClick={() => (promoting.value = true)}
            >
              <Icon name="leaf" /> {t('conversation.promote')}
            </button>
          )}
        </div>
      ) : !mine && detail.operator ? (
        <div class="bar">
          <p>{t('conversation.theirs', { name: colleague(detail.operator) })}</p>
        </div>
      ) : null}
      {promoting.value ? <PromoteDialog detail={detail} onClose={() => (promoting.value = false)} /> : null}
    </>
  )
}
