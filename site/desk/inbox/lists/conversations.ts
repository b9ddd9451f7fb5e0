import type { AnswerOf } from '#desk-api'
import { batch, computed, signal } from '@preact/signals'
import type { ConversationSummary, DeskPresence, Notice, OperatorPresence } from '#protocol'
import { now } from '../../dates.ts'
import { get } from '../../http.ts'
import { againLater, ask, on, onResync } from '../../live.ts'
import { problemText } from '../../problems.ts'
import { me } from '../../session/session.ts'
import { labelFilter } from '../../labels/labels.ts'
import { dropOffer, hearChanged, hearGone, hearOffer, offers, putSummaries, summaries } from '../heard.ts'

export const VIEWS = ['queue', 'mine', 'waiting', 'solved', 'held', 'snoozed'] as const
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
  solved: (each) => each.state === 'solved',
}
const lastAt = (each: ConversationSummary) => each.lastMessage?.at ?? each.createdAt
const order: Record<View, (a: ConversationSummary, b: ConversationSummary) => number> = {
  queue: (a, b) =>
    b.priority - a.priority || (a.position ?? 1e9) - (b.position ?? 1e9) || a.createdAt.localeCompare(b.createdAt),
  // What is due first, stands first; among equals the newest words.
  mine: (a, b) => (a.due?.at ?? '9').localeCompare(b.due?.at ?? '9') || lastAt(b).localeCompare(lastAt(a)),
  waiting: (a, b) => (a.due?.at ?? '9').localeCompare(b.due?.at ?? '9') || a.createdAt.localeCompare(b.createdAt),
  solved: (a, b) => (b.solvedAt ?? '').localeCompare(a.solvedAt ?? ''),
  // What comes back first, stands first; what waits for the visitor alone, last.
  snoozed: (a, b) =>
    (a.snoozed?.until ?? '9').localeCompare(b.snoozed?.until ?? '9') || lastAt(b).localeCompare(lastAt(a)),
  held: (a, b) => b.createdAt.localeCompare(a.createdAt),
}

export const lists = computed<Record<View, ConversationSummary[]>>(() => {
  const all = [...summaries.value.values()]
  const of = (view: View) => all.filter(fits[view]).sort(order[view])
  return {
    queue: of('queue'),
    mine: of('mine'),
    waiting: of('waiting'),
    solved: of('solved'),
    held: of('held'),
    snoozed: of('snoozed'),
  }
})

/** A list as it is looked at: with a label chosen, only what has it. */
export const shownIn = (view: View): ConversationSummary[] => {
  const label = labelFilter.value
  return label ? lists.value[view].filter((each) => each.labels?.includes(label)) : lists.value[view]
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
  () => lists.value.queue.length + lists.value.mine.filter((each) => each.unread > 0).length,
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
}: Pick<ConversationSummary, 'id' | 'state' | 'held' | 'snoozed'>): string =>
  `/desk/inbox/${held ? 'held' : snoozed ? 'snoozed' : state === 'queued' ? 'queue' : state === 'active' ? 'mine' : state}/${id}`

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

export const keyOf = (view: View | 'all', q: string, label: string): string => `${view} ${label} ${q}`

/** Lists that are not pushed live (waiting, solved, a search) are read page by page. */
export async function loadView(view: View | 'all', page: number, q: string, label = ''): Promise<boolean> {
  const key = keyOf(view, q, label)
  const before = pages.peek()[key] ?? NO_PAGE
  const put = (part: Partial<PageOfList>) => {
    pages.value = { ...pages.peek(), [key]: { ...before, ...part } }
  }
  put({ busy: true })
  const answered = await get('/desk/conversations', { query: { view, q, label: label || undefined, page } })
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
