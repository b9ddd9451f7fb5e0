import { useSignal } from '@preact/signals'
import { QUALITY_VERDICTS, type QualityCard, type QualityReview, type QualityVerdict } from '#protocol'
import { put } from '../../http.ts'
import { t } from '../../texts.ts'
import { Banner, Choice, Field } from '../../ui/parts.tsx'
import { say } from '../../ui/toasts.tsx'
import { useAction } from '../../ui/use-action.ts'
import { criterionName } from './criteria.ts'

const COMMENT_LENGTH = 2_000
const WORDS = () => QUALITY_VERDICTS.map((value) => ({ value, text: t(`quality.verdict.${value}`) }))

/** One conversation of the sample: what it was about, and what a lead says of it. */
export function JudgeForm(props: { review: QualityReview; card: QualityCard; onJudged: () => void }) {
  const { review, card, onJudged } = props
  const scores = useSignal<Record<string, QualityVerdict>>(review.scores ?? {})
  const comment = useSignal(review.comment)
  const judging = useAction(() =>
    put('/desk/quality/reviews/{id}', {
      params: { id: review.id },
      body: { scores: scores.value, comment: comment.value.trim() },
    }),
  )
  const isWhole = card.criteria.every(({ id }) => scores.value[id] !== undefined)
  return (
    <details class="quality-one">
      <summary>
        <span class="break">{review.question ?? t('journal.erased')}</span>{' '}
        <span class={review.drawnBy === 'low_rating' ? 'chip chip-bad' : 'chip'}>
          {review.stars !== null && review.drawnBy === 'low_rating'
            ? t('packet.stars', { n: review.stars })
            : t(`quality.by.${review.drawnBy}`)}
        </span>{' '}
        {review.reviewedAt === null ? null : (
          <span class="chip chip-good">
            {review.score === null ? t('quality.done') : t('quality.score', { n: review.score })}
          </span>
        )}
      </summary>
      <form
        class="form"
        onSubmit={async (event) => {
          event.preventDefault()
          if (!(await judging.run())) return
          say(t('quality.saved'))
          onJudged()
        }}
      >
        {review.question === null ? null : (
          <p>
            <a href={`/desk/inbox/solved/${review.conversation}`}>{t('audit.seeConversation')}</a>
          </p>
        )}
        {card.criteria.map((criterion) => (
          <div class="quality-point" key={criterion.id}>
            <span aria-hidden="true">{criterionName(criterion)}</span>
            <Choice<QualityVerdict | ''>
              label={criterionName(criterion)}
              value={scores.value[criterion.id] ?? ''}
              options={WORDS()}
              onChoose={(verdict) => {
                if (verdict !== '') scores.value = { ...scores.value, [criterion.id]: verdict }
              }}
            />
          </div>
        ))}
        <Field label={t('quality.comment')} hint={t('quality.commentHint')}>
          {(ties) => (
            <textarea
              {...ties}
              class="input"
              rows={3}
              maxLength={COMMENT_LENGTH}
              value={comment.value}
              onInput={({ currentTarget }) => (comment.value = currentTarget.value)}
            />
          )}
        </Field>
        {review.reply ? (
          <p>
            <strong>{t('quality.replyOf', { name: review.operator ?? t('team.none') })}</strong> {review.reply}
          </p>
        ) : null}
        {judging.problem ? <Banner tone="bad">{judging.problem}</Banner> : null}
        <button type="submit" class="button button-small" disabled={!isWhole || judging.busy}>
          {t('ui.save')}
        </button>
        {isWhole ? null : <p class="soft">{t('quality.allFirst')}</p>}
      </form>
    </details>
  )
}
