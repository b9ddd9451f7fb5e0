import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { read, withQuery } from '../api.ts'
import { clockTime, dayKey, fullDay } from '../dates.ts'
import { problemText } from '../problems.ts'
import { go, query } from '../routing.ts'
import { isTextKey, t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Banner, Empty, More, Skeleton } from '../ui/parts.tsx'
import { type Detail, inWords } from './in-words.ts'

interface Entry {
  seq: number
  at: string
  act: string
  actor: { id: string; name: string } | null
  address: string
  object: string | null
  detail: Detail | null
}
interface Log {
  items: Entry[]
  total: number
  firstBroken: number | null
}
type People = readonly { id: string; name: string }[]
const KINDS = ['', 'access', 'people', 'site', 'library', 'privacy'] as const
const PER_PAGE = 50

/** Who did what, newest first, and whether anybody tampered with it. The filters stand in the address. */
export function AuditPage() {
  const items = useSignal<readonly Entry[] | null>(null)
  const total = useSignal(0)
  const page = useSignal(1)
  const firstBroken = useSignal<number | null>(null)
  const busy = useSignal(false)
  const problem = useSignal<string | null>(null)
  const people = useSignal<People>([])
  const filter = { kind: query.value.get('kind') ?? '', person: query.value.get('person') ?? '' }
  const address = withQuery('/api/desk/audit', { ...filter, perPage: PER_PAGE })
  async function load(which: number): Promise<void> {
    busy.value = true
    const answered = await read<Log>(withQuery('/api/desk/audit', { ...filter, perPage: PER_PAGE, page: which }))
    busy.value = false
    problem.value = answered.ok ? null : problemText(answered.problem)
    if (!answered.ok) return
    // Somebody may have done something in between: what moved to the next page is not shown twice.
    const known = which === 1 ? [] : (items.peek() ?? [])
    const oldest = known.at(-1)?.seq ?? Number.POSITIVE_INFINITY
    items.value = [...known, ...answered.value.items.filter((each) => each.seq < oldest)]
    total.value = answered.value.total
    firstBroken.value = answered.value.firstBroken
    page.value = which
  }
  useEffect(() => void load(1), [address])
  useEffect(() => {
    void read<{ items: People }>('/api/desk/people').then(
      (answered) => answered.ok && (people.value = answered.value.items),
    )
  }, [])
  const set = (part: Partial<typeof filter>) => go(withQuery('/desk/audit', { ...filter, ...part }), { replace: true })
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t('nav.audit')}</h1>
      </header>
      {problem.value ? <Banner tone="bad">{problem.value}</Banner> : null}
      {items.value ? <Chain firstBroken={firstBroken.value} /> : null}
      <div class="filters">
        <select
          class="input input-small"
          aria-label={t('audit.kind')}
          value={filter.kind}
          onChange={(event) => set({ kind: event.currentTarget.value })}
        >
          {KINDS.map((value) => (
            <option key={value} value={value}>
              {t(value === '' ? 'audit.anything' : `audit.kind.${value}`)}
            </option>
          ))}
        </select>
        <select
          class="input input-small"
          aria-label={t('audit.person')}
          value={filter.person}
          onChange={(event) => set({ person: event.currentTarget.value })}
        >
          <option value="">{t('audit.anybody')}</option>
          {people.value.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </select>
      </div>
      {items.value === null ? (
        problem.value ? null : (
          <Skeleton rows={8} />
        )
      ) : items.value.length === 0 ? (
        <Empty icon="scroll" title={t('audit.empty')}>
          <p>{t('audit.emptyMore')}</p>
        </Empty>
      ) : (
        <Entries entries={items.value} people={people.value} firstBroken={firstBroken.value} />
      )}
      {items.value ? (
        <More
          shown={items.value.length}
          total={total.value}
          busy={busy.value}
          onMore={() => void load(page.value + 1)}
        />
      ) : null}
    </div>
  )
}

/** Every entry carries the hash of the one before it: what that says, in one sentence. */
function Chain({ firstBroken }: { firstBroken: number | null }) {
  return firstBroken === null ? (
    <Banner tone="good">
      <p>{t('audit.whole')}</p>
    </Banner>
  ) : (
    <Banner tone="bad">
      <p>
        <strong>{t('audit.broken', { seq: firstBroken })}</strong>
      </p>
      <p>{t('audit.brokenMore')}</p>
    </Banner>
  )
}

function Entries({
  entries,
  people,
  firstBroken,
}: {
  entries: readonly Entry[]
  people: People
  firstBroken: number | null
}) {
  const days = Map.groupBy(entries, (each) => dayKey(each.at))
  return (
    <>
      {[...days].map(([day, ofDay]) => (
        <section key={day} class="audit-day">
          <h2>{fullDay(ofDay[0]?.at ?? '')}</h2>
          <ol class="audit">
            {ofDay.map((each) => (
              <Row key={each.seq} entry={each} people={people} broken={each.seq === firstBroken} />
            ))}
          </ol>
        </section>
      ))}
    </>
  )
}

function Row({ entry, people, broken }: { entry: Entry; people: People; broken: boolean }) {
  const act = `audit.act.${entry.act}`
  const more = inWords(entry.detail)
  return (
    <li class={broken ? 'audit-broken' : ''}>
      <time dateTime={entry.at}>{clockTime(entry.at)}</time>
      <span class="audit-what">
        <strong>{isTextKey(act) ? t(act) : entry.act}</strong> <Thing entry={entry} people={people} />
        {more.length > 0 ? <span class="soft"> {more.join(' · ')}</span> : null}
        {broken ? (
          <span class="chip chip-bad">
            <Icon name="alert" /> {t('audit.brokenHere')}
          </span>
        ) : null}
      </span>
      <span class="audit-who">
        {entry.actor?.name || t('audit.nobody')} <span class="soft">{entry.address}</span>
      </span>
      <span class="audit-seq">№ {entry.seq}</span>
    </li>
  )
}

/** What it was done to: an answer can be opened, a person has a name. */
function Thing({ entry, people }: { entry: Entry; people: People }) {
  const { object, actor } = entry
  if (!object || object === actor?.id) return null
  if (object.startsWith('ans_')) return <a href={`/desk/library/${object}`}>{t('audit.seeAnswer')}</a>
  return <span class="break">{people.find((each) => each.id === object)?.name ?? object}</span>
}
