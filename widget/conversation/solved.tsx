import { Icon } from '../panel/icon.tsx'
import { live, useSignal } from '../panel/live.ts'
import { usePanel } from '../panel/panel-state.ts'
import type { Conversing } from './conversing.ts'
import { MailField } from './writing/mail-field.tsx'
import { MAIL, SAVE, STAR } from './icon-paths.ts'

const STARS = [1, 2, 3, 4, 5]

/**
 * The end of a conversation: how it was, a copy to keep, and the way to another question. Whoever has just been kept out is not asked
 * how they liked it.
 */
export const Solved = live(function Solved({ conversing, rateable }: { conversing: Conversing; rateable: boolean }) {
  const panel = usePanel()
  const { say } = panel.speech.value
  const rated = conversing.conversation.value?.rating ?? null
  const stars = useSignal(rated ?? 0)
  const comment = useSignal('')
  const sent = useSignal(rated !== null)
  const failed = useSignal(false)
  const mailing = useSignal(false)
  const mailed = useSignal<string | null>(null)

  const rate = async (event: Event) => {
    event.preventDefault()
    if (stars.value === 0) return
    const ok = await conversing.rate(stars.value, comment.value)
    sent.value = ok
    failed.value = !ok
  }
  const download = async () => {
    const text = await conversing.transcript()
    failed.value = text === null
    if (text === null) return
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
    link.download = `${panel.site}.txt`
    link.click()
    URL.revokeObjectURL(link.href)
  }
  return (
    <section class="solved">
      {!rateable ? null : sent.value ? (
        <p class="thanks" role="status">
          <Icon name="check" /> {say('solved.thanks')}
        </p>
      ) : (
        <form onSubmit={rate}>
          <fieldset class="stars">
            <legend>{say('solved.question')}</legend>
            {STARS.map((value) => (
              <label key={value} class={value <= stars.value ? 'lit' : ''}>
                <input
                  type="radio"
                  name="stars"
                  value={value}
                  checked={stars.value === value}
                  onChange={() => (stars.value = value)}
                />
                <Icon path={STAR} />
                <span class="unseen">{say('solved.star', { n: value })}</span>
              </label>
            ))}
          </fieldset>
          {stars.value > 0 && (
            <>
              <label class="labelled">
                <span>{say('solved.comment')}</span>
                <textarea
                  rows={2}
                  maxLength={2000}
                  value={comment.value}
                  onInput={(event) => {
                    comment.value = event.currentTarget.value
                  }}
                />
              </label>
              <button type="submit" class="primary">
                {say('solved.rate')}
              </button>
            </>
          )}
        </form>
      )}
      <div role="alert">{failed.value && <p class="problem">{say('panel.failed')}</p>}</div>
      <div class="keep">
        <p class="label">{say('solved.transcript')}</p>
        <p class="row">
          <button type="button" class="quiet" onClick={download}>
            <Icon path={SAVE} /> {say('solved.download')}
          </button>
          {!mailing.value && panel.context.value?.letters !== false && (
            <button type="button" class="quiet" onClick={() => (mailing.value = true)}>
              <Icon path={MAIL} /> {say('solved.byMail')}
            </button>
          )}
        </p>
        {mailing.value && !mailed.value && (
          <MailField
            conversing={conversing}
            save={conversing.mailTranscript}
            label={say('chat.send')}
            saved={(mail) => (mailed.value = mail)}
          />
        )}
        {mailed.value && (
          <p class="hint" role="status">
            {say('solved.mailed', { mail: mailed.value })}
          </p>
        )}
      </div>
      <button
        type="button"
        class="quiet strong"
        onClick={() => {
          conversing.anew()
          panel.query.value = ''
          panel.go({ name: 'home' })
        }}
      >
        {say('solved.anew')}
      </button>
      <p class="hint">{say('solved.writeOn')}</p>
    </section>
  )
})
