import { useEffect, useRef } from 'preact/hooks'
import type { AnswerResponse } from '#protocol'
import type { TextKey } from '../locales/keys.ts'
import { Icon } from './icon.tsx'
import { live, useSignal } from './live.ts'
import { usePanel } from './panel-state.ts'

/** Reasons as the desk counts them, with their words. */
const REASONS: [code: string, key: TextKey][] = [
  ['other_question', 'outcome.reasonOther'],
  ['unclear', 'outcome.reasonUnclear'],
  ['did_not_work', 'outcome.reasonFailed'],
  ['incorrect', 'outcome.reasonWrong'],
]

/** "Did this help?" A *no* waits for its reason, but is sent in any case: with the reason, on the way to a person, or on leaving. */
export const Outcome = live(function Outcome({ answer, query }: { answer: AnswerResponse; query: string }) {
  const panel = usePanel()
  const { say, locale } = panel.speech.value
  const told = useSignal<'asked' | 'yes' | 'no' | 'noted'>('asked')
  const owed = useRef(false)
  const send = (helped: boolean, reason?: string) => {
    owed.current = false
    panel.trail.judged(answer.id, helped, reason)
    const token = panel.memory.get('token')
    const body = { site: panel.site, locale, helped, query: query || undefined, reason }
    void panel.request(`/answers/${encodeURIComponent(answer.id)}/outcome`, () => null, {
      method: 'POST',
      body,
      token,
      keepalive: true,
    })
  }
  useEffect(() => {
    const settle = () => owed.current && send(false)
    addEventListener('pagehide', settle)
    return () => {
      removeEventListener('pagehide', settle)
      settle()
    }
  }, [])

  return (
    <section class="outcome" aria-live="polite">
      {told.value === 'asked' && (
        <>
          <h2>{say('outcome.question')}</h2>
          <p class="row">
            <button
              type="button"
              class="quiet"
              onClick={() => {
                told.value = 'yes'
                send(true)
              }}
            >
              {say('outcome.yes')}
            </button>
            <button
              type="button"
              class="quiet"
              onClick={() => {
                told.value = 'no'
                owed.current = true
                panel.trail.judged(answer.id, false)
              }}
            >
              {say('outcome.no')}
            </button>
          </p>
        </>
      )}
      {told.value === 'yes' && (
        <p class="thanks">
          <Icon name="check" /> {say('outcome.thanks')}
        </p>
      )}
      {told.value === 'no' && (
        <>
          <h2>{say('outcome.sorry')}</h2>
          <p class="row">
            {REASONS.map(([code, key]) => (
              <button
                key={code}
                type="button"
                class="chip"
                onClick={() => {
                  told.value = 'noted'
                  send(false, code)
                }}
              >
                {say(key)}
              </button>
            ))}
          </p>
        </>
      )}
      {told.value === 'noted' && (
        <p class="thanks">
          <Icon name="check" /> {say('outcome.noted')}
        </p>
      )}
      {(told.value === 'no' || told.value === 'noted') && (
        <>
          <p>{say('results.noneNext')}</p>
          <button type="button" class="primary" onClick={() => panel.go({ name: 'person' })}>
            <Icon name="person" /> {say('outcome.person')}
          </button>
        </>
      )}
    </section>
  )
})
