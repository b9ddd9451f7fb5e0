import { io, type Socket } from 'socket.io-client'
import { LIVE_PATH, PROTOCOL_VERSION } from '#protocol'
import type { Entry, Recorder, Shown } from './recorder.ts'

/** Where a client connects: a proxy, or a node itself. */
export interface Reach {
  url: string
}
type Message = { conversationId: string; seq: number; id: string; clientMessageId: string; kind: string; text: string }
// biome-ignore lint/suspicious/noExplicitAny: answers of every event
type Ack = any

const ANSWER_MS = 3_000
const QUICK = {
  path: LIVE_PATH,
  transports: ['websocket'],
  forceNew: true,
  reconnection: true,
  reconnectionDelay: 50,
  reconnectionDelayMax: 600,
  randomizationFactor: 1,
  timeout: 4_000,
}
/** I6. A link that broke is noticed with its node at the latest. */
const CLOSED_TAB_MS = 5_000
const TOLD_MS = 2_000
const RETRYABLE = new Set(['unavailable', 'draining', 'too_many'])

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

interface Outgoing {
  op: string
  event: string
  key: string
  text: string
  request(): object
  done(answer: Ack): void
}

/** What widget and desk do alike: keep unsent things, send them in order until answered, never twice under another name. */
abstract class Actor {
  readonly name: string
  readonly socket: Socket
  readonly outbox: Outgoing[] = []
  /** Messages by conversation and seq, as this client would show them. */
  readonly lists = new Map<string, Map<number, Message>>()
  /** How often each thing is sent; more than once for the tests of doubled packets. */
  copies = 1
  protected readonly recorder: Recorder
  private pumping = false
  private closed = false

  constructor(
    name: string,
    namespace: string,
    reach: Reach,
    recorder: Recorder,
    auth: object,
    headers: Record<string, string>,
  ) {
    this.name = name
    this.recorder = recorder
    this.socket = io(`${reach.url}${namespace}`, { ...QUICK, auth, extraHeaders: headers })
    this.socket.on('connect', () => {
      this.record({ what: 'link', up: true })
      void this.resync().then(() => this.pump())
    })
    this.socket.on('disconnect', () => this.record({ what: 'link', up: false }))
    this.socket.on('connect_error', (error) => {
      // A refusal by the server is not retried by Socket.IO itself.
      if ((error as { data?: unknown }).data && !this.closed)
        setTimeout(() => this.socket.connect(), 100 + Math.random() * 400)
    })
    this.socket.on('disconnect', (reason) => {
      if (reason === 'io server disconnect' && !this.closed)
        setTimeout(() => this.socket.connect(), 50 + Math.random() * 300)
    })
    this.socket.on('message:created', ({ message }: { message: Message }) => this.hear(message))
    this.socket.on('message:changed', ({ message }: { message: Message }) => this.hear(message))
  }
  protected record(entry: DistributiveOmit<Entry, 'actor' | 'at'>): void {
    this.recorder.add({ ...entry, actor: this.name, at: Date.now() } as Entry)
  }
  protected abstract resync(): Promise<void>
  protected abstract gap(conversationId: string): void

  ask(event: string, request: object): Promise<Ack> {
    if (!this.socket.connected) return Promise.resolve({ ok: false, code: 'unknown' })
    return this.socket
      .timeout(ANSWER_MS)
      .emitWithAck(event, request)
      .catch(() => ({ ok: false, code: 'unknown' }))
  }
  protected keep(message: Message): void {
    let list = this.lists.get(message.conversationId)
    if (!list) this.lists.set(message.conversationId, (list = new Map()))
    list.set(message.seq, message)
  }
  protected hear(message: Message): void {
    this.recorder.add({
      what: 'heard',
      actor: this.name,
      conversationId: message.conversationId,
      seq: message.seq,
      kind: message.kind,
      text: message.text,
      at: Date.now(),
    })
    this.take(message)
  }
  /** A message heard or acknowledged; what is missing before it is asked for. */
  protected take(message: Message): void {
    this.keep(message)
    if (this.highest(message.conversationId) < message.seq) this.gap(message.conversationId)
  }
  /** A resync refused for the moment on a link that lives is asked again, as widget and desk do. */
  protected again(answer: Ack, resyncAgain: () => void): void {
    if (RETRYABLE.has(answer.code) && this.socket.connected && !this.closed)
      setTimeout(resyncAgain, Math.min(1_000, answer.retryAfterMs ?? 200))
  }
  /** The last seq before the first hole. */
  highest(conversationId: string): number {
    const list = this.lists.get(conversationId)
    let at = 0
    while (list?.has(at + 1)) at += 1
    return at
  }
  protected enqueue(outgoing: Outgoing): void {
    this.recorder.add({
      what: 'invoke',
      actor: this.name,
      op: outgoing.op,
      key: outgoing.key,
      conversationId: null,
      text: outgoing.text,
      at: Date.now(),
    })
    this.outbox.push(outgoing)
    void this.pump()
  }
  private async pump(): Promise<void> {
    if (this.pumping) return
    this.pumping = true
    try {
      while (this.outbox.length > 0 && this.socket.connected && !this.closed) {
        const next = this.outbox[0] as Outgoing
        const answers = await Promise.all(
          Array.from({ length: this.copies }, () => this.ask(next.event, next.request())),
        )
        for (const answer of answers) this.note(next, answer)
        const answer = answers.find((one) => one.ok) ?? answers[0]
        if (answer.code === 'unknown') continue
        if (!answer.ok && RETRYABLE.has(answer.code)) {
          await new Promise((resolve) => setTimeout(resolve, Math.min(1_000, answer.retryAfterMs ?? 200)))
          continue
        }
        this.outbox.shift()
        next.done(answer)
      }
    } finally {
      this.pumping = false
    }
  }
  private note(out: Outgoing, answer: Ack): void {
    const base = { actor: this.name, op: out.op, key: out.key, text: out.text, at: Date.now() }
    const message = answer.message ?? answer.messages?.find((one: Message) => one.clientMessageId === out.key)
    if (answer.ok && message)
      this.recorder.add({
        what: 'ok',
        ...base,
        conversationId: message.conversationId,
        id: message.id,
        seq: message.seq,
      })
    else if (answer.code === 'unknown') this.recorder.add({ what: 'unknown', ...base, conversationId: null })
    else if (!answer.ok) this.recorder.add({ what: 'refused', ...base, conversationId: null, code: answer.code })
  }
  idle(): boolean {
    return this.closed || this.outbox.length === 0
  }
  close(): void {
    this.closed = true
    this.socket.disconnect()
  }
  shown(role: Shown['role']): Shown {
    const lists = new Map(
      [...this.lists].map(([id, list]) => [
        id,
        [...list.values()].sort((a, b) => a.seq - b.seq).map(({ seq, text, kind }) => ({ seq, text, kind })),
      ]),
    )
    return { actor: this.name, role, lists, sending: this.outbox.length }
  }
  get left(): boolean {
    return this.closed
  }
}

interface Standing {
  rev: number
  state: string
  position: number | null
}

const packet = { searches: [], read: [], page: null, product: null, draft: '', locale: 'ru', timeZone: null }

export class VisitorActor extends Actor {
  readonly role = 'visitor' as const
  conversationId: string | null = null
  state: string | null = null
  private rev = 0
  private early: (Standing & { id: string }) | null = null
  private position: number | null = null
  private sent = 0
  private resyncing: Promise<void> | null = null

  constructor(name: string, token: string, reach: Reach, recorder: Recorder) {
    super(name, '/visitor', reach, recorder, { protocol: PROTOCOL_VERSION, token }, {})
    this.socket.on('availability:changed', ({ staffed }) => this.record({ what: 'availability', staffed }))
    this.socket.on('typing:changed', ({ conversationId }) =>
      this.record({ what: 'told', event: 'typing:changed', conversationId, holder: null }),
    )
    this.socket.on('conversation:changed', ({ conversation }) => {
      this.record({ what: 'told', event: 'conversation:changed', conversationId: conversation.id, holder: null })
      if (this.conversationId === null && conversation.rev >= (this.early?.rev ?? 0)) this.early = conversation
      if (conversation.id !== this.conversationId) return
      this.stand(conversation)
      if (conversation.lastSeq > this.highest(conversation.id)) this.gap(conversation.id)
    })
  }
  start(text = `вопрос ${this.name}`, how: { way: 'chat' | 'message'; mail?: string } = { way: 'chat' }): void {
    const key = `${this.name}-start`
    this.enqueue({
      op: 'start',
      event: 'conversation:start',
      key,
      text,
      request: () => ({ clientMessageId: key, text, packet, ...how }),
      done: (answer) => answer.ok && this.adopt(answer),
    })
  }
  /** Sends in order after the conversation is there. */
  say(text: string, key = `${this.name}-${++this.sent}`): void {
    this.enqueue({
      op: 'send',
      event: 'message:send',
      key,
      text,
      request: () => ({ conversationId: this.conversationId ?? 'none', clientMessageId: key, text }),
      done: (answer) => answer.ok && this.take(answer.message),
    })
  }
  private adopt(answer: Ack): void {
    if (this.conversationId !== answer.conversation.id) this.rev = 0
    this.conversationId = answer.conversation.id
    this.stand(answer.conversation)
    // Another node may tell of the accept before this one has answered the start.
    if (this.early?.id === this.conversationId) this.stand(this.early)
    this.early = null
    for (const message of answer.messages) this.keep(message)
  }
  /** As in the widget: what is older than what is shown was overtaken on its way. */
  private stand({ rev, state, position }: Standing): void {
    if (rev < this.rev) return
    this.rev = rev
    this.state = state
    this.position = position
  }
  override shown(role: Shown['role']): Shown {
    const shown = super.shown(role)
    return this.conversationId && this.state === 'queued'
      ? { ...shown, queued: { conversationId: this.conversationId, position: this.position } }
      : shown
  }
  protected gap(_conversationId: string): void {
    this.resyncing ??= this.resync().finally(() => (this.resyncing = null))
  }
  protected async resync(): Promise<void> {
    for (;;) {
      const since = this.conversationId ? this.highest(this.conversationId) : 0
      const answer = await this.ask('conversation:resync', { conversationId: this.conversationId, since })
      if (!answer.ok) this.again(answer, () => this.gap(''))
      else this.record({ what: 'availability', staffed: answer.availability.staffed })
      if (!answer.ok || !answer.conversation) return
      this.adopt(answer)
      if (answer.messages.length < 500) return
    }
  }
}

export class OperatorActor extends Actor {
  readonly role: 'operator' | 'lead'
  readonly id: string
  readonly offers: { conversationId: string; at: number }[] = []
  readonly mine = new Set<string>()
  readonly facts: { event: string; fact: Ack; at: number }[] = []
  available = true
  private sent = 0
  private readonly opening = new Map<string, Promise<void>>()

  constructor(id: string, role: string, reach: Reach, recorder: Recorder, accepts: boolean) {
    super(id, '/desk', reach, recorder, { protocol: PROTOCOL_VERSION }, { 'x-person': `${id}:${id}:${role}` })
    this.id = id
    this.role = role === 'operator' ? 'operator' : 'lead'
    this.socket.onAny((event, fact) => event !== 'message:created' && this.facts.push({ event, fact, at: Date.now() }))
    this.socket.on('presence:changed', ({ me }) => me?.available && this.record({ what: 'here' }))
    this.socket.on('offer:expired', ({ conversationId, setAway }) => {
      this.record({ what: 'offer_over', conversationId, setAway })
      if (setAway) this.record({ what: 'left', graceMs: TOLD_MS })
    })
    this.socket.on('offer:made', ({ conversation, untilMs }) => {
      if (!this.isNews(conversation) && this.heard.get(conversation.id)?.offeredTo !== this.id) return
      this.offers.push({ conversationId: conversation.id, at: Date.now() })
      this.record({ what: 'offered', conversationId: conversation.id, untilMs })
      if (accepts) void this.accept(conversation.id)
    })
    this.socket.on('conversation:gone', ({ conversationId, rev }) => {
      if (!this.isNews({ id: conversationId, rev, offeredTo: null })) return
      // What left the lists takes its offer along, whichever was told first.
      if (this.offers.some((one) => one.conversationId === conversationId))
        this.record({ what: 'offer_over', conversationId, setAway: false })
      this.lose(conversationId)
    })
    this.socket.on('conversation:changed', ({ conversation }) => {
      this.record({
        what: 'told',
        event: 'conversation:changed',
        conversationId: conversation.id,
        holder: conversation.operator?.id ?? null,
      })
      if (!this.isNews(conversation)) return
      if (conversation.operator?.id === this.id && conversation.state === 'active') this.mine.add(conversation.id)
      else if (this.mine.has(conversation.id) && conversation.operator?.id !== this.id) this.lose(conversation.id)
    })
  }
  private readonly heard = new Map<string, { rev: number; offeredTo: string | null }>()
  /** As on the desk: a fact older than one already heard of its conversation was overtaken on its way. */
  private isNews({ id, rev, offeredTo }: { id: string; rev: number; offeredTo: { id: string } | null }): boolean {
    if (rev < (this.heard.get(id)?.rev ?? 0)) return false
    this.heard.set(id, { rev, offeredTo: offeredTo?.id ?? null })
    return true
  }
  noticed(code: string): boolean {
    return this.notices.has(code)
  }
  private readonly notices = new Set<string>()
  private lose(conversationId: string): void {
    if (this.mine.delete(conversationId))
      this.recorder.add({ what: 'lost', actor: this.name, conversationId, at: Date.now() })
    this.lists.delete(conversationId)
  }
  async accept(conversationId: string): Promise<Ack> {
    const answer = await this.ask('conversation:accept', { conversationId })
    if (answer.ok) {
      this.mine.add(conversationId)
      this.recorder.add({ what: 'accepted', actor: this.name, conversationId, at: Date.now() })
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
    if (this.socket.connected) this.record({ what: 'left', graceMs: CLOSED_TAB_MS })
    super.close()
  }
  say(conversationId: string, text: string): void {
    const key = `${this.name}-${++this.sent}`
    this.enqueue({
      op: 'reply',
      event: 'message:send',
      key,
      text,
      request: () => ({ conversationId, clientMessageId: key, text }),
      done: (answer) => answer.ok && this.mine.has(conversationId) && this.take(answer.message),
    })
  }
  open(conversationId: string): Promise<void> {
    let under = this.opening.get(conversationId)
    if (!under) {
      under = this.read(conversationId).finally(() => this.opening.delete(conversationId))
      this.opening.set(conversationId, under)
    }
    return under
  }
  private async read(conversationId: string): Promise<void> {
    for (;;) {
      const answer = await this.ask('conversation:open', { conversationId, since: this.highest(conversationId) })
      if (!answer.ok) return this.again(answer, () => this.gap(conversationId))
      for (const message of answer.messages) this.keep(message)
      if (answer.messages.length < 500) return
    }
  }
  protected gap(conversationId: string): void {
    if (this.mine.has(conversationId)) void this.open(conversationId)
  }
  protected async resync(): Promise<void> {
    const answer = await this.ask('inbox:resync', {})
    if (!answer.ok) return this.again(answer, () => void this.resync())
    for (const notice of answer.notices) this.notices.add(notice.code)
    // What a desk shows after a reconnect is what the resync said, not the last fact of a node that died.
    this.facts.push({ event: 'notices:changed', fact: { notices: answer.notices }, at: Date.now() })
    const held = new Set<string>(answer.mine.map((one: { id: string }) => one.id))
    for (const id of [...this.mine]) if (!held.has(id)) this.lose(id)
    const willing = this.available && !answer.me.setAwayBecause
    // From the moment it is said, visitors may be shown it; the answer and the fact to this desk come when they come.
    if (willing) this.record({ what: 'here' })
    if (willing && !answer.me.available) await this.ask('presence:set', { available: true })
    for (const id of held) {
      this.mine.add(id)
      await this.open(id)
    }
  }
}
