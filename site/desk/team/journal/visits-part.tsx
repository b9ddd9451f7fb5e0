import { dayAndTime } from '../../dates.ts'
import { get } from '../../http.ts'
import { t } from '../../texts.ts'
import { Banner, Empty, More, Skeleton } from '../../ui/parts.tsx'
import { usePaged } from '../../ui/use-paged.ts'

const PER_PAGE = 50

/** Who asked the library, found nothing and left. */
export function VisitsPart({ days }: { days: string }) {
  const visits = usePaged(
    (page, stop) => get('/desk/journal/visits', { query: { days, perPage: PER_PAGE, page }, signal: stop }),
    (each) => each.id,
    [days],
  )
  return (
    <>
      {visits.problem ? <Banner tone="bad">{visits.problem}</Banner> : null}
      <section class="card">
        <h2>{t('journal.visits.title')}</h2>
        {visits.items === null ? (
          visits.problem ? null : (
            <Skeleton rows={6} />
          )
        ) : visits.items.length === 0 ? (
          <Empty icon="eye" title={t('journal.visits.empty')}>
            <p>{t('journal.visits.emptyMore')}</p>
          </Empty>
        ) : (
          <ul class="facts">
            {visits.items.map(({ id, at, query }) => (
              <li key={id}>
                <span>{query}</span>
                <span class="soft">{dayAndTime(at)}</span>
              </li>
            ))}
          </ul>
        )}
      </section>
      {visits.items ? (
        <More shown={visits.items.length} total={visits.last?.total ?? 0} busy={visits.busy} onMore={visits.more} />
      ) : null}
    </>
  )
}
