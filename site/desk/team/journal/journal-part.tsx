import { JOURNAL_KINDS, type JournalEntry, type JournalKind } from '#protocol'
import { type Answered, withQuery } from '../../api.ts'
import { dayAndTime } from '../../dates.ts'
import { get } from '../../http.ts'
import { go, query } from '../../routing.ts'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { Banner, Choice, Empty, More, Skeleton } from '../../ui/parts.tsx'
import { say } from '../../ui/toasts.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useLoad } from '../../ui/use-load.ts'
import { usePaged } from '../../ui/use-paged.ts'
import { csvOf, saveAs } from '../csv.ts'
import { besideOf, kindOf } from './entry-words.ts'
import { VisitsPart } from './visits-part.tsx'

const DAYS = ['7', '28', '90', '365'] as const
const PER_PAGE = 50
const AT_ONCE = 100
/** No spreadsheet is read further. */
const MOST_SAVED = 10_000
const VISITS = 'visits'

/** What is asked for, as it stands in the address. */
function asked() {
  const of = (name: string) => query.value.get(name) ?? ''
  return {
    kind: of('kind') === VISITS ? VISITS : (kindOf(of('kind')) ?? ''),
    person: of('person'),
    conversation: of('conversation'),
    q: of('q'),
    days: DAYS.find((each) => each === of('days')) ?? '7',
  } as const
}
type Asked = ReturnType<typeof asked>

const queryOf = ({ kind, person, conversation, q, days }: Asked) => ({
  ...(kind && kind !== VISITS ? { kind } : {}),
  ...(person ? { person } : {}),
  ...(conversation ? { conversation } : {}),
  ...{ q, days },
})

/** Everything that happened to conversations and to those who answer them. */
export function JournalPart() {
  const filter = asked()
  const set = (part: Partial<Asked>) => go(withQuery('/desk/team/journal', { ...filter, ...part }), { replace: true })
  return (
    <section class="part">
      {filter.conversation ? (
        <p>
          {t('journal.ofOne')} <a href={`/desk/inbox/solved/${filter.conversation}`}>{t('audit.seeConversation')}</a> ·{' '}
          <a href="/desk/team/journal">{t('journal.seeAll')}</a>
        </p>
      ) : (
        <Filters filter={filter} set={set} />
      )}
      {filter.kind === VISITS ? <VisitsPart days={filter.days} /> : <Entries filter={filter} />}
      <p class="soft">{t('journal.note')}</p>
    </section>
  )
}

function Filters({ filter, set }: { filter: Asked; set: (part: Partial<Asked>) => void }) {
  const people = useLoad((stop) => get('/desk/people', { signal: stop }), []).value?.items ?? []
  const kinds = Object.keys(JOURNAL_KINDS) as JournalKind[]
  return (
    <div class="filters">
      <select
        class="input input-small"
        aria-label={t('journal.kind')}
        value={filter.kind}
        onChange={({ currentTarget }) => set({ kind: currentTarget.value as Asked['kind'] })}
      >
        {(['', ...kinds, VISITS] as const).map((each) => (
          <option key={each} value={each}>
            {t(each === '' ? 'journal.kind.all' : `journal.kind.${each}`)}
          </option>
        ))}
      </select>
      {filter.kind === VISITS ? null : (
        <>
          <select
            class="input input-small"
            aria-label={t('journal.person')}
            value={filter.person}
            onChange={({ currentTarget }) => set({ person: currentTarget.value })}
          >
            <option value="">{t('audit.anybody')}</option>
            {people.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
          </select>
          <input
            type="search"
            class="input input-small"
            aria-label={t('journal.search')}
            placeholder={t('journal.search')}
            value={filter.q}
            onChange={({ currentTarget }) => set({ q: currentTarget.value.trim() })}
          />
        </>
      )}
      <Choice
        label={t('growth.period')}
        value={filter.days}
        options={DAYS.map((value) => ({ value, text: t('growth.days', { n: Number(value) }) }))}
        onChoose={(days) => set({ days })}
      />
    </div>
  )
}

function Entries({ filter }: { filter: Asked }) {
  const saving = useAction(() => readAll(filter), { toast: true })
  const entries = usePaged(
    (page, stop) => get('/desk/journal', { query: { ...queryOf(filter), perPage: PER_PAGE, page }, signal: stop }),
    (each) => each.id,
    [JSON.stringify(filter)],
  )
  const total = entries.last?.total ?? 0
  return (
    <>
      {entries.problem ? <Banner tone="bad">{entries.problem}</Banner> : null}
      <section class="card">
        <div class="part-head">
          <h2>{t('journal.title')}</h2>
          {total > 0 ? (
            <button
              type="button"
              class="button button-small button-quiet"
              disabled={saving.busy}
              onClick={() => void saving.run().then((read) => read && save(filter, read.value))}
            >
              <Icon name="download" /> {t('team.csv')}
            </button>
          ) : null}
        </div>
        {entries.items === null ? (
          entries.problem ? null : (
            <Skeleton rows={8} />
          )
        ) : entries.items.length === 0 ? (
          <Empty icon="scroll" title={t('journal.empty')}>
            <p>{t('journal.emptyMore')}</p>
          </Empty>
        ) : (
          <table class="table table-stacks journal">
            <thead>
              <tr>
                {(['when', 'who', 'what', 'conversation'] as const).map((each) => (
                  <th scope="col" key={each}>
                    {t(`journal.${each}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {entries.items.map((each) => (
                <Row key={each.id} entry={each} />
              ))}
            </tbody>
          </table>
        )}
      </section>
      {entries.items ? (
        <More shown={entries.items.length} total={total} busy={entries.busy} onMore={entries.more} />
      ) : null}
    </>
  )
}

function Row({ entry }: { entry: JournalEntry }) {
  const { at, act, person, conversation, question } = entry
  const beside = besideOf(entry)
  return (
    <tr>
      <td data-label={t('journal.when')}>
        <time dateTime={at}>{dayAndTime(at)}</time>
      </td>
      <td data-label={t('journal.who')}>{person ?? t('team.none')}</td>
      <td data-label={t('journal.what')}>
        {t(`journal.act.${act}`)}
        {beside.length > 0 ? <span class="soft team-more">{beside.join(' · ')}</span> : null}
      </td>
      <td data-label={t('journal.conversation')}>
        {conversation === null ? (
          t('team.none')
        ) : question === null ? (
          <span class="soft">{t('journal.erased')}</span>
        ) : (
          <a href={`/desk/inbox/solved/${conversation}`}>{question}</a>
        )}
      </td>
    </tr>
  )
}

/** Everything of the selection, page after page. */
async function readAll(filter: Asked): Promise<Answered<JournalEntry[]>> {
  const found: JournalEntry[] = []
  for (let page = 1; found.length < MOST_SAVED; page += 1) {
    const answered = await get('/desk/journal', { query: { ...queryOf(filter), perPage: AT_ONCE, page } })
    if (!answered.ok) return answered
    found.push(...answered.value.items)
    if (answered.value.items.length < AT_ONCE) break
  }
  return { ok: true, value: found }
}

function save(filter: Asked, found: readonly JournalEntry[]): void {
  const head = (['when', 'who', 'what', 'more', 'conversation'] as const).map((each) => t(`journal.${each}`))
  const lines = found.map((entry) => [
    entry.at,
    entry.person,
    t(`journal.act.${entry.act}`),
    besideOf(entry).join(' · '),
    entry.question ?? entry.conversation,
  ])
  saveAs(`journal-${filter.days}.csv`, 'text/csv', csvOf([head, ...lines]))
  if (found.length >= MOST_SAVED) say(t('journal.savedSome', { n: found.length }))
}
