import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { ConversationDetail, OperatorPresence } from '#protocol'
import { get } from '../../http.ts'
import { ask } from '../../live.ts'
import { go } from '../../routing.ts'
import { me } from '../../session/session.ts'
import { t } from '../../texts.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Banner, Field } from '../../ui/parts.tsx'
import { say } from '../../ui/toasts.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useLoad } from '../../ui/use-load.ts'
import { operators } from '../lists/conversations.ts'
import { openConversation, putDetail } from '../messages/messages.ts'

/** A name no operator has as a skill: the conversation waits in the queue until somebody takes it. */
const ANYBODY = 'anybody'

/** Who can take it now stands first, who cannot be reached last. */
const place = (each: OperatorPresence) => (each.connected ? (each.available && each.active < each.capacity ? 0 : 1) : 2)

/** To a person or a group, with a note that only operators see. */
export function TransferDialog({ detail, onClose }: { detail: ConversationDetail; onClose: () => void }) {
  const to = useSignal('')
  const note = useSignal('')
  const people = useLoad((stop) => get('/desk/people', { signal: stop }), []).value?.items ?? []
  const disabled = new Set(people.filter((each) => each.disabled).map((each) => each.id))
  const others = operators.value
    .filter((each) => each.id !== me.value?.id && !disabled.has(each.id))
    .sort((one, other) => place(one) - place(other) || one.name.localeCompare(other.name))
  // The one who can take it at once is proposed; nobody is sent anywhere without a press.
  const likely = others.find((each) => place(each) === 0)?.id
  useEffect(() => {
    if (!to.value && likely) to.value = `operator:${likely}`
  }, [likely])
  const groups = [...new Set(people.flatMap((each) => (each.disabled ? [] : each.skills)))].sort((one, other) =>
    one.localeCompare(other),
  )

  const sending = useAction((whom: { group: string } | { operatorId: string }) =>
    ask('conversation:transfer', { conversationId: detail.id, to: whom, note: note.value.trim() }),
  )
  async function transfer(): Promise<void> {
    if (!to.value) {
      sending.refuse(t('transfer.chooseFirst'))
      return
    }
    const [kind, ...rest] = to.value.split(':')
    const id = rest.join(':')
    const done = await sending.run(kind === 'group' ? { group: id } : { operatorId: id })
    if (!done) return
    putDetail(done.conversation)
    // Who passed it on no longer hears it: the note and the passing are read once more.
    void openConversation(detail.id)
    const name = others.find((each) => each.id === id)?.name
    say(name ? t('transfer.doneTo', { name }) : t('transfer.doneQueue'))
    onClose()
    go('/desk/inbox/mine')
  }
  const option = (value: string, text: string, more: string, here: boolean | null, unreachable = false) => (
    <label class={`option ${unreachable ? 'option-off' : ''}`} key={value}>
      <input
        type="radio"
        name="transfer-to"
        disabled={unreachable}
        checked={to.value === value}
        onChange={() => (to.value = value)}
      />
      <span>
        {here === null ? null : <span class={`dot ${here ? 'dot-on' : ''}`} />} {text}
        <span class="soft">{more}</span>
      </span>
    </label>
  )
  const person = (each: OperatorPresence) => {
    const full = each.active >= each.capacity
    const more = !each.connected
      ? t('transfer.offline')
      : full
        ? t('transfer.full', { n: each.active })
        : t(each.available ? 'transfer.load' : 'transfer.away', { n: each.active, capacity: each.capacity })
    return option(`operator:${each.id}`, each.name, more, each.connected && each.available, !each.connected || full)
  }
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
          {others.map(person)}
          {groups.map((each) =>
            option(`group:${each}`, t('transfer.group', { name: each }), t('transfer.groupMore'), null),
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
        {sending.problem ? (
          <Banner tone="bad" live>
            {sending.problem}
          </Banner>
        ) : null}
        <div class="form-buttons">
          <button type="submit" class="button button-main" disabled={sending.busy}>
            {t('transfer.transfer')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
