import { useSignal } from '@preact/signals'
import type { ConversationDetail } from '#protocol'
import { ask } from '../live.ts'
import { problemText } from '../problems.ts'
import { me } from '../session/session.ts'
import { t } from '../texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Banner, Field } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { operators } from './conversations.ts'
import { putDetail } from './messages.ts'

/** A name no operator has as a skill: the conversation waits in the queue until somebody takes it. */
const ANYBODY = 'anybody'

/** To a person or a group, with a note that only operators see. */
export function TransferDialog({ detail, onClose }: { detail: ConversationDetail; onClose: () => void }) {
  const to = useSignal('')
  const note = useSignal('')
  const busy = useSignal(false)
  const problem = useSignal<string | null>(null)
  const others = operators.value.filter((each) => each.id !== me.value?.id)

  async function transfer(): Promise<void> {
    if (!to.value) {
      problem.value = t('transfer.chooseFirst')
      return
    }
    busy.value = true
    const [kind, id = ''] = to.value.split(':')
    const ack = await ask('conversation:transfer', {
      conversationId: detail.id,
      to: kind === 'group' ? { group: id } : { operatorId: id },
      note: note.value.trim(),
    })
    busy.value = false
    if (!ack.ok) {
      problem.value = problemText(ack)
      return
    }
    putDetail(ack.conversation)
    say(t('transfer.done'))
    onClose()
  }
  const option = (value: string, text: string, more: string, here: boolean | null) => (
    <label class="option" key={value}>
      <input type="radio" name="transfer-to" checked={to.value === value} onChange={() => (to.value = value)} />
      <span>
        {here === null ? null : <span class={`dot ${here ? 'dot-on' : ''}`} />} {text}
        <span class="soft">{more}</span>
      </span>
    </label>
  )
  return (
    <Dialog title={t('transfer.title')} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void transfer()
        }}
      >
        <fieldset class="options">
          <legend>{t('transfer.who')}</legend>
          {others.map((each) =>
            option(
              `operator:${each.id}`,
              each.name,
              each.connected && each.available
                ? t('transfer.load', { n: each.active, capacity: each.capacity })
                : t(each.connected ? 'transfer.away' : 'transfer.offline'),
              each.connected && each.available,
            ),
          )}
          {option(`group:${ANYBODY}`, t('transfer.queue'), t('transfer.queueMore'), null)}
        </fieldset>
        <Field label={t('transfer.note')} hint={t('transfer.noteHint')}>
          {(ties) => (
            <textarea
              {...ties}
              class="input"
              rows={3}
              value={note.value}
              onInput={(event) => {
                note.value = event.currentTarget.value
              }}
            />
          )}
        </Field>
        {problem.value ? <Banner tone="bad" live>{problem.value}</Banner> : null}
        <div class="form-buttons">
          <button type="submit" class="button button-main" disabled={busy.value}>
            {t('transfer.transfer')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
