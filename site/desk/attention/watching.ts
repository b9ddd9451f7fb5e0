import { effect } from '@preact/signals'
import type { ConversationSummary } from '#protocol'
import { addressOf, byMail, inboxKnown, openOffers } from '../inbox/lists/conversations.ts'
import { summaries } from '../inbox/heard.ts'
import { currentId } from '../inbox/messages/messages.ts'
import { on } from '../live.ts'
import { me } from '../session/session.ts'
import { call } from './call.ts'
import { startTabs } from './tabs.ts'

/** A fact of a message comes before the list knows that it is unread. */
const READ_BY_THEN_MS = 700

const mine = (id: string): ConversationSummary | null => {
  const summary = summaries.peek().get(id)
  return summary && summary.operator?.id === me.peek()?.id && summary.state === 'active' ? summary : null
}
const isOpenHere = (id: string) => document.hasFocus() && currentId.peek() === id

/** Turns what is heard into calls. */
export function startAttention(): void {
  startTabs()

  const called = new Set<string>()
  effect(() => {
    const open = new Set(openOffers.value.map(({ conversation }) => conversation.id))
    for (const id of called) if (!open.has(id)) called.delete(id)
    for (const { conversation } of openOffers.value) {
      const { id } = conversation
      if (called.has(id)) continue
      called.add(id)
      call({
        kind: 'offer',
        key: `offer ${id}`,
        address: addressOf(conversation),
        words: conversation.question,
        waits: () => openOffers.peek().some((one) => one.conversation.id === id),
      })
    }
  })

  on('message:created', ({ message }) => {
    const { conversationId: id } = message
    if (message.author !== 'visitor' || !mine(id) || isOpenHere(id)) return
    // In another tab it may be read this very moment.
    setTimeout(() => {
      const summary = mine(id)
      if (!summary) return
      call({
        kind: 'message',
        key: `message ${id}`,
        address: addressOf(summary),
        words: message.text,
        waits: () => (mine(id)?.unread ?? 0) > 0 && !isOpenHere(id),
      })
    }, READ_BY_THEN_MS)
  })
  let before: number | null = null
  effect(() => {
    const now = byMail.value
    if (!inboxKnown.value) return
    if (before !== null && now > before)
      call({
        kind: 'left',
        key: 'left',
        address: '/desk/inbox/waiting',
        waits: () => byMail.peek() > 0,
      })
    before = now
  })
}
