import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { post, put, read } from '../api.ts'
import { problemText } from '../problems.ts'
import { leads } from '../session/session.ts'
import { t } from '../texts.ts'
import { Banner, Skeleton } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'

type Verdict = 'answer' | 'suggest' | 'escalate'
interface Thresholds {
  answer: number
  suggest: number
  source: 'default' | 'library' | 'lead'
}
type Shares = { answer: number; right: number; suggest: number; escalate: number }
interface Preview {
  questions: number
  now: Shares
  then: Shares
  changes: { question: string; answerId: string; from: Verdict; to: Verdict; right: boolean }[]
}
const PAUSE_MS = 200
const percent = (share: number) => `${Math.round(share * 100)} %`

/** When one answer is given and when a person is offered, with what would change before it is changed. */
export function ThresholdsPart() {
  const saved = useSignal<Thresholds | null>(null)
  const now = useSignal<{ answer: number; suggest: number } | null>(null)
  const preview = useSignal<Preview | null>(null)
  const problem = useSignal<string | null>(null)
  const busy = useSignal(false)

  const take = (next: Thresholds) => {
    saved.value = next
    now.value = { answer: next.answer, suggest: next.suggest }
  }
  useEffect(() => {
    void read<Thresholds>('/api/desk/matching/thresholds').then((answered) => {
      if (answered.ok) take(answered.value)
      else problem.value = problemText(answered.problem)
    })
  }, [])
  useEffect(() => {
    const asked = now.value
    if (!asked || !leads.value) return
    const timer = setTimeout(async () => {
      const answered = await post<Preview>('/api/desk/matching/thresholds/preview', asked)
      if (answered.ok && now.value === asked) preview.value = answered.value
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [now.value])

  async function save(thresholds: { answer: number; suggest: number } | null): Promise<void> {
    busy.value = true
    const answered = await put<Thresholds>('/api/desk/matching/thresholds', { thresholds })
    busy.value = false
    if (!answered.ok) {
      problem.value = problemText(answered.problem)
      return
    }
    take(answered.value)
    say(t('ui.saved'))
  }
  if (!saved.value || !now.value)
    return problem.value ? <Banner tone="bad">{problem.value}</Banner> : <Skeleton rows={4} tall />
  const changed = now.value.answer !== saved.value.answer || now.value.suggest !== saved.value.suggest
  const slider = (which: 'answer' | 'suggest') => (
    <label class="slider">
      <span>{t(`thresholds.${which}`)}</span>
      <input
        type="range"
        min={0}
        max={1}
        step={0.01}
        disabled={!leads.value}
        value={now.value?.[which]}
        onInput={(event) => {
          // Two different scores: moving one threshold says nothing about the other.
          if (now.value) now.value = { ...now.value, [which]: Number(event.currentTarget.value) }
        }}
      />
      <output>{percent(now.value?.[which] ?? 0)}</output>
    </label>
  )
  return (
    <section class="part">
      <p class="soft">{t('thresholds.text')}</p>
      <div class="card">
        {slider('answer')}
        {slider('suggest')}
        <p class="soft">{t(`thresholds.source.${saved.value.source}`)}</p>
        {problem.value ? (
          <Banner tone="bad" live>
            {problem.value}
          </Banner>
        ) : null}
        {leads.value ? (
          <div class="form-buttons">
            <button
              type="button"
              class="button button-main"
              disabled={!changed || busy.value}
              onClick={() => void save(now.value)}
            >
              {t('ui.save')}
            </button>
            {saved.value.source === 'lead' ? (
              <button type="button" class="button" disabled={busy.value} onClick={() => void save(null)}>
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

function Change({ preview }: { preview: Preview }) {
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
                <td>{percent(preview.now[each])}</td>
                <td>{percent(preview.then[each])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {preview.changes.length > 0 ? (
        <ul class="facts">
          {preview.changes.slice(0, 20).map((each, index) => (
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
    </div>
  )
}
