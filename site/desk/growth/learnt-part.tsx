import { get, remove } from '../http.ts'
import { fullDay } from '../dates.ts'
import { problemText } from '../problems.ts'
import { leads } from '../session/session.ts'
import type { Learnt } from '../shapes.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Banner, Empty, More, Skeleton } from '../ui/parts.tsx'
import { say, sayThenDo } from '../ui/toasts.tsx'
import { usePaged } from '../ui/use-paged.ts'

/** Everything the matcher learnt by itself, with its source; each item can be removed. */
export function LearntPart() {
  const learnt = usePaged(
    (page, stop) => get('/desk/matching/learnt', { query: { page }, signal: stop }),
    (each) => each.id,
    [],
  )
  function forget(item: Learnt): void {
    const before = learnt.items
    const back = () => learnt.put(before)
    learnt.put(before?.filter((each) => each.id !== item.id) ?? null)
    sayThenDo(
      t('learnt.forgotten'),
      async () => {
        const answered = await remove('/desk/matching/learnt/{id}', { params: { id: item.id } })
        if (answered.ok) return
        back()
        say(problemText(answered.problem), { tone: 'bad' })
      },
      back,
    )
  }
  const items = learnt.items
  return (
    <section class="part">
      <p class="soft">{t('learnt.text')}</p>
      {learnt.problem ? <Banner tone="bad">{learnt.problem}</Banner> : null}
      {items === null ? (
        learnt.problem ? null : (
          <Skeleton rows={6} />
        )
      ) : items.length === 0 ? (
        <Empty icon="leaf" title={t('learnt.empty')}>
          <p>{t('learnt.emptyMore')}</p>
        </Empty>
      ) : (
        <ul class="phrasings">
          {items.map((each) => (
            <li key={each.id}>
              <div class="facts">
                <span>
                  <q>{each.question}</q> {t(`learnt.${each.effect}`)}{' '}
                  {each.answerId ? <a href={`/desk/library/${each.answerId}`}>{each.answer ?? each.answerId}</a> : null}
                </span>
                <span class="soft learnt-source">
                  {each.source === 'visitors' ? t('learnt.visitors', { n: each.visitors }) : t('learnt.operators')} ·{' '}
                  {fullDay(each.lastAt)}
                </span>
              </div>
              {leads.value ? (
                <button
                  type="button"
                  class="button-icon"
                  aria-label={t('learnt.forget', { question: each.question })}
                  onClick={() => forget(each)}
                >
                  <Icon name="trash" />
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      {items ? (
        <More shown={items.length} total={learnt.last?.total ?? 0} busy={learnt.busy} onMore={learnt.more} />
      ) : null}
    </section>
  )
}
