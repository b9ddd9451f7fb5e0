import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Gap } from '#kb'
import { read } from '../api.ts'
import { problemText } from '../problems.ts'
import { t, type TextKey } from '../texts.ts'
import { Banner, Choice, Skeleton } from '../ui/parts.tsx'
import { DAYS } from './gaps-part.tsx'
import { usePaged } from './paged.ts'

type Numbers = { searches: number; answered: number; escalated: number; helped: number; notHelped: number; published: number }

/** How visits ended. Each picture answers the question in its title, leads to what is behind it, and reads in black and white. */
export function NumbersPart() {
  const days = useSignal<(typeof DAYS)[number]>('28')
  const numbers = useSignal<Numbers | null>(null)
  const problem = useSignal<string | null>(null)
  const gaps = usePaged<Gap>(`/api/desk/gaps?days=${days.value}&perPage=12`)
  useEffect(() => {
    void read<Numbers>(`/api/desk/numbers?days=${days.value}`).then((answered) => {
      if (answered.ok) numbers.value = answered.value
      else problem.value = problemText(answered.problem)
    })
  }, [days.value])
  const now = numbers.value
  const most = Math.max(1, ...(gaps.items.value ?? []).map((each) => each.count))
  return (
    <section class="part">
      <div class="part-head">
        <p class="soft">{t('numbers.text')}</p>
        <Choice label={t('growth.period')} value={days.value} options={DAYS.map((value) => ({ value, text: t('growth.days', { n: Number(value) }) }))} onChoose={(chosen) => (days.value = chosen)} />
      </div>
      {problem.value ? <Banner tone="bad">{problem.value}</Banner> : null}
      {now ? (
        <>
          <figure class="card">
            <figcaption>
              <h2>{t('numbers.ended')}</h2>
            </figcaption>
            {now.searches === 0 ? <p class="soft">{t('numbers.none')}</p> : <Ended numbers={now} />}
          </figure>
          <figure class="card">
            <figcaption>
              <h2>{t('numbers.helped')}</h2>
            </figcaption>
            {now.helped + now.notHelped === 0 ? (
              <p class="soft">{t('numbers.nobodySaid')}</p>
            ) : (
              <Bar parts={[{ key: 'numbers.yes', value: now.helped, look: 'full' }, { key: 'numbers.no', value: now.notHelped, look: 'striped' }]} />
            )}
            <p class="soft">{t('numbers.published', { n: now.published })}</p>
          </figure>
        </>
      ) : problem.value ? null : (
        <Skeleton rows={3} tall />
      )}
      <figure class="card">
        <figcaption>
          <h2>{t('numbers.person')}</h2>
        </figcaption>
        {gaps.items.value === null ? (
          <Skeleton rows={4} />
        ) : gaps.items.value.length === 0 ? (
          <p class="soft">{t('gaps.empty')}</p>
        ) : (
          <ol class="bars">
            {gaps.items.value.map((gap) => (
              <li key={gap.id}>
                <details>
                  <summary>
                    <span class="bars-label" lang={gap.locale}>
                      {gap.label}
                    </span>
                    <span class="bars-bar">
                      <span style={{ width: `${(gap.count / most) * 100}%` }} />
                    </span>
                    <span class="bars-count">{gap.count}</span>
                  </summary>
                  <ul class="facts">
                    {gap.questions.map((each, index) => (
                      <li key={index}>
                        {each.conversation ? <a href={`/desk/inbox/solved/${each.conversation}`}>{each.text}</a> : each.text}
                      </li>
                    ))}
                  </ul>
                </details>
              </li>
            ))}
          </ol>
        )}
      </figure>
    </section>
  )
}

function Ended({ numbers }: { numbers: Numbers }) {
  const other = Math.max(0, numbers.searches - numbers.answered - numbers.escalated)
  return (
    <Bar
      parts={[
        { key: 'numbers.answered', value: numbers.answered, look: 'full' },
        { key: 'numbers.other', value: other, look: 'empty' },
        { key: 'numbers.escalated', value: numbers.escalated, look: 'striped' },
      ]}
    />
  )
}

/** Shares of a whole, told apart by pattern and by words, not by colour alone. */
function Bar({ parts }: { parts: readonly { key: TextKey; value: number; look: 'full' | 'empty' | 'striped' }[] }) {
  const whole = Math.max(1, parts.reduce((sum, each) => sum + each.value, 0))
  return (
    <>
      <div class="share-bar" aria-hidden="true">
        {parts.map((each) => (each.value > 0 ? <span key={each.key} class={`share share-${each.look}`} style={{ width: `${(each.value / whole) * 100}%` }} /> : null))}
      </div>
      <dl class="share-keys">
        {parts.map((each) => (
          <div key={each.key}>
            <dt>
              <span class={`share share-${each.look}`} aria-hidden="true" /> {t(each.key)}
            </dt>
            <dd>
              <strong>{each.value.toLocaleString()}</strong> <span class="soft">{Math.round((each.value / whole) * 100)} %</span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}
