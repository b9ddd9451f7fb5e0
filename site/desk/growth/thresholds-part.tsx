import { useSignal } from '@preact/signals'
import { get, post, put } from '../http.ts'
import { leads } from '../session/session.ts'
import type { ThresholdsPreview } from '../shapes.ts'
import { t } from '../texts.ts'
import { Banner, Skeleton } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { useLoad } from '../ui/use-load.ts'

type Moved = { answer: number; suggest: number }
const PAUSE_MS = 200
const CHANGES_SHOWN = 20
const percent = (share: number) => `${Math.round(share * 100)} %`

/** When one answer is given and when a person is offered, with what would change before it is changed. */
export function ThresholdsPart() {
  const saved = useLoad((stop) => get('/desk/matching/thresholds', { signal: stop }), [])
  /** Where the sliders stand, once one was moved. */
  const moved = useSignal<Moved | null>(null)
  const now = moved.value ?? saved.value
  const preview = useLoad(
    now && leads.value
      ? (stop) =>
          post('/desk/matching/thresholds/preview', {
            body: { answer: now.answer, suggest: now.suggest },
            signal: stop,
          })
      : null,
    [now?.answer, now?.suggest],
    { pauseMs: PAUSE_MS },
  )
  const saving = useAction((thresholds: Moved | null) => put('/desk/matching/thresholds', { body: { thresholds } }))

  async function save(thresholds: Moved | null): Promise<void> {
    const done = await saving.run(thresholds)
    if (!done) return
    saved.put(done.value)
    moved.value = null
    say(t('ui.saved'))
  }
  if (!saved.value || !now)
    return saved.problem ? <Banner tone="bad">{saved.problem}</Banner> : <Skeleton rows={4} tall />
  const changed = now.answer !== saved.value.answer || now.suggest !== saved.value.suggest
  const slider = (which: 'answer' | 'suggest') => (
    <label class="slider">
      <span>{t(`thresholds.${which}`)}</span>
      <input
        type="range"
        min={0}
        max={1}
        step={0.01}
        disabled={!leads.value}
        value={now[which]}
        onInput={(event) => {
          // Two different scores: moving one threshold says nothing about the other.
          moved.value = { answer: now.answer, suggest: now.suggest, [which]: Number(event.currentTarget.value) }
        }}
      />
      <output>{percent(now[which])}</output>
    </label>
  )
  return (
    <section class="part">
      <p class="soft">{t('thresholds.text')}</p>
      <div class="card">
        {slider('answer')}
        {slider('suggest')}
        <p class="soft">{t(`thresholds.source.${saved.value.source}`)}</p>
        {saving.problem ? (
          <Banner tone="bad" live>
            {saving.problem}
          </Banner>
        ) : null}
        {leads.value ? (
          <div class="form-buttons">
            <button
              type="button"
              class="button button-main"
              disabled={!changed || saving.busy}
              onClick={() => void save({ answer: now.answer, suggest: now.suggest })}
            >
              {t('ui.save')}
            </button>
            {saved.value.source === 'lead' ? (
              <button type="button" class="button" disabled={saving.busy} onClick={() => void save(null)}>
                {t('thresholds.compute')}
              </button>
            ) : null}
          </div>
        ) : null}
      </div>
      {preview.value && preview.value.questions > 0 ? <Change preview={preview.value} /> : null}
    </section>
  )
}

/** Of what is never given nothing can be right or wrong. */
const shareOf = (shares: ThresholdsPreview['now'], which: keyof ThresholdsPreview['now']) =>
  which === 'right' && shares.answer === 0 ? '—' : percent(shares[which])

function Change({ preview }: { preview: ThresholdsPreview }) {
  return (
    <div class="card" aria-live="polite">
      <h2>{t('thresholds.change', { n: preview.questions })}</h2>
      <div class="table-wrap">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t('thresholds.share')}</th>
              <th scope="col">{t('thresholds.now')}</th>
              <th scope="col">{t('thresholds.then')}</th>
            </tr>
          </thead>
          <tbody>
            {(['answer', 'right', 'suggest', 'escalate'] as const).map((each) => (
              <tr key={each}>
                <th scope="row">{t(`thresholds.of.${each}`)}</th>
                <td>{shareOf(preview.now, each)}</td>
                <td>{shareOf(preview.then, each)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {preview.changes.length > 0 ? (
        <ul class="facts">
          {preview.changes.slice(0, CHANGES_SHOWN).map((each, index) => (
            <li key={index}>
              <a href={`/desk/library/${each.answerId}`}>{each.question}</a>
              <span class="soft">
                {t(`try.${each.from}`)} → {t(`try.${each.to}`)} ·{' '}
                {t(each.right ? 'thresholds.rightAnswer' : 'thresholds.wrongAnswer')}
              </span>
            </li>
          ))}
        </ul>
      ) : (
        <p class="soft">{t('thresholds.nothing')}</p>
      )}
      {preview.changes.length > CHANGES_SHOWN ? (
        <p class="soft">{t('thresholds.more', { n: preview.changes.length - CHANGES_SHOWN })}</p>
      ) : null}
    </div>
  )
}
