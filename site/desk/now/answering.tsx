import { useSignal } from '@preact/signals'
import type { ResponseFigures } from '#protocol'
import { dayAndTime } from '../dates.ts'
import { duration, percent } from '../figures.ts'
import { get } from '../http.ts'
import { t } from '../texts.ts'
import { Banner, Choice, Skeleton } from '../ui/parts.tsx'
import { useLoad } from '../ui/use-load.ts'

const DAYS = ['1', '7', '28', '90'] as const

/** How long visitors waited, against what was promised; each figure opens on the conversations that took longest. */
export function Answering() {
  const days = useSignal<(typeof DAYS)[number]>('7')
  const figures = useLoad((stop) => get('/desk/responses', { query: { days: days.value }, signal: stop }), [days.value])
  return (
    <section class="card">
      <div class="part-head">
        <h2>{t('responses.title')}</h2>
        <Choice
          label={t('growth.period')}
          value={days.value}
          options={DAYS.map((value) => ({ value, text: t('growth.days', { n: Number(value) }) }))}
          onChoose={(chosen) => (days.value = chosen)}
        />
      </div>
      <p class="soft">{t('responses.text')}</p>
      {figures.problem ? <Banner tone="bad">{figures.problem}</Banner> : null}
      {figures.value === null ? (
        figures.problem ? null : (
          <Skeleton rows={4} />
        )
      ) : figures.value.items.every((each) => each.count === 0) ? (
        <p class="soft">{t('responses.none')}</p>
      ) : (
        <ul class="responses">
          {figures.value.items.map((each) => (
            <Row key={each.kind} figures={each} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Row({ figures }: { figures: ResponseFigures }) {
  const { kind, count, medianMs, p90Ms, targetMs, withinTarget, slowest } = figures
  return (
    <li class="response">
      <details>
        <summary>
          <span class="response-kind">{t(`responses.${kind}`)}</span>
          {medianMs === null || p90Ms === null ? (
            <span class="soft">{t('responses.nothingYet')}</span>
          ) : (
            <>
              <span>
                <strong>{duration(medianMs)}</strong> <span class="soft">{t('responses.median')}</span>
              </span>
              <span>
                <strong>{duration(p90Ms)}</strong> <span class="soft">{t('responses.p90')}</span>
              </span>
              <span>
                {targetMs === null ? (
                  <span class="soft">{t('responses.count', { n: count })}</span>
                ) : (
                  <>
                    <strong>{percent(withinTarget / count)}</strong>{' '}
                    <span class="soft">{t('responses.within', { time: duration(targetMs) })}</span>
                  </>
                )}
              </span>
            </>
          )}
        </summary>
        {slowest.length > 0 ? (
          <>
            <h3>{t('responses.slowest')}</h3>
            <ul class="facts">
              {slowest.map((each) => (
                <li key={`${each.conversation} ${each.at}`}>
                  <a href={`/desk/inbox/solved/${each.conversation}`}>{each.question}</a>
                  <span class="soft">
                    {duration(each.openMs)} · {dayAndTime(each.at)}
                    {each.operator ? ` · ${each.operator}` : ''}
                  </span>
                </li>
              ))}
            </ul>
          </>
        ) : null}
      </details>
    </li>
  )
}
