import { drafts, places, presence } from './checker-presence.ts'
import { apart, byShop, type Shops } from './several-shops/apart.ts'
import type { Broken, Violation } from './violation.ts'
import type { Entry, Shown } from './recorder.ts'
import type { Stored, StoredMessage } from './stored.ts'

/**
 * The one program that judges a run: what clients were told (log), what they show (shown) and what is on disk (stored).
 * It trusts none of the three; each promise is a comparison of two of them.
 */
export function check(
  log: readonly Entry[],
  shown: readonly Shown[],
  stored: Stored,
  owners: ReadonlyMap<string, string>,
  shops: Shops = new Map(),
): Violation[] {
  const found: Violation[] = []
  const broken = (promise: Violation['promise'], what: string) => void found.push({ promise, what })
  const byConversation = Map.groupBy(stored.messages, (message) => message.conversationId)
  const byKey = new Map(
    stored.messages.map((message) => [`${message.conversationId}/${message.clientMessageId}`, message]),
  )

  // I1: what was acknowledged is there, once, byte for byte; what is there was said by somebody.
  const copies = new Map<string, number>()
  for (const message of stored.messages) {
    const key = `${message.conversationId}/${message.clientMessageId}`
    copies.set(key, (copies.get(key) ?? 0) + 1)
  }
  for (const [key, count] of copies) if (count > 1) broken('I1', `${key} is stored ${count} times`)
  for (const entry of log) {
    if (entry.what !== 'ok') continue
    const message = byKey.get(`${entry.conversationId}/${entry.key}`)
    if (!message) broken('I1', `${entry.actor} was told that ${entry.key} is sent, and it is not stored`)
    else if (message.text !== entry.text) broken('I1', `${entry.key} is stored with another text`)
    else if (message.seq !== entry.seq || message.id !== entry.id)
      broken('I2', `${entry.key} was acknowledged as ${entry.seq} and is ${message.seq}`)
  }
  const said = Map.groupBy(
    log.filter((entry): entry is Extract<Entry, { what: 'invoke' | 'unknown' }> => entry.what === 'invoke'),
    (entry) => entry.key,
  )
  for (const message of stored.messages) {
    if (message.author === 'system') continue
    const words = said.get(message.clientMessageId)
    if (!words) broken('I1', `${message.clientMessageId} is stored and nobody said it`)
    else if (!words.some((entry) => entry.text === message.text))
      broken('I1', `${message.clientMessageId} is stored with words nobody said`)
  }

  // I2: one name, one message, whatever the number of answers.
  const answers = Map.groupBy(
    log.filter((entry) => entry.what === 'ok'),
    (entry) => `${entry.actor.split('__')[0]}/${entry.key}`,
  )
  for (const [key, all] of answers)
    if (new Set(all.map((entry) => `${entry.id}/${entry.seq}`)).size > 1)
      broken('I2', `${key} was answered in several ways`)

  // I3: 1…n without a gap.
  for (const conversation of stored.conversations) {
    const messages = byConversation.get(conversation.id) ?? []
    const seqs = messages.map((message) => message.seq).sort((a, b) => a - b)
    if (seqs.some((seq, i) => seq !== i + 1)) broken('I3', `${conversation.id} holds ${seqs.join(' ')}`)
    if (conversation.lastSeq !== messages.length)
      broken('I3', `${conversation.id} says it ends at ${conversation.lastSeq} and holds ${messages.length}`)
  }
  sendersOrder(log, broken)

  // I4, I5: what each client shows is what is stored, and nothing is still being sent.
  for (const client of shown) {
    if (client.sending > 0) broken('I5', `${client.actor} still shows ${client.sending} as sending`)
    for (const [id, list] of client.lists) {
      const truth = (byConversation.get(id) ?? []).filter(
        (message) => client.role !== 'visitor' || message.kind !== 'note',
      )
      const differs =
        list.length !== truth.length ||
        truth.some((message, i) => list[i]?.seq !== message.seq || list[i]?.text !== message.text)
      if (differs) broken('I4', `${client.actor} shows ${ranges(list)} of ${id}, which holds ${ranges(truth)}`)
    }
  }

  // I7: who holds a conversation is one person at a time.
  for (const [id, messages] of byConversation) holders(id, messages, log, broken)
  for (const shop of byShop({ log, shown, stored }, shops)) {
    places(shop.shown, shop.stored, broken)
    presence(shop.log, broken)
  }
  apart(log, stored, shops, broken)
  drafts(log, stored, broken)

  // I9: nobody heard what was not theirs.
  const visitorOf = new Map(stored.conversations.map((conversation) => [conversation.id, conversation.visitorId]))
  const roles = new Map(shown.map((client) => [client.actor, client.role]))
  for (const entry of log) {
    if (entry.what === 'told') {
      const role = roles.get(entry.actor)
      if (role === 'visitor' && owners.get(entry.actor) !== visitorOf.get(entry.conversationId))
        broken('I9', `visitor ${entry.actor} was told ${entry.event} of a stranger's ${entry.conversationId}`)
      if (
        role === 'operator' &&
        entry.holder !== null &&
        entry.holder !== entry.actor &&
        !everHeld(byConversation.get(entry.conversationId) ?? [], entry.actor)
      ) {
        broken('I9', `${entry.actor} was told ${entry.event} of ${entry.conversationId}, which ${entry.holder} holds`)
      }
    }
    if (entry.what !== 'heard') continue
    const role = roles.get(entry.actor)
    if (role === 'visitor') {
      if (entry.kind === 'note') broken('I9', `visitor ${entry.actor} heard a note`)
      if (owners.get(entry.actor) !== visitorOf.get(entry.conversationId))
        broken('I9', `visitor ${entry.actor} heard a stranger's ${entry.conversationId}`)
    } else if (role === 'operator') {
      const messages = byConversation.get(entry.conversationId) ?? []
      const holder = holderAt(messages, entry.seq)
      if (holder !== null && holder !== entry.actor && !joinedAfter(messages, entry))
        broken('I9', `${entry.actor} heard seq ${entry.seq} of ${entry.conversationId}, which ${holder} holds`)
    }
  }
  return found
}

/** `1–4 6`: short enough to read. */
function ranges(list: readonly { seq: number }[]): string {
  const parts: [number, number][] = []
  for (const { seq } of list) {
    const last = parts.at(-1)
    if (last && seq === last[1] + 1) last[1] = seq
    else parts.push([seq, seq])
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(' ') || 'nothing'
}

/** What one sender said one after the other, each after the last was acknowledged, stands in that order. */
function sendersOrder(log: readonly Entry[], broken: Broken): void {
  const last = new Map<string, { seq: number; key: string }>()
  const seen = new Set<string>()
  for (const entry of log) {
    if (entry.what !== 'ok' || seen.has(`${entry.actor}/${entry.key}`)) continue
    seen.add(`${entry.actor}/${entry.key}`)
    const before = last.get(`${entry.actor}/${entry.conversationId}`)
    if (before && entry.seq <= before.seq)
      broken('I3', `${entry.actor} said ${entry.key} after ${before.key}, and it stands before it`)
    last.set(`${entry.actor}/${entry.conversationId}`, { seq: entry.seq, key: entry.key })
  }
}

const JOINS = new Set(['operator_joined', 'transferred', 'taken_over', 'reopened'])
const eventOf = (message: StoredMessage) =>
  message.event ? (JSON.parse(message.event) as { code: string; values?: { operator?: string } }) : null

/** Actors are named as their operators are, so the conversation's own events say who held it when `seq` was said. */
function holderAt(messages: readonly StoredMessage[], seq: number): string | null {
  let holder: string | null = null
  for (const message of messages) {
    if (message.seq > seq) break
    const event = eventOf(message)
    if (event && JOINS.has(event.code)) holder = event.values?.operator ?? null
  }
  return holder
}

const everHeld = (messages: readonly StoredMessage[], operator: string): boolean =>
  messages.some((message) => JOINS.has(eventOf(message)?.code ?? '') && eventOf(message)?.values?.operator === operator)

/** What was said before somebody took over is told to them too, when its sender, not knowing that it is stored, sends it again. */
const joinedAfter = (
  messages: readonly StoredMessage[],
  { actor, seq, at }: { actor: string; seq: number; at: number },
): boolean =>
  messages.some(
    (message) =>
      message.seq > seq &&
      Date.parse(message.sentAt) <= at &&
      JOINS.has(eventOf(message)?.code ?? '') &&
      eventOf(message)?.values?.operator === actor,
  )

function holders(id: string, messages: readonly StoredMessage[], log: readonly Entry[], broken: Broken): void {
  const joined = new Set<string>()
  let holder: string | null = null
  for (const message of messages) {
    const event = eventOf(message)
    if (!event) continue
    if (event.code === 'operator_joined') {
      const next = event.values?.operator ?? ''
      if (holder !== null && holder !== next) broken('I7', `${next} was given ${id} while ${holder} held it`)
      holder = next
      joined.add(next)
    } else if (JOINS.has(event.code)) holder = event.values?.operator ?? null
    else if (RELEASES.has(event.code)) holder = null
  }
  for (const entry of log) {
    if (entry.what === 'accepted' && entry.conversationId === id && !joined.has(entry.actor))
      broken('I7', `${entry.actor} was told that ${id} is theirs, and it never was`)
  }
}
const RELEASES = new Set(['operator_lost', 'transferred_to_group', 'solved', 'ended_by_visitor'])
