import type { Foreseen, ForeseenQuestion } from '../shapes.ts'
import { t } from '../texts.ts'
import { Banner, Skeleton } from '../ui/parts.tsx'
import type { Loaded } from '../ui/use-load.ts'

const WAYS = ['lost', 'gained', 'moved'] as const

/** What past questions of visitors would get after a step, before anybody takes it. */
export function ForeseenPart({ loaded }: { loaded: Loaded<Foreseen> }) {
  const { value, problem, busy } = loaded
  return (
    <section class="foreseen" aria-busy={busy}>
      <h3>{t('foresight.title')}</h3>
      {problem ? (
        <Banner tone="bad" live>
          {problem}{' '}
          <button type="button" class="button button-small" onClick={loaded.again}>
            {t('ui.again')}
          </button>
        </Banner>
      ) : null}
      {busy || (!value && !problem) ? (
        <>
          <p class="soft">{t('foresight.asking')}</p>
          <Skeleton rows={2} />
        </>
      ) : value ? (
        <Listed foreseen={value} />
      ) : null}
    </section>
  )
}

function Listed({ foreseen }: { foreseen: Foreseen }) {
  const { totals, listed, days, questions } = foreseen
  const none = totals.lost + totals.gained + totals.moved === 0
  return (
    <>
      <p role="status">
        {questions === 0
          ? t('foresight.nobodyAsked', { days })
          : none
            ? t('foresight.nothing', { n: questions, days })
            : t('foresight.of', { n: questions, days })}
      </p>
      {WAYS.map((way) =>
        totals[way] === 0 ? null : (
          <details key={way} open={way === 'lost'} class={`foreseen-way foreseen-${way}`}>
            <summary>{t(`foresight.${way}`, { n: totals[way] })}</summary>
            <ul>
              {listed
                .filter((each) => each.way === way)
                .map((each) => (
                  <Question key={`${each.locale} ${each.text} ${each.from.answer?.id}`} asked={each} />
                ))}
            </ul>
          </details>
        ),
      )}
      {foreseen.byWordsAlone ? <p class="soft">{t('foresight.byWords')}</p> : null}
    </>
  )
}

function Question({ asked: { text, locale, count, from, to } }: { asked: ForeseenQuestion }) {
  return (
    <li>
      <span lang={locale}>{text}</span>
      {count > 1 ? <span class="count"> ×{count}</span> : null}
      <span class="foreseen-change soft">
        <span class="unseen">{t('foresight.before')}</span> {outcomeText(from)} <span aria-hidden="true">→</span>{' '}
        <span class="unseen">{t('foresight.after')}</span> {outcomeText(to)}
      </span>
    </li>
  )
}

function outcomeText({ verdict, answer }: ForeseenQuestion['from']): string {
  if (verdict === 'escalate' || !answer) return t('foresight.person')
  return t(verdict === 'answer' ? 'foresight.answer' : 'foresight.several', { question: answer.question })
}
