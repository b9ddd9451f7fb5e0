import type { Message, RefusalCode } from '#protocol'
import { isNews, wholeUpTo, withMessages } from './message-log.ts'
import { passes, pauseMs, type Refusal } from './refusals.ts'

/** One page of a resync. */
export interface Page<C> {
  conversation: C | null
  messages: readonly Message[]
  /** Up to here nothing is missing, though numbers are hidden from this reader (the desk's notes from a visitor). */
  readTo?: number
}

interface Surroundings<C> {
  /** Asks the server from `since` on; null: no answer, so the next connect asks. */
  page(since: number): Promise<Page<C> | Refusal | null>
  isLive(): boolean
  /** Whether gaps are worth a question now. */
  isFollowed?(): boolean
  /** Something is shown differently: the messages that arrived, and those of them that were not known. */
  changed?(arrived: readonly Message[], fresh: readonly Message[]): void
  /** Another conversation has taken its place, or it was cleared. */
  cleared?(): void
  /** Refused for good. */
  refused?(code: RefusalCode): void
}

/** One conversation as a client shows it: facts are hints, gaps are noticed, the database has the last word (I3, I4). */
export interface Following<C> {
  conversation(): C | null
  /** By `seq`, the only order. */
  messages(): readonly Message[]
  /** The last `seq` before the first hole. */
  upTo(): number
  /** A state by an acknowledgement; an older one than is shown is left out. */
  stand(conversation: C): void
  /** A state by a fact; what it knows of and we do not is asked for. */
  hearOf(conversation: C): void
  /** A message by a fact or by an acknowledgement of our own; what is missing before it is asked for. */
  hear(message: Message): void
  take(page: Page<C>): void
  /** Reads what happened since, page by page, one reading at a time. */
  resync(): Promise<void>
  clear(): void
  /** Asks no more. */
  stop(): void
}

/** An edit has no `seq` of its own, so the newest few are read again. */
const READ_AGAIN = 30

export function followConversation<C extends { id: string; rev: number; lastSeq: number }>(
  around: Surroundings<C>,
): Following<C> {
  let conversation: C | null = null
  let messages: Message[] = []
  let readTo = 0
  let reading: Promise<void> | undefined
  let again = false
  let gap = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  const upTo = () => wholeUpTo(messages, readTo)
  const last = () => messages.at(-1)?.seq ?? 0
  const put = (next: C | null, arrived: readonly Message[], read = 0) => {
    if (next && conversation && next.id !== conversation.id) clear()
    if (next && isNews(next, conversation)) conversation = next
    const had = new Set(messages.map((one) => one.seq))
    if (arrived.length > 0) messages = withMessages(messages, arrived)
    readTo = Math.max(readTo, read)
    around.changed?.(
      arrived,
      arrived.filter((one) => !had.has(one.seq)),
    )
  }
  const clear = () => {
    conversation = null
    messages = []
    readTo = 0
    around.cleared?.()
  }
  const noticeGap = (seq: number) => {
    if (seq <= upTo() || !(around.isFollowed?.() ?? true)) return
    if (reading) gap = true
    else void resync()
  }
  const readAll = async () => {
    do {
      again = gap = false
      for (let since = Math.max(0, Math.min(upTo(), last() - READ_AGAIN)); ; ) {
        const page = await around.page(since)
        if (stopped || !page) return
        if ('code' in page) {
          if (!passes(page.code)) return around.refused?.(page.code)
          // Refused for the moment, on a link that lives: nothing else would ask again.
          timer = setTimeout(() => around.isLive() && void resync(), pauseMs(page.retryAfterMs))
          return
        }
        // Rule 4: a page holds so many messages and so much text. What is hidden from this reader may be the last of all.
        const next = page.messages.at(-1)?.seq
        const isLast = next === undefined || next >= (page.conversation?.lastSeq ?? 0)
        put(page.conversation, page.messages, isLast ? page.readTo : 0)
        if (isLast) break
        since = next
      }
    } while (again || (gap && last() > upTo()))
  }
  const resync = () => {
    again = true
    clearTimeout(timer)
    reading ??= readAll().finally(() => {
      reading = undefined
    })
    return reading
  }

  return {
    conversation: () => conversation,
    messages: () => messages,
    upTo,
    stand: (next) => put(next, []),
    hearOf(next) {
      if (conversation && conversation.id !== next.id) return
      put(next, [])
      noticeGap(next.lastSeq)
    },
    hear(message) {
      put(null, [message])
      noticeGap(message.seq)
    },
    take: (page) => put(page.conversation, page.messages, page.readTo),
    resync,
    clear,
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
