import { dayAndTime } from '../dates.ts'
import { get } from '../http.ts'
import type { ForYou } from '../shapes.ts'
import { t } from '../texts.ts'
import { Icon, type IconName } from '../ui/icon.tsx'
import { Banner, Empty, More, Skeleton } from '../ui/parts.tsx'
import { usePaged } from '../ui/use-paged.ts'
import { TasksList } from '../tasks/tasks-list.tsx'
import { forYouVersion, readForYou, unreadForYou, whereOf } from './for-you.ts'

const PER_PAGE = 30
const ICONS: Record<ForYou['kind'], IconName> = {
  missed: 'clock',
  transferred: 'transfer',
  mentioned: 'at',
  returned: 'reply',
  published: 'checkCircle',
  woken: 'rotate',
  task_given: 'listChecks',
  task_due: 'clock',
  reviewed: 'checkCircle',
  review_answered: 'reply',
  set_away: 'alert',
  nobody_took: 'alert',
  low_rating: 'star',
  target_missed: 'clock',
}

/** What this person should see: newest first, until it is marked as seen. */
export function ForYouPage() {
  const list = usePaged(
    (page, stop) => get('/desk/for-you', { query: { page, perPage: PER_PAGE }, signal: stop }),
    (each) => each.id,
    [forYouVersion.value],
  )
  async function readAll(): Promise<void> {
    if (await readForYou(null)) list.again()
  }
  return (
    <div class="page page-narrow">
      <header class="page-head">
        <h1>{t('nav.forYou')}</h1>
        {unreadForYou.value > 0 ? (
          <button type="button" class="button" onClick={() => void readAll()}>
            <Icon name="checkCheck" /> {t('forYou.readAll')}
          </button>
        ) : null}
      </header>
      <TasksList />
      {list.problem ? <Banner tone="bad">{list.problem}</Banner> : null}
      {list.items === null ? (
        list.problem ? null : (
          <Skeleton rows={4} tall />
        )
      ) : list.items.length === 0 ? (
        <Empty icon="at" title={t('forYou.none')}>
          <p>{t('forYou.noneMore')}</p>
        </Empty>
      ) : (
        <ul class="for-you">
          {list.items.map((each) => (
            <Row key={each.id} item={each} />
          ))}
        </ul>
      )}
      {list.items ? (
        <More shown={list.items.length} total={list.last?.total ?? 0} busy={list.busy} onMore={list.more} />
      ) : null}
    </div>
  )
}

function Row({ item }: { item: ForYou }) {
  const where = whereOf(item)
  const about = item.task ?? item.answer?.question ?? item.conversation?.question
  const said = (
    <>
      <Icon name={ICONS[item.kind]} />
      <span class="for-you-text">
        <span class="for-you-what">
          {t(`forYou.${item.kind}`, { name: item.byName ?? '' })}
          {item.read ? null : <span class="count count-strong">{t('forYou.new')}</span>}
        </span>
        <span class="for-you-about break">{about ?? t('forYou.gone')}</span>
        <time class="soft" dateTime={item.at}>
          {dayAndTime(item.at)}
        </time>
      </span>
    </>
  )
  if (!where) return <li class="for-you-row">{said}</li>
  return (
    <li>
      <a
        class={`for-you-row ${item.read ? '' : 'for-you-new'}`}
        href={where}
        onClick={() => {
          if (!item.read) void readForYou([item.id])
        }}
      >
        {said}
      </a>
    </li>
  )
}
