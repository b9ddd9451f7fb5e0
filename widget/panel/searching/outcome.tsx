import { useEffect, useRef } from 'preact/hooks'
import type { AnswerResponse } from '#protocol'
import type { TextKey } from '../../locales/keys.ts'
import { Icon } from '../icon.tsx'
import { live, useSignal } from '../live.ts'
import { usePanel } from '../panel-state.ts'

/** Reasons as the desk counts them, with their words. */
const REASONS: [code: string, key: TextKey][] = [
  ['other_question', 'outcome.reasonOther'],
  ['unclear', 'outcome.reasonUnclear'],
  ['did_not_work', 'outcome.reasonFailed'],
  ['incorrect', 'outcome.reasonWrong'],
]

/** "Did this help?" Both answers count at once; the reason for a *no* is added to it when it is given. */
export const Outcome = live(function Outcome({ answer, query }: { answer: AnswerResponse; query: string }) {
  const panel = usePanel()
  const { say, locale } = panel.speech.value
  const told = useSignal<'asked' | 'yes' | 'no' | 'noted'>('asked')
  const section = useRef<HTMLElement>(null)
  const tell = (next: 'yes' | 'no' | 'noted', reason?: string) => {
    told.value = next
    const helped = next === 'yes'
    panel.trail.judged(answer.id, helped, reason)
    void panel.request(`/answers/${encodeURIComponent(answer.id)}/outcome`, () => null, {
      method: 'POST',
      body: { site: panel.site, locale, helped, query: query || undefined, reason },
      token: panel.memory.get('token'),
      keepalive: true,
    })
  }
  // What is asked next stands where it can be seen.
  useEffect(() => {
    if (told.value !== 'asked') section.current!.scrollIntoView({ block: 'nearest' })
  }, [told.value])

  return (
    <section class="outcome" aria-live="polite" ref={section}>
      {told.value === 'asked' && (
        <>
          <h2>{say('outcome.question')}</h2>
          <p class="row">
            <button type="button" class="quiet" onClick={() => tell('yes')}>
              {say('outcome.yes')}
            </button>
            <button type="button" class="quiet" onClick={() => tell('no')}>
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
              <button key={code} type="button" class="chip" onClick={() => tell('noted', code)}>
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
