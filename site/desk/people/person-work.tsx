import type { AnswerOf } from '#desk-api'
import { useSignal } from '@preact/signals'
import { dayAndTime } from '../dates.ts'
import { duration, percent } from '../figures.ts'
import { get } from '../http.ts'
import { language, t } from '../texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { Banner, Choice, Skeleton } from '../ui/parts.tsx'
import { useLoad } from '../ui/use-load.ts'

type Work = AnswerOf<'/desk/people/{id}/work', 'get'>
interface Whose {
  id: string
  name: string
}
const DAYS = ['7', '28', '90'] as const

/** What a lead sees of somebody's work on this site, also of one from outside. */
export function PersonWork({ person }: { person: Whose }) {
  const open = useSignal(false)
  return (
    <>
      <button
        type="button"
        class="button button-small"
        aria-label={t('work.of', { name: person.name })}
        onClick={() => (open.value = true)}
      >
        <Icon name="activity" /> {t('work.open')}
      </button>
      {open.value ? (
        <Dialog title={t('work.of', { name: person.name })} onClose={() => (open.value = false)} wide>
          <WorkIn person={person} />
        </Dialog>
      ) : null}
    </>
  )
}

/** What stands in its dialog. */
export function WorkIn({ person: { id } }: { person: Whose }) {
  const days = useSignal<(typeof DAYS)[number]>('28')
  const work = useLoad(
    (stop) => get('/desk/people/{id}/work', { params: { id }, query: { days: days.value }, signal: stop }),
    [id, days.value],
  )
  return (
    <>
      <Choice
        label={t('growth.period')}
        value={days.value}
        options={DAYS.map((value) => ({ value, text: t('growth.days', { n: Number(value) }) }))}
        onChoose={(chosen) => (days.value = chosen)}
      />
      {work.problem ? <Banner tone="bad">{work.problem}</Banner> : null}
      {work.value ? <Shown work={work.value} /> : work.problem ? null : <Skeleton rows={5} />}
    </>
  )
}

function Shown({ work: { taken, solved, times, ratings, conversations } }: { work: Work }) {
  if (taken === 0) return <p class="soft">{t('work.none')}</p>
  const mean = (stars: number) =>
    new Intl.NumberFormat(language.value, { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(stars)
  return (
    <>
      <ul class="facts">
        <li>
          <span>{t('work.taken', { n: taken })}</span>
          <span class="soft">{t('work.solved', { n: solved })}</span>
        </li>
        {times
          .filter(({ count }) => count > 0)
          .map(({ kind, medianMs, p90Ms, aimed, withinTarget }) => (
            <li key={kind}>
              <span>
                {t(`responses.${kind}`)}: <strong>{duration(medianMs ?? 0)}</strong>
              </span>
              <span class="soft">
                {t('work.slower', { time: duration(p90Ms ?? 0) })}
                {aimed > 0 ? ` · ${t('work.onTime', { share: percent(withinTarget / aimed) })}` : ''}
              </span>
            </li>
          ))}
        <li>
          <span>
            {ratings.mean === null
              ? t('work.noRating')
              : t('work.rated', { n: ratings.count, mean: mean(ratings.mean) })}
          </span>
          {ratings.low > 0 ? <span class="soft">{t('work.low', { n: ratings.low })}</span> : null}
        </li>
      </ul>
      <h3>{t('work.latest')}</h3>
      <ul class="facts">
        {conversations.map((each) => (
          <li key={each.id}>
            <a href={`/desk/inbox/solved/${each.id}`}>{each.question}</a>
            <span class="soft">
              {dayAndTime(each.acceptedAt)}
              {each.stars === null ? '' : ` · ${t('packet.stars', { n: each.stars })}`}
              {each.comment ? ` · ${each.comment}` : ''}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
