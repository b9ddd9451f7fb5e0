import { withQuery } from '../api.ts'
import { clockTime, dayKey, fullDay } from '../dates.ts'
import { get } from '../http.ts'
import { go, query } from '../routing.ts'
import { isTextKey, t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Banner, Empty, More, Skeleton } from '../ui/parts.tsx'
import type { AuditEntry } from '../shapes.ts'
import { useLoad } from '../ui/use-load.ts'
import { usePaged } from '../ui/use-paged.ts'
import { inWords } from './in-words.ts'

type People = readonly { id: string; name: string }[]
const KINDS = ['', 'access', 'people', 'site', 'library', 'conversations', 'privacy'] as const
const PER_PAGE = 50

/** Who did what, newest first, and whether anybody tampered with it. The filters stand in the address. */
export function AuditPage() {
  const filter = { kind: query.value.get('kind') ?? '', person: query.value.get('person') ?? '' }
  const log = usePaged(
    (page, stop) => get('/desk/audit', { query: { ...filter, perPage: PER_PAGE, page }, signal: stop }),
    (each) => each.seq,
    [filter.kind, filter.person],
  )
  const people = useLoad((stop) => get('/desk/people', { signal: stop }), []).value?.items ?? []
  const firstBroken = log.last?.firstBroken ?? null
  const set = (part: Partial<typeof filter>) => go(withQuery('/desk/audit', { ...filter, ...part }), { replace: true })
  return (
    <div class="page">
      <header class="page-head">
        <h1>{t('nav.audit')}</h1>
      </header>
      {log.problem ? <Banner tone="bad">{log.problem}</Banner> : null}
      {log.items ? <Chain firstBroken={firstBroken} /> : null}
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
          {people.map((each) => (
            <option key={each.id} value={each.id}>
              {each.name}
            </option>
          ))}
        </select>
      </div>
      {log.items === null ? (
        log.problem ? null : (
          <Skeleton rows={8} />
        )
      ) : log.items.length === 0 ? (
        <Empty icon="scroll" title={t('audit.empty')}>
          <p>{t('audit.emptyMore')}</p>
        </Empty>
      ) : (
        <Entries entries={log.items} people={people} firstBroken={firstBroken} />
      )}
      {log.items ? (
        <More shown={log.items.length} total={log.last?.total ?? 0} busy={log.busy} onMore={log.more} />
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
  entries: readonly AuditEntry[]
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

function Row({ entry, people, broken }: { entry: AuditEntry; people: People; broken: boolean }) {
  const act = `audit.act.${entry.act}`
  const more = inWords(entry.detail, (id) => people.find((each) => each.id === id)?.name)
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
function Thing({ entry, people }: { entry: AuditEntry; people: People }) {
  const { object, actor } = entry
  if (!object || object === actor?.id) return null
  const named = entry.detail?.question
  if (object.startsWith('ans_'))
    return <a href={`/desk/library/${object}`}>{typeof named === 'string' ? named : t('audit.seeAnswer')}</a>
  if (object.startsWith('cnv_')) return <a href={`/desk/inbox/solved/${object}`}>{t('audit.seeConversation')}</a>
  return <span class="break">{people.find((each) => each.id === object)?.name ?? object}</span>
}
