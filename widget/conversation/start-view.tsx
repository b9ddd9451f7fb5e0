import { useEffect, useRef } from 'preact/hooks'
import { Failed, Skeleton } from '../panel/waiting.tsx'
import { Icon } from '../panel/icon.tsx'
import { live, useSignal } from '../panel/live.ts'
import { canChat, usePanel } from '../panel/panel-state.ts'
import type { Talk } from '../panel/talk.ts'
import { hoursSentence, waitSentences } from '../texts/hours-words.ts'
import { GrowingField } from './writing/growing-field.tsx'
import { MessageForm } from './writing/message-form.tsx'

/** Before the first message: who is there, what will happen next, and the field. */
export const StartView = live(function StartView({ talk }: { talk: Talk }) {
  const panel = usePanel()
  const speech = panel.speech.value
  const { say } = speech
  const availability = panel.availability.value
  const byMail = useSignal(false)
  const draft = talk.draft!
  const failed = useSignal(false)
  const form = useRef<HTMLFormElement>(null)

  // What was asked so far stands in the field already; it is saved only once it is changed or sent.
  useEffect(() => {
    const asked = panel.query.peek().trim() || panel.prefill.peek().question
    if (!draft.text.peek() && asked) draft.text.value = asked
  }, [])

  if (!availability)
    return (
      <div class="scroll">
        {panel.contextFailed.value ? <Failed again={() => panel.loadContext()} /> : <Skeleton />}
      </div>
    )
  // With every place taken one may still queue: the position and the wait are said before.
  const look = panel.look.value
  const blocked = panel.blocked.value
  const chat = canChat(panel)
  if (!chat || byMail.value) return <MessageForm talk={talk} {...(chat && { onChat: () => (byMail.value = false) })} />
  const send = async (event?: Event) => {
    event?.preventDefault()
    const words = draft.text.value.trim()
    if (!draft.filled()) return
    // The browser says so beside the box.
    if (blocked) return void form.current!.reportValidity()
    const conversing = await talk.converse()
    failed.value = !conversing
    if (!conversing) return
    // Into the outbox first: only then may the field be empty.
    conversing.send(words, {
      name: panel.prefill.value.name ?? panel.identity?.name ?? null,
      mail: panel.prefill.value.mail ?? null,
    })
    draft.write('')
  }
  return (
    <form class="start" ref={form} onSubmit={send}>
      <div class="scroll" tabIndex={-1}>
        <div class={availability.online ? 'status here' : 'status'}>
          <i class="dot" />
          <p>
            <b>{availability.online ? say('person.here') : hoursSentence(availability, speech, new Date())}</b>
            <span>{waitSentences(availability.waiting, availability.expectedWaitMs, speech)}</span>
            {availability.online && availability.closesAt && (
              <span>{hoursSentence(availability, speech, new Date())}</span>
            )}
          </p>
        </div>
        <div class="labelled">
          <label for="fl-text">{say('person.question')}</label>
          <GrowingField draft={draft} id="fl-text" focus onEnter={send} />
        </div>
        <p class="hint">{say('person.trail')}</p>
        {look && <look.Below />}
      </div>
      <div class="foot actions">
        <div role="alert">{failed.value && <p class="problem">{say('form.failed')}</p>}</div>
        <button type="submit" class="primary" disabled={!draft.filled()}>
          <Icon name="send" /> {say('person.send')}
        </button>
        {panel.context.value?.letters !== false && (
          <button type="button" class="link" onClick={() => (byMail.value = true)}>
            {say('person.byMail')}
          </button>
        )}
      </div>
    </form>
  )
})
