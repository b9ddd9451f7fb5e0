import { WORK_BY, WORK_FIGURES, type WorkFact } from '#protocol'
import { withQuery } from '../api.ts'
import { dayAndTime } from '../dates.ts'
import { duration } from '../figures.ts'
import { get } from '../http.ts'
import { query } from '../routing.ts'
import { isTextKey, t } from '../texts.ts'
import { Banner, Empty, More, Skeleton } from '../ui/parts.tsx'
import { usePaged } from '../ui/use-paged.ts'
import { calendarDay } from './calendar-day.ts'

const PER_PAGE = 50

/** What a figure counts: the very conversations, newest first. */
export function FactsPart() {
  const asked = query.value
  const of = (name: string) => asked.get(name) ?? ''
  const figure = WORK_FIGURES.find((each) => each === of('figure')) ?? 'taken'
  const by = WORK_BY.find((each) => each === of('by')) ?? 'operator'
  const [key, from, until] = [of('key'), of('from'), of('until')]
  const facts = usePaged(
    (page, stop) =>
      get('/desk/work/facts', {
        query: { figure, by, ...(key ? { key } : {}), from, until, perPage: PER_PAGE, page },
        signal: stop,
      }),
    (each) => `${each.at} ${each.conversation} ${each.how}`,
    [asked],
  )
  const days = from === until ? calendarDay(from) : `${calendarDay(from)} – ${calendarDay(until)}`
  return (
    <section class="part">
      <p>
        <a href={withQuery('/desk/team', { by, days: of('days') })}>{t('team.back')}</a>
      </p>
      {facts.problem ? <Banner tone="bad">{facts.problem}</Banner> : null}
      <section class="card">
        <h2>{t('team.of', { figure: t(`team.${figure}`), name: days })}</h2>
        {facts.items === null ? (
          facts.problem ? null : (
            <Skeleton rows={6} />
          )
        ) : facts.items.length === 0 ? (
          <Empty icon="activity" title={t('team.facts.empty')}>
            <p>{t('team.facts.erased')}</p>
          </Empty>
        ) : (
          <ul class="facts">
            {facts.items.map((each) => (
              <li key={`${each.at} ${each.conversation} ${each.how}`}>
                <a href={`/desk/inbox/solved/${each.conversation}`}>{each.question}</a>
                <span class="soft">{more(each).join(' · ')}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      {facts.items ? (
        <More shown={facts.items.length} total={facts.last?.total ?? 0} busy={facts.busy} onMore={facts.more} />
      ) : null}
    </section>
  )
}

function more({ at, operator, how, openMs, targetMs, stars, comment }: WorkFact): string[] {
  const way = `team.how.${how}`
  return [
    dayAndTime(at),
    operator,
    isTextKey(way) ? t(way) : null,
    openMs === null ? null : t('team.took', { time: duration(openMs) }),
    targetMs === null ? null : t('team.target', { time: duration(targetMs) }),
    stars === null ? null : t('packet.stars', { n: stars }),
    comment,
  ].flatMap((one) => one || [])
}
