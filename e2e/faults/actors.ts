import {
  type AckOf,
  createOutbox,
  createSending,
  type Following,
  followConversation,
  isNews,
  type Link,
  openLink,
  type OutboxEntry,
  type Page,
  passes,
  pauseMs,
  type Refusal,
  type RequestName,
  type RequestOf,
  type Sending,
  type Store,
} from '#client'
import {
  DESK_NAMESPACE,
  type ConversationDetail,
  type ConversationSummary,
  type DeskToServer,
  type Message,
  PROTOCOL_VERSION,
  type ServerToDesk,
  type ServerToVisitor,
  VISITOR_NAMESPACE,
  type VisitorConversation,
  type VisitorToServer,
} from '#protocol'
import { aPacket } from '../../server/realtime/testing/live-fixture.ts'
import { ANSWER_MS, CLOSED_TAB_MS, type EntryOfOne, type Recorder, type Shown, TOLD_MS } from './recorder.ts'
import { whatIsSeen } from './several-shops/what-is-seen.ts'

/** Where a client connects: a proxy, or a node itself. */
export interface Reach {
  url: string
  /** Of which shop it is, where there are several. */
  shop?: string | null
}
// biome-ignore lint/suspicious/noExplicitAny: answers of every event
type Ack = any

const UNKNOWN = { ok: false, code: 'unknown' } as const
/** A client that dies with its process keeps nothing. */
const nowhere: Store = { get: () => null, set() {}, names: () => [] }

type Entrance = Reach & { namespace: string; auth: object; headers?: Record<string, string> }
type Outgoing = OutboxEntry & { op: string }

/** The product's own client (`#client`), with everything it does and hears written down. */
export abstract class Actor<Asks, Facts> {
  readonly name: string
  readonly link: Link<Asks>
  /** How often each thing is sent; more than once for the tests of doubled packets. */
  copies = 1
  protected readonly recorder: Recorder
  protected readonly sending: Sending<Outgoing>
  readonly shop: string | null
  protected readonly sees: ReturnType<typeof whatIsSeen>
  private readonly life = new AbortController()
  private sent = 0

  constructor(name: string, recorder: Recorder, { url, namespace, auth, headers, shop = null }: Entrance) {
    this.name = name
    this.shop = shop
    this.sees = whatIsSeen(shop, (event, words) => this.record({ what: 'saw', event, words }))
    this.recorder = recorder
    this.link = openLink<Asks, Facts>({
      origin: url,
      namespace,
      auth: () => auth,
      headers,
      ackTimeoutMs: ANSWER_MS,
      connected: () => void this.resync().then(() => this.sending.flush()),
      changed: (state) => {
        this.record({ what: 'link', up: state === 'live' })
        if (state === 'live') this.cameBack()
      },
      heard: (event, fact) => (this.sees(event, fact), this.hear(event, fact)),
      // What it still has to send stays unsent, and is counted.
      refused() {},
    })
    this.sending = createSending<Outgoing, object>(
      createOutbox(nowhere, (value) => value as Outgoing),
      {
        isLive: () => this.isLive,
        deliver: (entry) => this.deliver(entry),
        acknowledged: (ack, entry) => this.acknowledged(ack, entry),
        changed() {},
      },
      this.life.signal,
    )
  }
  protected record(entry: EntryOfOne): void {
    this.recorder.add({ ...entry, actor: this.name, at: Date.now() })
  }
  protected cameBack(): void {}
  protected abstract resync(): Promise<void>
  protected abstract request(entry: Outgoing): Promise<Ack | null>
  protected abstract acknowledged(ack: Ack, entry: Outgoing): void
  protected abstract following(
    conversationId: string,
  ): Following<{ id: string; rev: number; lastSeq: number }> | undefined
  protected abstract followed(): readonly { id: string; messages: readonly Message[] }[]

  get isLive(): boolean {
    return this.link.state === 'live'
  }
  /** Messages by conversation, as this client would show them. */
  get lists(): ReadonlyMap<string, readonly Message[]> {
    return new Map(this.followed().map(({ id, messages }) => [id, messages]))
  }
  async ask<E extends RequestName<Asks>>(event: E, request: RequestOf<Asks, E>): Promise<Ack> {
    const answer = await this.link.ask(event, request)
    this.sees(event, answer)
    return answer ?? UNKNOWN
  }
  protected hear(event: string, fact: Ack): void {
    if (event !== 'message:created' && event !== 'message:changed') return
    const { conversationId, seq, kind, text } = fact.message as Message
    this.record({ what: 'heard', conversationId, seq, kind, text })
    this.following(conversationId)?.hear(fact.message)
  }
  /** The last seq before the first hole. */
  highest(conversationId: string): number {
    return this.following(conversationId)?.upTo() ?? 0
  }
  /** Names are sorted by the client, as those of a browser are by their time. */
  protected nextKey(): string {
    return `${this.name}-${String(++this.sent).padStart(6, '0')}`
  }
  protected enqueue(op: string, clientMessageId: string, text: string, conversationId: string | null = null): void {
    this.record({ what: 'invoke', op, key: clientMessageId, conversationId: null, text })
    this.sending.add({ op, clientMessageId, text, conversationId, at: '', refused: null })
    void this.sending.flush()
  }
  private async deliver(entry: Outgoing): Promise<Ack | null> {
    const answers = await Promise.all(Array.from({ length: this.copies }, () => this.request(entry)))
    for (const answer of answers) this.note(entry, answer)
    return answers.find((one) => one?.ok) ?? answers[0]
  }
  private note({ op, clientMessageId: key, text }: Outgoing, answer: Ack | null): void {
    const base = { op, key, text }
    const message = answer?.message ?? answer?.messages?.find((one: Message) => one.clientMessageId === key)
    if (!answer) this.record({ what: 'unknown', ...base, conversationId: null })
    else if (!answer.ok) this.record({ what: 'refused', ...base, conversationId: null, code: answer.code })
    else if (message)
      this.record({ what: 'ok', ...base, conversationId: message.conversationId, id: message.id, seq: message.seq })
  }
  /** What waits to be sent. */
  waiting(): number {
    return this.sending.pending().filter((one) => !one.refused).length
  }
  idle(): boolean {
    return this.left || this.waiting() === 0
  }
  close(): void {
    this.life.abort()
    this.link.close()
    this.record({ what: 'link', up: false })
  }
  shown(role: Shown['role']): Shown {
    const lists = new Map(
      [...this.lists].map(([id, list]) => [id, list.map(({ seq, text, kind }) => ({ seq, text, kind }))]),
    )
    return { actor: this.name, role, lists, sending: this.waiting() }
  }
  get left(): boolean {
    return this.life.signal.aborted
  }
}

export class VisitorActor extends Actor<VisitorToServer, ServerToVisitor> {
  readonly role = 'visitor' as const
  readonly token: string
  private how: { way: 'chat' | 'message'; mail?: string } = { way: 'chat' }
  private readonly shownNow = followConversation<VisitorConversation>({
    isLive: () => this.isLive,
    page: (since) => this.read(since),
  })

  constructor(name: string, token: string, { url, shop = null }: Reach, recorder: Recorder) {
    super(name, recorder, { url, namespace: VISITOR_NAMESPACE, auth: { protocol: PROTOCOL_VERSION, token }, shop })
    this.token = token
  }
  get conversationId(): string | null {
    return this.shownNow.conversation()?.id ?? null
  }
  get state(): string | null {
    return this.shownNow.conversation()?.state ?? null
  }
  start(text = `вопрос ${this.name}`, how: typeof this.how = { way: 'chat' }): void {
    this.how = how
    this.enqueue('start', `${this.name}-${'0'.repeat(6)}`, text)
  }
  /** Sends in order after the conversation is there. */
  say(text: string, key = this.nextKey()): void {
    this.enqueue('send', key, text)
  }
  /** Shows nothing any more of what was said. */
  forget(): void {
    this.shownNow.clear()
  }
  protected request({ op, clientMessageId, text }: Outgoing): Promise<Ack | null> {
    return op === 'start'
      ? this.link.ask('conversation:start', { clientMessageId, text, packet: aPacket, ...this.how })
      : this.link.ask('message:send', { conversationId: this.conversationId ?? 'none', clientMessageId, text })
  }
  protected acknowledged(ack: Ack, { op }: Outgoing): void {
    if (op === 'start') this.shownNow.take(ack)
    else this.shownNow.hear(ack.message)
  }
  protected following(id: string) {
    return id === this.conversationId ? this.shownNow : undefined
  }
  protected followed() {
    const id = this.conversationId
    return id ? [{ id, messages: this.shownNow.messages() }] : []
  }
  protected override hear(event: string, fact: Ack): void {
    super.hear(event, fact)
    if (event === 'availability:changed') this.record({ what: 'availability', staffed: fact.staffed })
    if (event === 'typing:changed' || event === 'conversation:changed')
      this.record({ what: 'told', event, conversationId: fact.conversationId ?? fact.conversation.id, holder: null })
    if (event === 'conversation:changed') this.shownNow.hearOf(fact.conversation)
  }
  override shown(role: Shown['role']): Shown {
    const shown = super.shown(role)
    const now = this.shownNow.conversation()
    return now?.state === 'queued' ? { ...shown, queued: { conversationId: now.id, position: now.position } } : shown
  }
  protected resync = (): Promise<void> => this.shownNow.resync()
  private async read(since: number): Promise<Page<VisitorConversation> | Refusal | null> {
    const ack = await this.link.ask('conversation:resync', { conversationId: this.conversationId, since })
    this.sees('conversation:resync', ack)
    if (!ack?.ok) return ack
    this.record({ what: 'availability', staffed: ack.availability.staffed ?? false })
    return { ...ack, readTo: ack.conversation?.lastSeq }
  }
}

export class OperatorActor extends Actor<DeskToServer, ServerToDesk> {
  readonly role: 'operator' | 'lead'
  readonly id: string
  readonly offers: { conversationId: string; at: number }[] = []
  readonly mine = new Set<string>()
  readonly facts: { event: string; fact: Ack; at: number }[] = []
  available = true
  /** As the nodes last said: a desk that comes back is shown to visitors by it before anything is asked. */
  private standsAvailable = false
  private readonly accepts: boolean
  private readonly opened = new Map<string, Following<ConversationDetail>>()
  private readonly heard = new Map<string, { rev: number; offeredTo: string | null }>()
  private readonly notices = new Set<string>()

  constructor(id: string, role: string, { url, shop = null }: Reach, recorder: Recorder, accepts: boolean) {
    super(id, recorder, {
      url,
      namespace: DESK_NAMESPACE,
      auth: { protocol: PROTOCOL_VERSION },
      headers: { 'x-person': `${id}:${id}:${role}${shop ? `:${shop}` : ''}` },
      shop,
    })
    this.id = id
    this.role = role === 'operator' ? 'operator' : 'lead'
    this.accepts = accepts
  }
  protected override hear(event: string, fact: Ack): void {
    if (event !== 'message:created') this.facts.push({ event, fact, at: Date.now() })
    super.hear(event, fact)
    if (event === 'presence:changed') this.standsAvailable = fact.me?.available ?? this.standsAvailable
    if (event === 'presence:changed' && fact.me?.available) this.record({ what: 'here' })
    else if (event === 'offer:expired') {
      this.record({ what: 'offer_over', conversationId: fact.conversationId, setAway: fact.setAway })
      if (fact.setAway) this.setAway()
    } else if (event === 'offer:made') {
      const { conversation, untilMs } = fact
      if (!this.isNews(conversation) && this.heard.get(conversation.id)?.offeredTo !== this.id) return
      this.offers.push({ conversationId: conversation.id, at: Date.now() })
      this.record({ what: 'offered', conversationId: conversation.id, untilMs })
      if (this.accepts) void this.accept(conversation.id)
    } else if (event === 'conversation:gone') {
      const { conversationId, rev } = fact
      if (!this.isNews({ id: conversationId, rev, offeredTo: null })) return
      // What left the lists takes its offer along, whichever was told first.
      if (this.offers.some((one) => one.conversationId === conversationId))
        this.record({ what: 'offer_over', conversationId, setAway: false })
      this.lose(conversationId)
    } else if (event === 'conversation:changed') this.hearOf(fact.conversation)
  }
  private setAway(): void {
    this.standsAvailable = false
    this.record({ what: 'left', graceMs: TOLD_MS })
  }
  protected override cameBack(): void {
    if (this.available && this.standsAvailable) this.record({ what: 'here' })
  }
  private hearOf(conversation: ConversationSummary): void {
    const { id, operator } = conversation
    this.record({ what: 'told', event: 'conversation:changed', conversationId: id, holder: operator?.id ?? null })
    if (!this.isNews(conversation)) return
    if (operator?.id === this.id && conversation.state === 'active') this.mine.add(id)
    else if (this.mine.has(id) && operator?.id !== this.id) this.lose(id)
    const shown = this.opened.get(id)
    const before = shown?.conversation()
    if (before) shown?.hearOf({ ...before, ...conversation })
  }
  /** As on the desk: a fact older than one already heard of its conversation was overtaken on its way. */
  private isNews({ id, rev, offeredTo }: { id: string; rev: number; offeredTo: { id: string } | null }): boolean {
    if (!isNews({ rev }, this.heard.get(id))) return false
    this.heard.set(id, { rev, offeredTo: offeredTo?.id ?? null })
    return true
  }
  noticed(code: string): boolean {
    return this.notices.has(code)
  }
  private lose(conversationId: string): void {
    if (this.mine.delete(conversationId)) this.record({ what: 'lost', conversationId })
    this.opened.get(conversationId)?.stop()
    this.opened.delete(conversationId)
  }
  async accept(conversationId: string): Promise<Ack> {
    const answer = await this.ask('conversation:accept', { conversationId })
    if (answer.ok) {
      this.mine.add(conversationId)
      this.record({ what: 'accepted', conversationId })
      await this.open(conversationId)
    }
    return answer
  }
  async saveDraft(conversationId: string, text: string, from: number): Promise<Ack> {
    const answer = await this.ask('draft:save', { conversationId, text, version: from })
    if (answer.ok || answer.code === 'unknown')
      this.record({ what: 'draft', conversationId, text, from, version: answer.draft?.version ?? null })
    return answer
  }
  /** Leaves as somebody does who closes the tab. */
  override close(): void {
    if (this.isLive) this.record({ what: 'left', graceMs: CLOSED_TAB_MS })
    super.close()
  }
  say(conversationId: string, text: string): void {
    this.enqueue('reply', this.nextKey(), text, conversationId)
  }
  forget(): void {
    this.opened.clear()
  }
  protected request({ conversationId, clientMessageId, text }: Outgoing): Promise<Ack | null> {
    return this.link.ask('message:send', { conversationId: conversationId as string, clientMessageId, text })
  }
  protected acknowledged(ack: AckOf<DeskToServer, 'message:send'> & { ok: true }): void {
    if (this.mine.has(ack.message.conversationId)) this.opened.get(ack.message.conversationId)?.hear(ack.message)
  }
  protected following(conversationId: string) {
    return this.opened.get(conversationId)
  }
  protected followed() {
    return [...this.opened].map(([id, one]) => ({ id, messages: one.messages() }))
  }
  open(id: string): Promise<void> {
    let shown = this.opened.get(id)
    if (!shown) {
      shown = followConversation<ConversationDetail>({
        isLive: () => this.isLive,
        isFollowed: () => this.mine.has(id),
        page: (since) => this.link.ask('conversation:open', { conversationId: id, since }),
      })
      this.opened.set(id, shown)
    }
    return shown.resync()
  }
  protected async resync(): Promise<void> {
    const ack = await this.link.ask('inbox:resync', {})
    this.sees('inbox:resync', ack)
    if (!ack) return
    if (!ack.ok) {
      if (passes(ack.code)) setTimeout(() => this.isLive && void this.resync(), pauseMs(ack.retryAfterMs))
      return
    }
    for (const notice of ack.notices) this.notices.add(notice.code)
    // What a desk shows after a reconnect is what the resync said, not the last fact of a node that died.
    this.facts.push({ event: 'notices:changed', fact: { notices: ack.notices }, at: Date.now() })
    const held = new Set(ack.mine.map((one) => one.id))
    for (const id of [...this.mine]) if (!held.has(id)) this.lose(id)
    const willing = this.available && !ack.me.setAwayBecause
    // From the moment it is said, visitors may be shown it; the answer and the fact to this desk come when they come.
    if (willing) this.record({ what: 'here' })
    else if (this.standsAvailable) this.setAway()
    if (willing && !ack.me.available) await this.ask('presence:set', { available: true })
    for (const id of held) {
      this.mine.add(id)
      await this.open(id)
    }
  }
}
