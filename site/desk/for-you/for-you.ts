import { batch, effect, signal } from '@preact/signals'
import type { ForYouKind } from '#protocol'
import { call } from '../attention/call.ts'
import type { Kind } from '../attention/preferences.ts'
import { get, post } from '../http.ts'
import { addressOf } from '../inbox/lists/conversations.ts'
import { currentId } from '../inbox/messages/messages.ts'
import { on, onResync } from '../live.ts'
import type { ForYou } from '../shapes.ts'
import { tasksVersion } from '../tasks/tasks.ts'

/** How much this person has not looked at yet. */
export const unreadForYou = signal(0)
/** Whether anything was ever there: until then the desk shows nothing of it. */
export const anyForYou = signal(false)
/** Bumped when the list is another one. */
export const forYouVersion = signal(0)

/** A hint may be lost with the node that owed it; what stands in the list is not. */
const LOOK_MS = 60_000
const NEWEST = 10

const CALLS: Partial<Record<ForYouKind, Kind>> = {
  transferred: 'transfer',
  mentioned: 'mention',
  returned: 'returned',
  woken: 'woken',
  task_given: 'task',
  task_due: 'task',
}

export const whereOf = ({
  kind,
  conversation,
  answer,
}: Pick<ForYou, 'kind' | 'conversation' | 'answer'>): string | null => {
  if (kind === 'reviewed') return '/desk/reviews'
  if (kind === 'review_answered') return '/desk/team/quality'
  if (answer) return `/desk/library/${answer.id}`
  return conversation ? addressOf({ id: conversation.id, state: conversation.state as 'active' }) : null
}

/** The newest this tab has seen; what is newer calls. */
let seen: string | null = null
/** What is told of conversations and not seen yet, as far as the newest say. */
const untold = signal<readonly ForYou[]>([])

async function look(): Promise<void> {
  const [answered, tasks] = await Promise.all([
    get('/desk/for-you', { query: { page: 1, perPage: NEWEST } }),
    get('/desk/tasks', { query: { whose: 'all', page: 1, perPage: 1 } }),
  ])
  if (!answered.ok) return
  const { items, total, unread } = answered.value
  const before = seen
  seen = items[0]?.at ?? seen ?? ''
  batch(() => {
    unreadForYou.value = unread
    anyForYou.value = total > 0 || (tasks.ok && tasks.value.total > 0)
    forYouVersion.value += 1
    untold.value = items.filter((each) => !each.read && each.conversation !== null)
  })
  if (before === null) return
  for (const item of items) if (item.at > before && !item.read) tell(item)
}

function tell(item: ForYou): void {
  const kind = CALLS[item.kind]
  const address = whereOf(item)
  if (!kind || !address) return
  const isOpenHere = () => document.hasFocus() && item.conversation?.id === currentId.peek()
  if (isOpenHere()) return
  call({
    kind,
    key: `for-you ${item.id}`,
    address,
    words: item.task ?? item.conversation?.question ?? item.answer?.question ?? '',
    waits: () => unreadForYou.peek() > 0 && !isOpenHere(),
  })
}

export async function readForYou(ids: string[] | null): Promise<boolean> {
  const answered = await post('/desk/for-you/read', { body: { ids } })
  if (answered.ok) unreadForYou.value = answered.value.unread
  return answered.ok
}

export function startForYou(): void {
  // With the first task the list has its place.
  tasksVersion.subscribe((version) => version > 0 && void look())
  onResync(() => void look())
  on('for-you:changed', () => void look())
  // Whoever looks at the conversation has seen what was told of it, whichever way they came.
  effect(() => {
    const open = currentId.value
    const ids = untold.value.filter((each) => open !== null && each.conversation?.id === open).map(({ id }) => id)
    if (ids.length === 0 || !document.hasFocus()) return
    untold.value = untold.peek().filter((each) => !ids.includes(each.id))
    void readForYou(ids)
  })
  setInterval(() => {
    if (document.visibilityState === 'visible') void look()
  }, LOOK_MS)
}
