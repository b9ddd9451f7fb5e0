import { live, useSignal } from '../../panel/live.ts'
import { usePanel } from '../../panel/panel-state.ts'
import type { Conversing } from '../conversing.ts'
import { looksLikeMail } from './mail-address.ts'
import { Problem } from '../problem.tsx'

interface Props {
  conversing: Conversing
  save(mail: string): Promise<boolean>
  label: string
  cancel?: () => void
  saved?: (mail: string) => void
}

/** One address and one button; says what is wrong beside the field. */
export const MailField = live(function MailField({ conversing, save, label, cancel, saved }: Props) {
  const panel = usePanel()
  const { say } = panel.speech.value
  const mail = useSignal(conversing.conversation.value?.mail ?? panel.prefill.value.mail ?? panel.identity?.mail ?? '')
  const problem = useSignal<string | undefined>(undefined)
  const send = async (event: Event) => {
    event.preventDefault()
    const address = mail.value.trim()
    if (!looksLikeMail(address)) {
      problem.value = say('form.needMail')
      return
    }
    problem.value = undefined
    if (await save(address)) saved?.(address)
    else problem.value = say('form.failed')
  }
  return (
    <form class="mailField" onSubmit={send} noValidate>
      <label class="labelled">
        <span>{say('form.mail')}</span>
        <input
          type="email"
          autocomplete="email"
          value={mail.value}
          aria-invalid={!!problem.value || undefined}
          aria-describedby="fl-one-mail-problem"
          onInput={(event) => {
            mail.value = event.currentTarget.value
          }}
        />
        <Problem id="fl-one-mail-problem" text={problem.value} />
      </label>
      <p class="row">
        <button type="submit" class="quiet strong">
          {label}
        </button>
        {cancel && (
          <button type="button" class="link" onClick={cancel}>
            {say('queue.mailCancel')}
          </button>
        )}
      </p>
    </form>
  )
})
