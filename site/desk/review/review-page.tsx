import { age } from '../dates.ts'
import { get } from '../http.ts'
import { libraryVersion } from '../library/library-news.ts'
import { go, segments } from '../routing.ts'
import { useActions } from '../shell/keys.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Banner, Empty, Skeleton } from '../ui/parts.tsx'
import { useLoad } from '../ui/use-load.ts'
import { ReviewPane } from './review-pane.tsx'

/** What waits for a lead's decision: read, compare, approve or return. */
export function ReviewPage() {
  const id = segments.value[1] ?? null
  const waiting = useLoad(
    (stop) => get('/desk/answers', { query: { state: 'in_review', perPage: 100 }, signal: stop }),
    [libraryVersion.value],
  )
  const list = waiting.value?.items ?? null

  function step(by: number): void {
    const all = list ?? []
    const at = all.findIndex((each) => each.id === id)
    const next = all[at < 0 ? 0 : (at + by + all.length) % all.length]
    if (next) go(`/desk/review/${next.id}`)
  }
  useActions(
    () => [
      {
        id: 'next-review',
        label: 'keys.nextReview',
        place: 'nav.review',
        keys: [{ code: 'KeyJ', alt: true }],
        run: () => step(1),
      },
      {
        id: 'previous-review',
        label: 'keys.previousReview',
        place: 'nav.review',
        keys: [{ code: 'KeyK', alt: true }],
        run: () => step(-1),
      },
    ],
    [id, list],
  )
  const shown = list?.find((each) => each.id === id) ?? null
  function decided(): void {
    const all = list ?? []
    const at = all.findIndex((each) => each.id === id)
    const rest = all.filter((each) => each.id !== id)
    if (waiting.value) waiting.put({ ...waiting.value, items: rest })
    const next = rest[Math.min(at, rest.length - 1)]
    go(next ? `/desk/review/${next.id}` : '/desk/review', { replace: true })
  }
  return (
    <div class={`inbox inbox-two ${id ? 'inbox-open' : ''}`}>
      <h1 class="unseen">{t('nav.review')}</h1>
      <section class="list" aria-label={t('nav.review')}>
        <header class="list-head list-head-plain">
          <p class="list-title" aria-hidden="true">
            {t('nav.review')}
          </p>
          <p class="soft">{t('review.text')}</p>
        </header>
        <div class="list-rows">
          {waiting.problem ? <Banner tone="bad">{waiting.problem}</Banner> : null}
          {list === null ? (
            waiting.problem ? null : (
              <Skeleton tall />
            )
          ) : list.length === 0 ? (
            <Empty icon="listChecks" title={t('review.empty')}>
              <p>{t('review.emptyMore')}</p>
              <a class="button" href="/desk/growth">
                {t('review.toGrowth')}
              </a>
            </Empty>
          ) : (
            <ul>
              {list.map((each) => (
                <li key={each.id}>
                  <a class="row" href={`/desk/review/${each.id}`} aria-current={each.id === id ? 'true' : undefined}>
                    <span class="row-top">
                      <span class="row-who">{each.author.name}</span>
                      <time class="row-age">{age(each.updatedAt)}</time>
                    </span>
                    <span class="row-question" lang={each.locale}>
                      {each.question}
                    </span>
                    <span class="row-marks">
                      <span class="chip">{each.locale.toUpperCase()}</span>
                      <span class="chip">{t(each.liveRevision ? 'review.change' : 'review.new')}</span>
                      {each.audience === 'operators' ? <span class="chip">{t('answer.operators')}</span> : null}
                      {each.from ? (
                        <span class="chip">
                          <Icon name="leaf" /> {t('review.promoted')}
                        </span>
                      ) : null}
                    </span>
                  </a>
                </li>
              ))}
            </ul>
          )}
        </div>
      </section>
      {shown ? (
        <ReviewPane key={`${shown.id} ${shown.revision}`} answer={shown} onDecided={decided} />
      ) : (
        <section class="pane pane-none">
          <Empty icon="listChecks" title={t(id && list ? 'review.gone' : 'review.choose')} />
        </section>
      )}
    </div>
  )
}
