import { useSignal } from '@preact/signals'
import type { QualityCard, QualityReview } from '#protocol'
import { dayAndTime } from '../dates.ts'
import { get, put } from '../http.ts'
import { criterionName } from '../team/quality/criteria.ts'
import { t } from '../texts.ts'
import { Banner, Empty, Field, More, Skeleton } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { usePaged } from '../ui/use-paged.ts'

const PER_PAGE = 20
const REPLY_LENGTH = 2_000

/** How one's own conversations were judged, and one's say to it. */
export function ReviewsPage() {
  const list = usePaged(
    (page, stop) => get('/desk/reviews/mine', { query: { page, perPage: PER_PAGE }, signal: stop }),
    (each) => each.id,
    [],
  )
  return (
    <div class="page page-narrow">
      <header class="page-head">
        <h1>{t('reviews.title')}</h1>
      </header>
      {list.problem ? <Banner tone="bad">{list.problem}</Banner> : null}
      {list.items === null ? (
        list.problem ? null : (
          <Skeleton rows={4} tall />
        )
      ) : list.items.length === 0 ? (
        <Empty icon="star" title={t('reviews.none')}>
          <p>{t('reviews.noneMore')}</p>
        </Empty>
      ) : (
        list.items.map((each) => (
          <Review
            key={each.id}
            review={each}
            card={list.last?.card ?? { criteria: [], perWeek: 0 }}
            onSaid={list.again}
          />
        ))
      )}
      {list.items ? (
        <More shown={list.items.length} total={list.last?.total ?? 0} busy={list.busy} onMore={list.more} />
      ) : null}
    </div>
  )
}

function Review(props: { review: QualityReview; card: QualityCard; onSaid: () => void }) {
  const { review, card, onSaid } = props
  const text = useSignal(review.reply)
  const saying = useAction(() =>
    put('/desk/reviews/mine/{id}/reply', { params: { id: review.id }, body: { text: text.value.trim() } }),
  )
  const judged = card.criteria.filter(({ id }) => review.scores?.[id] !== undefined)
  return (
    <section class="card">
      <h2 class="break">
        {review.question === null ? (
          t('journal.erased')
        ) : (
          <a href={`/desk/inbox/solved/${review.conversation}`}>{review.question}</a>
        )}
      </h2>
      <p class="soft">
        {[
          review.reviewer,
          review.reviewedAt === null ? null : dayAndTime(review.reviewedAt),
          review.score === null ? null : t('quality.score', { n: review.score }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <dl class="quality-said">
        {judged.map((one) => {
          const verdict = review.scores?.[one.id] ?? 'none'
          return (
            <div key={one.id}>
              <dt>{criterionName(one)}</dt>
              <dd>{t(`quality.verdict.${verdict}`)}</dd>
            </div>
          )
        })}
      </dl>
      {review.comment ? <p class="break">{review.comment}</p> : null}
      <form
        class="form"
        onSubmit={async (event) => {
          event.preventDefault()
          if (!(await saying.run())) return
          say(t('reviews.said'))
          onSaid()
        }}
      >
        <Field label={t('reviews.reply')} hint={t('reviews.replyHint')}>
          {(ties) => (
            <textarea
              {...ties}
              class="input"
              rows={2}
              maxLength={REPLY_LENGTH}
              value={text.value}
              onInput={({ currentTarget }) => (text.value = currentTarget.value)}
            />
          )}
        </Field>
        {saying.problem ? <Banner tone="bad">{saying.problem}</Banner> : null}
        <button
          type="submit"
          class="button button-small"
          disabled={saying.busy || text.value.trim() === '' || text.value.trim() === review.reply}
        >
          {t('reviews.send')}
        </button>
      </form>
    </section>
  )
}
