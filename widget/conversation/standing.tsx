import { useEffect } from 'preact/hooks'
import type { Face } from '#protocol'
import { Face as Portrait } from '../look/face.tsx'
import { Icon } from '../panel/icon.tsx'
import { live, useSignal } from '../panel/live.ts'
import { usePanel } from '../panel/panel-state.ts'
import { hoursSentence, waitSentence } from '../texts/hours-words.ts'
import type { Conversing } from './conversing.ts'
import { MailField } from './writing/mail-field.tsx'
import { MAIL } from './icon-paths.ts'

/** Whoever waits is told that nobody is there once it has been so for this long: people come back from a coffee. */
const NOBODY_MS = 120_000

/** Whom one will talk to: the one who was asked to take it, or those who may. */
const Next = live(function Next({ faces }: { faces: Face[] }) {
  const { say, locale } = usePanel().speech.value
  const [one] = faces
  if (!one) return null
  const names = new Intl.ListFormat(locale, { type: 'disjunction' }).format(faces.map(({ name }) => name))
  return (
    <div class="talking">
      <span class="team">
        {faces.map((face) => (
          <Portrait key={face.name} face={face} />
        ))}
      </span>
      <span>{say('queue.to', { names })}</span>
    </div>
  )
})

/** Where the visitor stands: the place in the queue, or when and where the reply comes; and always a place for an address. */
export const Standing = live(function Standing({ conversing }: { conversing: Conversing }) {
  const panel = usePanel()
  const speech = panel.speech.value
  const { say } = speech
  const asking = useSignal(false)
  const deserted = useSignal(false)
  const open = conversing.conversation.value
  const availability = panel.availability.value
  const letters = panel.context.value?.letters !== false
  const nobody = open?.state === 'queued' && !availability?.staffed
  useEffect(() => {
    deserted.value = false
    if (!nobody) return
    const timer = setTimeout(() => (deserted.value = true), NOBODY_MS)
    return () => clearTimeout(timer)
  }, [nobody])
  if (!open) return null
  const answered = conversing.messages.value.some((one) => one.author === 'operator')
  const address = (save: Conversing['keepMail'], label: 'queue.byMail' | 'chat.keepMail') =>
    letters &&
    (asking.value ? (
      <MailField
        conversing={conversing}
        save={save}
        label={say('queue.mailSave')}
        saved={() => (asking.value = false)}
        cancel={() => (asking.value = false)}
      />
    ) : (
      <button type="button" class="link" onClick={() => (asking.value = true)}>
        <Icon path={MAIL} /> {say(label)}
      </button>
    ))
  if (open.state === 'queued') {
    const ahead = (open.position ?? 1) - 1
    return (
      <section class="standing" aria-live="polite">
        <p>
          <b>
            {deserted.value
              ? say('queue.nobody')
              : open.position
                ? ahead === 0
                  ? say('queue.next')
                  : say('queue.position', { position: open.position })
                : say('event.queued')}
          </b>
          <span>
            {deserted.value
              ? say(letters ? (open.mail ? 'queue.placeMail' : 'queue.place') : 'waiting.here', {
                  mail: open.mail ?? '',
                })
              : waitSentence(open.expectedWaitMs, ahead, speech) || say('person.waitUnknown')}
          </span>
          {!deserted.value && letters && open.mail && <span>{say('queue.placeMail', { mail: open.mail })}</span>}
        </p>
        {!deserted.value && <Next faces={open.next ?? []} />}
        {deserted.value && letters && !open.mail ? (
          <MailField conversing={conversing} save={conversing.keepMail} label={say('queue.mailSave')} />
        ) : open.mail ? (
          address(conversing.mailInstead, 'queue.byMail')
        ) : (
          address(conversing.keepMail, 'chat.keepMail')
        )}
      </section>
    )
  }
  if (open.state === 'waiting') {
    if (answered && (open.mail || !letters)) return null
    return (
      <section class="standing" aria-live="polite">
        <p>
          <b>
            <Icon name="check" /> {say('waiting.kept')}
          </b>
          {open.mail && letters && <span>{say('waiting.when', { mail: open.mail })}</span>}
          <span>
            {availability && !availability.open
              ? `${hoursSentence(availability, speech, new Date())}.`
              : say('waiting.whenOpen')}
          </span>
          {letters ? open.mail && <span>{say('waiting.leave')}</span> : <span>{say('waiting.here')}</span>}
        </p>
        {!open.mail && letters && (
          <>
            <p>{say('waiting.needMail')}</p>
            <MailField conversing={conversing} save={conversing.mailInstead} label={say('queue.mailSave')} />
          </>
        )}
      </section>
    )
  }
  return letters && !open.mail ? (
    <section class="standing">{address(conversing.keepMail, 'chat.keepMail')}</section>
  ) : null
})
