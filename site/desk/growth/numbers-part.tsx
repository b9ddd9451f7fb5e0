import { useSignal } from '@preact/signals'
import type { Gap, Numbers, UnhelpfulAnswer } from '../shapes.ts'
import { get } from '../http.ts'
import { dayAndTime } from '../dates.ts'
import { percent } from '../figures.ts'
import { t, type TextKey } from '../texts.ts'
import { GoalsPart } from '../goals/goals-part.tsx'
import { Banner, Choice, Skeleton } from '../ui/parts.tsx'
import { Reason } from '../ui/reason.tsx'
import { DAYS } from './gaps-part.tsx'
import { useLoad } from '../ui/use-load.ts'

const GAPS_SHOWN = 12

/** How visits ended. Each picture answers the question in its title, leads to what is behind it, and reads in black and white. */
export function NumbersPart() {
  const days = useSignal<(typeof DAYS)[number]>('28')
  const query = { days: days.value }
  const numbers = useLoad((stop) => get('/desk/numbers', { query, signal: stop }), [days.value])
  const unhelpful = useLoad((stop) => get('/desk/unhelpful', { query, signal: stop }), [days.value])
  const gaps = useLoad(
    (stop) => get('/desk/gaps', { query: { ...query, perPage: GAPS_SHOWN }, signal: stop }),
    [days.value],
  )
  const problem = numbers.problem ?? unhelpful.problem ?? gaps.problem
  const now = numbers.value
  return (
    <section class="part">
      <div class="part-head">
        <p class="soft">{t('numbers.text')}</p>
        <Choice
          label={t('growth.period')}
          value={days.value}
          options={DAYS.map((value) => ({ value, text: t('growth.days', { n: Number(value) }) }))}
          onChoose={(chosen) => (days.value = chosen)}
        />
      </div>
      {problem ? <Banner tone="bad">{problem}</Banner> : null}
      <figure class="card">
        <figcaption>
          <h2>{t('numbers.ended')}</h2>
        </figcaption>
        {now ? <Ended endings={now.endings} /> : problem ? null : <Skeleton rows={3} />}
      </figure>
      <figure class="card">
        <figcaption>
          <h2>{t('numbers.person')}</h2>
        </figcaption>
        {gaps.value === null ? (
          <Skeleton rows={4} />
        ) : gaps.value.items.length === 0 ? (
          <p class="soft">{t('gaps.empty')}</p>
        ) : (
          <Questions gaps={gaps.value.items} />
        )}
      </figure>
      <figure class="card">
        <figcaption>
          <h2>{t('numbers.unhelpful')}</h2>
        </figcaption>
        {unhelpful.value === null ? (
          problem ? null : (
            <Skeleton rows={3} />
          )
        ) : unhelpful.value.items.length === 0 ? (
          <p class="soft">{t('numbers.allHelp')}</p>
        ) : (
          <Unhelpful answers={unhelpful.value.items} />
        )}
        {now ? (
          <p class="soft">
            {now.helped + now.notHelped === 0
              ? t('numbers.nobodySaid')
              : t('numbers.said', { n: now.helped + now.notHelped, helped: now.helped })}{' '}
            {t('numbers.published', { n: now.published })}
          </p>
        ) : null}
      </figure>
      <GoalsPart days={days.value} />
    </section>
  )
}

/** The honest share first: what visitors said themselves, and how far it may reach if every silent one was served. */
function Ended({ endings }: { endings: Numbers['endings'] }) {
  const { visits, helped, silent, nothing, person, recent } = endings
  if (visits === 0) return <p class="soft">{t('numbers.none')}</p>
  return (
    <>
      <p class="lead-figure">
        <strong>{percent(helped / visits)}</strong> {t('numbers.sure')}{' '}
        {silent > 0 ? (
          <span class="soft">{t('numbers.upTo', { share: percent((helped + silent) / visits) })}</span>
        ) : null}
      </p>
      <Bar
        parts={[
          { key: 'numbers.helped', value: helped, look: 'full' },
          { key: 'numbers.silent', value: silent, look: 'dotted' },
          { key: 'numbers.nothing', value: nothing, look: 'empty' },
          { key: 'numbers.withPerson', value: person, look: 'striped' },
        ]}
      />
      <p class="soft">
        {t('numbers.counted', { n: visits })} {recent > 0 ? t('numbers.recent', { n: recent }) : ''}
      </p>
    </>
  )
}

/** Shares of a whole, told apart by pattern and by words, not by colour alone. */
function Bar({
  parts,
}: {
  parts: readonly { key: TextKey; value: number; look: 'full' | 'dotted' | 'empty' | 'striped' }[]
}) {
  const whole = Math.max(
    1,
    parts.reduce((sum, each) => sum + each.value, 0),
  )
  return (
    <>
      <div class="share-bar" aria-hidden="true">
        {parts.map((each) =>
          each.value > 0 ? (
            <span
              key={each.key}
              class={`share share-${each.look}`}
              style={{ width: `${(each.value / whole) * 100}%` }}
            />
          ) : null,
        )}
      </div>
      <dl class="share-keys">
        {parts.map((each) => (
          <div key={each.key}>
            <dt>
              <span class={`share share-${each.look}`} aria-hidden="true" /> {t(each.key)}
            </dt>
            <dd>
              <strong>{each.value.toLocaleString()}</strong> <span class="soft">{percent(each.value / whole)}</span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function Questions({ gaps }: { gaps: readonly Gap[] }) {
  const most = Math.max(1, ...gaps.map((each) => each.count))
  return (
    <ol class="bars">
      {gaps.map((gap) => (
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
  )
}

function Unhelpful({ answers }: { answers: readonly UnhelpfulAnswer[] }) {
  return (
    <ul class="late">
      {answers.map((each) => (
        <li key={each.id}>
          <span>
            <a href={`/desk/library/${each.id}`} lang={each.locale}>
              {each.question}
            </a>
            {each.reasons.map((reason) => (
              <Reason reason={reason.text} key={reason.at} title={dayAndTime(reason.at)} />
            ))}
          </span>
          <span class="soft">{t('numbers.notOf', { n: each.notHelped, all: each.helped + each.notHelped })}</span>
        </li>
      ))}
    </ul>
  )
}
