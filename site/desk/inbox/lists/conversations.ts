import type { AnswerOf } from '#desk-api'
import { batch, computed, type ReadonlySignal, signal } from '@preact/signals'
import type { ConversationSummary, DeskPresence, Notice, OperatorPresence } from '#protocol'
import { now } from '../../dates.ts'
import { get } from '../../http.ts'
import { againLater, ask, on, onResync } from '../../live.ts'
import { problemText } from '../../problems.ts'
import { leads, me } from '../../session/session.ts'
import { asksServer, filter, filterKey, fitsFilter } from '../../filters/filters.ts'
import { dropOffer, hearChanged, hearGone, hearOffer, offers, putSummaries, summaries } from '../heard.ts'

export const VIEWS = ['queue', 'mine', 'waiting', 'solved', 'held', 'snoozed', 'open'] as const
export type View = (typeof VIEWS)[number]

export const presence = signal<DeskPresence | null>(null)
export const operators = signal<readonly OperatorPresence[]>([])
/** Left by mail and not answered yet, by anybody. */
export const byMail = signal(0)
/** To be looked at before they wait for anybody: where nothing is, nothing is shown of it. */
export const heldBack = signal(0)
export const notices = signal<readonly Notice[]>([])
/** False until the first resync has answered: lists show a skeleton, not "empty". */
export const inboxKnown = signal(false)

const isMine = (each: ConversationSummary) => each.operator !== null && each.operator.id === me.value?.id

const fits: Record<View, (each: ConversationSummary) => boolean> = {
  queue: (each) => each.state === 'queued',
  mine: (each) => each.state === 'active' && isMine(each) && !each.snoozed,
  snoozed: (each) => each.state === 'active' && isMine(each) && each.snoozed !== undefined,
  waiting: (each) => each.state === 'waiting' && !each.held,
  held: (each) => each.held !== undefined,
  open: (each) => each.state === 'active',
  solved: (each) => each.state === 'solved',
}
const lastAt = (each: ConversationSummary) => each.lastMessage?.at ?? each.createdAt
/** Moments are written so that their letters stand in the order of time: of thousands of rows that is told far quicker than by language. */
const up = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
const dueAt = (each: ConversationSummary) => each.due?.at ?? '9'
const nameOf = (each: ConversationSummary) => (each.operator ? `${each.operator.name} ${each.operator.id}` : '')
const order: Record<View, (a: ConversationSummary, b: ConversationSummary) => number> = {
  queue: (a, b) => b.priority - a.priority || (a.position ?? 1e9) - (b.position ?? 1e9) || up(a.createdAt, b.createdAt),
  // What is due first, stands first; among equals the newest words.
  mine: (a, b) => up(dueAt(a), dueAt(b)) || up(lastAt(b), lastAt(a)),
  waiting: (a, b) => up(dueAt(a), dueAt(b)) || up(a.createdAt, b.createdAt),
  solved: (a, b) => up(b.solvedAt ?? '', a.solvedAt ?? ''),
  // What comes back first, stands first; what waits for the visitor alone, last.
  snoozed: (a, b) => up(a.snoozed?.until ?? '9', b.snoozed?.until ?? '9') || up(lastAt(b), lastAt(a)),
  held: (a, b) => up(b.createdAt, a.createdAt),
  // Person by person.
  open: (a, b) => up(nameOf(a), nameOf(b)) || up(dueAt(a), dueAt(b)) || up(lastAt(b), lastAt(a)),
}

/** Each list by itself: only those somebody looks at are sorted when something changes. */
const sorted = (view: View) => computed(() => [...summaries.value.values()].filter(fits[view]).sort(order[view]))
export const lists: Record<View, ReadonlySignal<ConversationSummary[]>> = {
  queue: sorted('queue'),
  mine: sorted('mine'),
  waiting: sorted('waiting'),
  solved: sorted('solved'),
  open: sorted('open'),
  held: sorted('held'),
  snoozed: sorted('snoozed'),
}

/** A list as it is looked at: narrowed where somebody has narrowed it. */
export const shownIn = (view: View): ConversationSummary[] => {
  const all = lists[view].value
  if (asksServer.value) {
    // Only the server knows what fits: what it listed, as it stands now.
    const listed = new Set(pages.value[keyOf(view, '', filterKey.value)]?.ids)
    return all.filter(({ id }) => listed.has(id))
  }
  return all.filter(fitsFilter)
}

export const openOffers = computed(() =>
  [...offers.value]
    .filter(([, until]) => until > now.value)
    .flatMap(([id, until]) => {
      const conversation = summaries.value.get(id)
      return conversation ? [{ conversation, until }] : []
    }),
)

/** What waits for this person: unread conversations of theirs, and the queue. Shown in the title of the tab. */
export const waitingCount = computed(
  () => lists.queue.value.length + lists.mine.value.filter((each) => each.unread > 0).length,
)

async function resyncInbox(): Promise<void> {
  const ack = await ask('inbox:resync', {})
  if (!ack.ok) return againLater(ack, () => void resyncInbox())
  const here = new Set([...ack.queue, ...ack.mine].map((each) => each.id))
  batch(() => {
    // What the server no longer lists as queued or mine has moved on while we were away.
    const kept = [...summaries.peek().values()].filter(
      (each) => here.has(each.id) || !(each.state === 'queued' || (each.state === 'active' && isMine(each))),
    )
    summaries.value = new Map(kept.map((each) => [each.id, each]))
    putSummaries([...ack.queue, ...ack.mine])
    presence.value = ack.me
    operators.value = ack.operators
    byMail.value = ack.byMail ?? 0
    heldBack.value = ack.held ?? 0
    notices.value = ack.notices
    inboxKnown.value = true
    const made = [...ack.queue, ...ack.mine].filter((each) => each.offeredTo?.id === me.peek()?.id)
    offers.value = new Map(made.map((each) => [each.id, Date.parse(each.offeredTo?.until ?? '')]))
  })
}

export function startInbox(): void {
  onResync(() => void resyncInbox())
  on('conversation:changed', ({ conversation }) => hearChanged(conversation, me.peek()?.id))
  on('conversation:gone', ({ conversationId, rev }) => hearGone(conversationId, rev))
  on('offer:made', ({ conversation, untilMs }) => hearOffer(conversation, untilMs, me.peek()?.id))
  on('offer:expired', ({ conversationId }) => dropOffer(conversationId))
  on('presence:changed', (fact) => {
    if (fact.me) presence.value = fact.me
    operators.value = fact.operators
    if (fact.byMail !== undefined) byMail.value = fact.byMail
    if (fact.held !== undefined) heldBack.value = fact.held
  })
  on('notices:changed', (fact) => {
    notices.value = fact.notices
  })
}

/** Where a conversation is looked at: the list it stands in. */
export const addressOf = ({
  id,
  state,
  held,
  snoozed,
  operator,
}: Pick<ConversationSummary, 'id' | 'state' | 'held' | 'snoozed'> &
  Partial<Pick<ConversationSummary, 'operator'>>): string => {
  const theirs = operator && operator.id !== me.peek()?.id && leads.peek()
  const active = theirs ? 'open' : snoozed ? 'snoozed' : 'mine'
  return `/desk/inbox/${held ? 'held' : state === 'queued' ? 'queue' : state === 'active' ? active : state}/${id}`
}

export type Matched = NonNullable<AnswerOf<'/desk/conversations', 'get'>['items'][number]['match']>

interface PageOfList {
  loaded: number
  total: number
  ids: readonly string[]
  /** Of a search: what of each was found. */
  matches: ReadonlyMap<string, Matched>
  busy: boolean
  problem: string | null
}
const NO_PAGE: PageOfList = { loaded: 0, total: 0, ids: [], matches: new Map(), busy: false, problem: null }
export const pages = signal<Record<string, PageOfList>>({})

export const keyOf = (view: View | 'all', q: string, filterKey: string): string => `${view} ${filterKey} ${q}`

/** Of a list; words are looked for in fewer, since each is looked through. */
const ROWS_AT_ONCE = 60
const FOUND_AT_ONCE = 30

/** Lists that are not pushed live (everyone’s, waiting, solved, a search, what only the server can narrow) are read page by page. */
export async function loadView(view: View | 'all', page: number, q: string): Promise<boolean> {
  const key = keyOf(view, q, filterKey.peek())
  const before = pages.peek()[key] ?? NO_PAGE
  const put = (part: Partial<PageOfList>) => {
    pages.value = { ...pages.peek(), [key]: { ...before, ...part } }
  }
  put({ busy: true })
  const perPage = q ? FOUND_AT_ONCE : ROWS_AT_ONCE
  const answered = await get('/desk/conversations', { query: { ...filter.peek(), view, q, page, perPage } })
  if (!answered.ok) {
    put({ busy: false, problem: problemText(answered.problem) })
    return false
  }
  const { items, total } = answered.value
  const known = page === 1 ? NO_PAGE : before
  batch(() => {
    putSummaries(items)
    put({
      loaded: page,
      total,
      ids: [...known.ids, ...items.map((each) => each.id)],
      matches: new Map([...known.matches, ...items.flatMap(({ id, match }) => (match ? [[id, match] as const] : []))]),
      busy: false,
      problem: null,
    })
  })
  return true
}
