import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Answer, AnswerPatch } from '../shapes.ts'
import { dayAndTime } from '../dates.ts'
import { get, post } from '../http.ts'
import { categoriesIn, productName } from '../library/catalogue.ts'
import { ChangedFields } from '../library/changed-fields.tsx'
import { refusalText } from '../library/content-problems.ts'
import { readCounts } from '../library/library-news.ts'
import { ForeseenPart } from '../foresight/foreseen.tsx'
import { keyFor, useActions } from '../shell/keys.ts'
import { me } from '../session/session.ts'
import { t } from '../texts.ts'
import { Difference } from '../ui/difference.tsx'
import { Icon } from '../ui/icon.tsx'
import { SafeHtml } from '../ui/markup.tsx'
import { Banner, Choice, Field, Skeleton } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { useLoad } from '../ui/use-load.ts'
import { AmendForm, type Amended } from './amend-form.tsx'
import { EarlierComments } from './earlier-comments.tsx'
import { ReviewPhrasings } from './review-phrasings.tsx'
import { SimilarAnswers } from './similar-answers.tsx'

const FORESIGHT_PAUSE_MS = 900

/** One answer before a lead: what is new in it, how it reads, what it would change for visitors, and the decision. */
export function ReviewPane({ answer: submitted, onDecided }: { answer: Answer; onDecided: () => void }) {
  const phrasings = useSignal(submitted.phrasings)
  const answer = { ...submitted, phrasings: phrasings.value }
  const params = { id: answer.id }
  const amended = useSignal<Amended | null>(null)
  const patch = changesOf(answer, amended.value)
  const detail = useLoad((stop) => get('/desk/answers/{id}', { params, signal: stop }), [])
  const { liveRevision } = answer
  const differs = useLoad(
    liveRevision
      ? (stop) =>
          get('/desk/answers/{id}/difference', {
            params,
            query: { from: liveRevision, to: answer.revision },
            signal: stop,
          })
      : null,
    [],
  )
  const foreseen = useLoad(
    answer.audience === 'public'
      ? (stop) =>
          post('/desk/answers/{id}/foresight', {
            params,
            body: { act: 'publish', ...(patch ? { patch } : {}) },
            signal: stop,
          })
      : null,
    [JSON.stringify(patch), answer.phrasings.length],
    { pauseMs: FORESIGHT_PAUSE_MS },
  )
  // What cannot be foreseen keeps nobody from deciding.
  const isForeseen =
    answer.audience !== 'public' || foreseen.problem !== null || (foreseen.value !== null && !foreseen.busy)
  const look = useSignal<'difference' | 'page' | 'amend'>(answer.liveRevision ? 'difference' : 'page')
  const returning = useSignal(false)
  const comment = useSignal('')
  const approving = useAction(
    () =>
      patch
        ? post('/desk/answers/{id}/amend', { params, body: { patch, expectedRevision: answer.revision } })
        : post('/desk/answers/{id}/approve', { params }),
    { word: refusalText },
  )
  const sending = useAction(
    () => post('/desk/answers/{id}/send-back', { params, body: { comment: comment.value.trim() } }),
    { word: refusalText },
  )
  const problem = approving.problem ?? sending.problem
  const busy = approving.busy || sending.busy
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => box.current?.focus(), [returning.value])

  function decided(said: string): void {
    say(said)
    void readCounts()
    onDecided()
  }
  async function approve(): Promise<void> {
    if (busy || !isForeseen) return
    sending.refuse(null)
    const done = await approving.run()
    if (done) decided(t(done.value.answer.selfApproved ? 'review.selfApproved' : 'review.approved'))
  }
  async function sendBack(): Promise<void> {
    if (busy) return
    approving.refuse(null)
    if (await sending.run()) decided(t('review.returned'))
  }
  useActions(() => [
    {
      id: 'approve',
      label: 'review.approve',
      place: 'nav.review',
      keys: [{ code: 'KeyE', alt: true }],
      run: () => void approve(),
    },
    {
      id: 'return',
      label: 'review.return',
      place: 'nav.review',
      keys: [{ code: 'KeyP', alt: true }],
      run: () => (returning.value = true),
    },
  ])

  return (
    <section class="pane" aria-label={answer.question}>
      <header class="head">
        <div class="head-line">
          <a class="button-icon only-narrow" href="/desk/review" aria-label={t('inbox.back')}>
            <Icon name="arrowLeft" />
          </a>
          <span class="head-who">
            {answer.author.name}
            <span class="soft"> · {dayAndTime(answer.updatedAt)}</span>
          </span>
          <span class="chip">{answer.locale.toUpperCase()}</span>
          <span class="head-room" />
          {answer.from ? (
            <a class="button button-quiet" href={`/desk/inbox/solved/${answer.from}`}>
              <Icon name="inbox" /> <span class="label">{t('answer.conversation')}</span>
            </a>
          ) : null}
          <a class="button button-quiet" href={`/desk/library/${answer.id}`}>
            <Icon name="pencil" /> <span class="label">{t('review.edit')}</span>
          </a>
        </div>
        <h2 class="head-question" lang={answer.locale}>
          {answer.question}
        </h2>
      </header>
      <p class="review-facts">
        <span class="chip">{t(answer.audience === 'public' ? 'answer.public' : 'answer.operators')}</span>
        <span class="chip">
          {categoriesIn(answer.locale).find((each) => each.slug === answer.category)?.title ?? answer.category}
        </span>
        <span class="chip">
          {answer.products.length === 0
            ? t('review.wholeShop')
            : answer.products.map((about) => productName(about, answer.locale)).join(', ')}
        </span>
        <span class="soft break">
          {answer.shortcut ? `/${answer.shortcut}` : `/${answer.locale}/${answer.category}/${answer.slug}`}
        </span>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard */}
      <section class="messages review-body" tabIndex={0} aria-label={t('answer.body')}>
        <Choice
          label={t('review.look')}
          value={look.value}
          options={[
            ...(answer.liveRevision ? [{ value: 'difference' as const, text: t('review.difference') }] : []),
            { value: 'page', text: t('review.page') },
            { value: 'amend', text: t('review.amend') },
          ]}
          onChoose={(chosen) => (look.value = chosen)}
        />
        {look.value === 'amend' ? (
          <AmendForm answer={answer} text={amended} />
        ) : look.value === 'page' ? (
          detail.value === null ? (
            <Skeleton rows={5} />
          ) : (
            <div lang={answer.locale}>
              <SafeHtml html={detail.value.html} />
            </div>
          )
        ) : differs.value ? (
          <>
            <Difference parts={differs.value.question} lang={answer.locale} />
            <Difference parts={differs.value.body} lang={answer.locale} />
            <ChangedFields changed={differs.value.changed} locale={answer.locale} />
          </>
        ) : (
          <Skeleton rows={5} />
        )}
        {patch && look.value !== 'amend' ? <Banner tone="plain">{t('review.amended')}</Banner> : null}
        <ReviewPhrasings answer={answer} onChanged={(left) => (phrasings.value = left)} />
        <EarlierComments id={answer.id} />
        <SimilarAnswers id={answer.id} lang={answer.locale} />
        {answer.audience === 'public' ? <ForeseenPart loaded={foreseen} /> : null}
      </section>
      <footer class="decision">
        {(detail.problem ?? differs.problem) ? <Banner tone="bad">{detail.problem ?? differs.problem}</Banner> : null}
        {answer.author.id === me.value?.id ? <Banner tone="plain">{t('review.own')}</Banner> : null}
        {problem ? (
          <Banner tone="bad" live>
            {problem}
          </Banner>
        ) : null}
        {returning.value ? (
          <form
            class="form"
            onSubmit={(event) => {
              event.preventDefault()
              void sendBack()
            }}
          >
            <Field label={t('review.comment')} hint={t('review.commentHint', { name: answer.author.name })}>
              {(ties) => (
                <textarea
                  {...ties}
                  class="input"
                  rows={3}
                  value={comment.value}
                  ref={box}
                  onInput={(event) => (comment.value = event.currentTarget.value)}
                />
              )}
            </Field>
            <div class="form-buttons">
              <button type="submit" class="button button-main" disabled={busy || !comment.value.trim()}>
                {t('review.return')}
              </button>
              <button type="button" class="button" onClick={() => (returning.value = false)}>
                {t('ui.cancel')}
              </button>
            </div>
          </form>
        ) : (
          <div class="form-buttons">
            <button
              type="button"
              class="button button-main"
              disabled={busy || !isForeseen}
              title={keyFor('approve')}
              onClick={() => void approve()}
            >
              <Icon name="check" /> {t(patch ? 'review.approveAmended' : 'review.approve')}
            </button>
            <button type="button" class="button" title={keyFor('return')} onClick={() => (returning.value = true)}>
              <Icon name="reply" /> {t('review.returnWith')}
            </button>
          </div>
        )}
      </footer>
    </section>
  )
}

/** What the lead has written otherwise; null: nothing. */
function changesOf(answer: Answer, amended: Amended | null): Omit<AnswerPatch, 'sharedWith'> | null {
  const patch = {
    ...(amended && amended.question !== answer.question ? { question: amended.question } : {}),
    ...(amended && amended.body !== answer.body ? { body: amended.body } : {}),
  }
  return Object.keys(patch).length > 0 ? patch : null
}
