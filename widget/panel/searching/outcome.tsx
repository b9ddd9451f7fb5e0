import { useEffect, useRef } from 'preact/hooks'
import type { AnswerResponse } from '#protocol'
import { live, useSignal } from '../live.ts'
import { usePanel } from '../panel-state.ts'

/** "Did this help?" Both answers count at once; the reason for a *no* is added to it when it is given. */
export const Outcome = live(function Outcome({ answer, query }: { answer: AnswerResponse; query: string }) {
  const panel = usePanel()
  const { say, locale } = panel.speech.value
  const told = useSignal<'asked' | 'yes' | 'no' | 'noted'>('asked')
  const judged = useSignal<typeof import('./judged.tsx') | null>(null)
  const section = useRef<HTMLElement>(null)
  const tell = async (next: 'yes' | 'no' | 'noted', reason?: string) => {
    told.value = next
    const helped = next === 'yes'
    panel.trail.judged(answer.id, helped, reason)
    void panel.request(`/answers/${encodeURIComponent(answer.id)}/outcome`, () => null, {
      method: 'POST',
      body: { site: panel.site, locale, helped, query: query || undefined, reason },
      token: panel.memory.get('token'),
      keepalive: true,
    })
    judged.value ??= await import('./judged.tsx').catch(() => null)
  }
  // What is asked next stands where it can be seen.
  useEffect(() => {
    if (told.value !== 'asked') section.current!.scrollIntoView({ block: 'nearest' })
  }, [told.value, judged.value])

  return (
    <section class="outcome" aria-live="polite" ref={section}>
      {told.value !== 'asked' && judged.value ? (
        <judged.value.Judged told={told.value} because={(reason) => void tell('noted', reason)} />
      ) : (
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
    </section>
  )
})
