import { useRef } from 'preact/hooks'
import { MESSAGE_LIMIT_BYTES } from '#protocol'
import { live, useSignal } from '../../panel/live.ts'
import { usePanel } from '../../panel/panel-state.ts'
import type { Talk } from '../../panel/talk.ts'
import { hoursSentence } from '../../texts/hours-words.ts'
import { GrowingField } from './growing-field.tsx'
import { bytesOf, looksLikeMail } from './mail-address.ts'
import { Problem } from '../problem.tsx'

/** Nobody is there: when somebody is, and a message that is answered by mail. Needs no socket. */
export const MessageForm = live(function MessageForm({ talk, onChat }: { talk: Talk; onChat?: () => void }) {
  const panel = usePanel()
  const speech = panel.speech.value
  const { say } = speech
  const draft = talk.draft!
  const look = panel.look.value
  const blocked = panel.blocked.value
  const form = useRef<HTMLFormElement>(null)
  const mail = useSignal(panel.prefill.value.mail ?? panel.identity?.mail ?? '')
  const name = useSignal(panel.prefill.value.name ?? panel.identity?.name ?? '')
  const problems = useSignal<{ text?: string; mail?: string; all?: string }>({})
  const busy = useSignal(false)
  const availability = panel.availability.value
  const letters = panel.context.value?.letters !== false
  const week = useSignal<typeof import('../opening-hours.tsx') | null>(null)
  const unfold = async () => {
    if (week.value) return
    const part = await import('../opening-hours.tsx').catch(() => null)
    if (part && !week.value) panel.embedding.addStyles(part.weekCss)
    week.value = part
  }

  const send = async (event: Event) => {
    event.preventDefault()
    if (busy.value) return
    const words = draft.text.value.trim()
    const address = mail.value.trim()
    problems.value = {
      text: !draft.filled()
        ? say('form.needText')
        : bytesOf(words) > MESSAGE_LIMIT_BYTES
          ? say('form.tooLong')
          : undefined,
      mail: !letters || looksLikeMail(address) ? undefined : say('form.needMail'),
    }
    if (problems.value.text || problems.value.mail) {
      form.current?.querySelector<HTMLElement>(problems.value.text ? 'textarea' : '[type=email]')?.focus()
      return
    }
    // The browser says so beside the box.
    if (blocked) return void form.current!.querySelector<HTMLInputElement>('.consent input')?.reportValidity()
    busy.value = true
    const part = await import('./leave-message.ts').catch(() => null)
    const answered = await part?.leaveMessage(panel, draft, words, letters ? address : null, name.value.trim() || null)
    if (answered?.ok) {
      draft.write('')
      ;(await talk.converse())?.begunBy(answered.value)
    }
    busy.value = false
    if (answered?.ok) return
    problems.value = { all: answered?.problem.message || say('form.failed') }
  }
  return (
    <form class="start" ref={form} onSubmit={send} noValidate>
      <div class="scroll" tabIndex={-1}>
        {availability && !onChat && (
          <div class="status">
            <i class="dot" />
            <p>
              <b>{hoursSentence(availability, speech, new Date())}</b>
              <span>{say(letters ? 'form.intro' : 'form.here')}</span>
            </p>
          </div>
        )}
        <div class="labelled">
          <label for="fl-text">{say('form.message')}</label>
          <GrowingField draft={draft} id="fl-text" focus invalid={!!problems.value.text} described="fl-text-problem" />
          <Problem id="fl-text-problem" text={problems.value.text} />
        </div>
        {letters && (
          <label class="labelled">
            <span>{say('form.mail')}</span>
            <input
              type="email"
              autocomplete="email"
              inputMode="email"
              required
              value={mail.value}
              aria-invalid={!!problems.value.mail || undefined}
              aria-describedby="fl-mail-problem fl-mail-why"
              onInput={(event) => {
                mail.value = event.currentTarget.value
                problems.value = { ...problems.value, mail: undefined }
              }}
            />
            <Problem id="fl-mail-problem" text={problems.value.mail} />
            <small id="fl-mail-why">{say('form.mailWhy')}</small>
          </label>
        )}
        <label class="labelled">
          <span>{say('form.name')}</span>
          <input
            type="text"
            autocomplete="name"
            maxLength={80}
            value={name.value}
            onInput={(event) => {
              name.value = event.currentTarget.value
            }}
          />
        </label>
        {look && <look.Below />}
        {panel.context.value && (
          <details class="week" onToggle={unfold}>
            <summary>{say('hours.week')}</summary>
            {week.value && <week.value.OpeningHours />}
          </details>
        )}
      </div>
      <div class="foot actions">
        <div role="alert">{problems.value.all && <p class="problem">{problems.value.all}</p>}</div>
        <button type="submit" class="primary" aria-disabled={busy.value}>
          {say(busy.value ? 'panel.loading' : 'form.send')}
        </button>
        {onChat && (
          <button type="button" class="link" onClick={onChat}>
            {say('person.byChat')}
          </button>
        )}
      </div>
    </form>
  )
})
