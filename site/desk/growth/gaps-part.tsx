import type { Locale } from '#shared'
import { useSignal } from '@preact/signals'
import type { Gap } from '../shapes.ts'
import { withQuery } from '../api.ts'
import { dayAndTime, since } from '../dates.ts'
import { get, post } from '../http.ts'
import { problemText } from '../problems.ts'
import { GapCareForm, GapCareLine } from './gap-care.tsx'
import { DuePart } from '../library/care/due-part.tsx'
import { leads } from '../session/session.ts'
import { isTextKey, t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { ANSWER_LANGUAGE_CODES } from '../ui/language-choice.tsx'
import { Banner, Choice, Empty, More, Skeleton } from '../ui/parts.tsx'
import { say, sayThenDo } from '../ui/toasts.tsx'
import { usePaged } from '../ui/use-paged.ts'

export const DAYS = ['7', '28', '90'] as const

/** Questions the library could not answer, grouped, most asked first: what to write next. */
export function GapsPart() {
  const days = useSignal<(typeof DAYS)[number]>('28')
  const locale = useSignal<'' | Locale>('')
  const gaps = usePaged(
    (page, stop) => get('/desk/gaps', { query: { days: days.value, locale: locale.value, page }, signal: stop }),
    (each) => each.id,
    [days.value, locale.value],
  )
  const closing = useSignal<ReadonlySet<string>>(new Set())

  function close(gap: Gap): void {
    closing.value = new Set(closing.value).add(gap.id)
    const back = () => {
      const next = new Set(closing.value)
      next.delete(gap.id)
      closing.value = next
    }
    sayThenDo(
      t('gaps.closed'),
      async () => {
        const answered = await post('/desk/gaps/{id}/close', { params: { id: gap.id } })
        if (answered.ok) return
        back()
        say(problemText(answered.problem), { tone: 'bad' })
      },
      back,
    )
  }
  const shown = gaps.items?.filter((each) => !closing.value.has(each.id)) ?? null
  return (
    <section class="part">
      {leads.value ? <DuePart /> : null}
      <div class="part-head">
        <p class="soft">{leads.value ? t('gaps.text') : `${t('gaps.text')} ${t('gaps.shared')}`}</p>
        <Choice
          label={t('growth.period')}
          value={days.value}
          options={DAYS.map((value) => ({ value, text: t('growth.days', { n: Number(value) }) }))}
          onChoose={(chosen) => (days.value = chosen)}
        />
        <Choice
          label={t('answer.locale')}
          value={locale.value}
          options={[{ value: '', text: t('ui.all') }, ...ANSWER_LANGUAGE_CODES]}
          onChoose={(chosen) => (locale.value = chosen)}
        />
      </div>
      {gaps.problem ? <Banner tone="bad">{gaps.problem}</Banner> : null}
      {shown === null ? (
        gaps.problem ? null : (
          <Skeleton tall />
        )
      ) : shown.length === 0 ? (
        <Empty icon="leaf" title={t('gaps.empty')}>
          <p>{t('gaps.emptyMore')}</p>
        </Empty>
      ) : (
        <ul class="gaps">
          {shown.map((gap) => (
            <GapRow key={gap.id} gap={gap} onClose={() => close(gap)} onTended={gaps.again} />
          ))}
        </ul>
      )}
      {shown ? (
        <More shown={gaps.items?.length ?? 0} total={gaps.last?.total ?? 0} busy={gaps.busy} onMore={gaps.more} />
      ) : null}
    </section>
  )
}

function GapRow(props: { gap: Gap; onClose: () => void; onTended: () => void }) {
  const { gap, onClose, onTended } = props
  return (
    <li class="gap">
      <span class="gap-count">
        {gap.count}
        <span class="unseen"> {t('gaps.times', { n: gap.count })}</span>
      </span>
      <details class="gap-more">
        <summary>
          <span class="gap-label" lang={gap.locale}>
            {gap.label}
          </span>
          <span class="soft">
            {gap.locale.toUpperCase()} · {t('gaps.last', { at: since(gap.lastAt) })}
          </span>{' '}
          <GapCareLine gap={gap} />
        </summary>
        {leads.value ? <GapCareForm gap={gap} onSaved={onTended} /> : null}
        <ul class="facts" hidden={gap.questions.length === 0}>
          {gap.questions.map((each, index) => {
            const kind = `gaps.kind.${each.kind}`
            return (
              <li key={index}>
                <span lang={gap.locale}>{each.text}</span>
                <span class="soft">
                  {dayAndTime(each.at)}
                  {isTextKey(kind) ? ` · ${t(kind)}` : ''}
                  {each.conversation ? (
                    <>
                      {' · '}
                      <a href={`/desk/inbox/solved/${each.conversation}`}>{t('gaps.conversation')}</a>
                    </>
                  ) : null}
                </span>
              </li>
            )
          })}
        </ul>
      </details>
      <div class="gap-acts">
        {gap.answeredBy ? (
          <a class="chip chip-good" href={`/desk/library/${gap.answeredBy.id}`}>
            <Icon name="check" /> {t('gaps.answered', { question: gap.answeredBy.question })}
          </a>
        ) : null}
        <a
          class="button button-small"
          href={withQuery('/desk/library/new', { question: gap.label, locale: gap.locale })}
        >
          <Icon name="pencil" /> {t('gaps.write')}
        </a>
        {leads.value ? (
          <button type="button" class="button button-small button-quiet" onClick={onClose}>
            {t('gaps.close')}
          </button>
        ) : null}
      </div>
    </li>
  )
}
