import { Icon } from '../panel/icon.tsx'
import { live, useSignal } from '../panel/live.ts'
import { usePanel } from '../panel/panel-state.ts'
import { hoursSentence, waitSentence } from '../texts/hours-words.ts'
import type { Conversing } from './conversing.ts'
import { MailField } from './mail-field.tsx'
import { MAIL } from './icon-paths.ts'

/** Where the visitor stands while nobody has answered yet: the place in the queue, or when and where the reply comes. */
export const Standing = live(function Standing({ conversing }: { conversing: Conversing }) {
  const panel = usePanel()
  const speech = panel.speech.value
  const { say } = speech
  const asking = useSignal(false)
  const open = conversing.conversation.value
  const availability = panel.availability.value
  if (!open) return null
  if (open.state === 'queued') {
    const ahead = (open.position ?? 1) - 1
    return (
      <section class="standing" aria-live="polite">
        <p>
          <b>
            {open.position
              ? ahead === 0
                ? say('queue.next')
                : say('queue.position', { position: open.position })
              : say('event.queued')}
          </b>
          <span>{waitSentence(open.expectedWaitMs, ahead, speech) || say('person.waitUnknown')}</span>
        </p>
        {asking.value ? (
          <MailField
            conversing={conversing}
            save={conversing.mailInstead}
            label={say('queue.mailSave')}
            cancel={() => (asking.value = false)}
          />
        ) : (
          <button type="button" class="link" onClick={() => (asking.value = true)}>
            <Icon path={MAIL} /> {say('queue.byMail')}
          </button>
        )}
      </section>
    )
  }
  if (open.state === 'waiting') {
    const answered = conversing.messages.value.some((one) => one.author === 'operator')
    if (answered && open.mail) return null
    return (
      <section class="standing" aria-live="polite">
        <p>
          <b>
            <Icon name="check" /> {say('waiting.kept')}
          </b>
          {open.mail && <span>{say('waiting.when', { mail: open.mail })}</span>}
          <span>
            {availability && !availability.open
              ? `${hoursSentence(availability, speech, new Date())}.`
              : say('waiting.whenOpen')}
          </span>
          {open.mail && <span>{say('waiting.leave')}</span>}
        </p>
        {!open.mail && (
          <>
            <p>{say('waiting.needMail')}</p>
            <MailField conversing={conversing} save={conversing.mailInstead} label={say('queue.mailSave')} />
          </>
        )}
      </section>
    )
  }
  const answered = conversing.messages.value.some((one) => one.author === 'operator')
  return answered ? (
    <p class="ending">
      <button type="button" class="link" onClick={() => void conversing.end()}>
        <Icon name="check" /> {say('chat.end')}
      </button>
    </p>
  ) : null
})
