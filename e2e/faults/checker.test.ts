import { describe, expect, it } from 'vitest'
import { check } from './checker.ts'
import type { Entry, Shown } from './recorder.ts'
import type { Stored, StoredConversation, StoredMessage } from './stored.ts'

const A = 'cnv_a'
const B = 'cnv_b'
const message = (seq: number, text: string, over: Partial<StoredMessage> = {}): StoredMessage => ({
  conversationId: A,
  seq,
  id: `msg_${seq}`,
  clientMessageId: `anna-${seq}`,
  author: 'visitor',
  kind: 'text',
  text,
  event: null,
  sentAt: new Date(seq).toISOString(),
  ...over,
})
const joined = (seq: number, operator: string): StoredMessage =>
  message(seq, '', {
    author: 'system',
    kind: 'event',
    clientMessageId: `sys-${seq}`,
    event: JSON.stringify({ code: 'operator_joined', values: { operator } }),
  })

const conversation = (id: string, over: Partial<StoredConversation> = {}): StoredConversation => ({
  id,
  visitorId: 'vis_boris',
  site: 'shop',
  state: 'queued',
  operatorId: null,
  lastSeq: 0,
  rev: 0,
  priority: 0,
  returned: 0,
  queuedAt: '2026-11-22T10:00:00.000Z',
  ...over,
})

/** A small run in which everything is as promised. */
function aRun() {
  const stored: Stored = {
    messages: [message(1, 'раз'), joined(2, 'olga'), message(3, 'два'), message(4, 'три')],
    conversations: [conversation(A, { visitorId: 'vis_anna', state: 'active', operatorId: 'olga', lastSeq: 4 })],
    drafts: [{ conversationId: A, text: 'начатый', version: 2 }],
  }
  const log: Entry[] = stored.messages
    .filter((one) => one.author === 'visitor')
    .flatMap((one): Entry[] => {
      const base = { actor: 'anna', op: 'send', key: one.clientMessageId, text: one.text, at: one.seq }
      return [
        { what: 'invoke', ...base, conversationId: null },
        { what: 'ok', ...base, conversationId: A, id: one.id, seq: one.seq },
        { what: 'heard', actor: 'olga', conversationId: A, seq: one.seq, kind: 'text', text: one.text, at: one.seq },
      ]
    })
  log.push(
    { what: 'here', actor: 'olga', at: 1 },
    { what: 'link', actor: 'anna', up: true, at: 1 },
    { what: 'availability', actor: 'anna', staffed: true, at: 2 },
    { what: 'offered', actor: 'olga', conversationId: A, untilMs: 20_000, at: 2 },
    { what: 'accepted', actor: 'olga', conversationId: A, at: 2 },
    { what: 'draft', actor: 'olga', conversationId: A, text: 'нач', from: 0, version: 1, at: 5 },
    { what: 'draft', actor: 'olga', conversationId: A, text: 'начатый', from: 1, version: 2, at: 6 },
    { what: 'left', actor: 'olga', graceMs: 5_000, at: 60_000 },
    { what: 'availability', actor: 'anna', staffed: false, at: 62_000 },
    { what: 'told', actor: 'anna', event: 'conversation:changed', conversationId: A, holder: null, at: 90_000 },
  )
  const list = () => stored.messages.map(({ seq, text, kind }) => ({ seq, text, kind }))
  const shown: Shown[] = [
    { actor: 'anna', role: 'visitor', lists: new Map([[A, list()]]), sending: 0 },
    { actor: 'olga', role: 'operator', lists: new Map([[A, list()]]), sending: 0 },
    { actor: 'boris', role: 'visitor', lists: new Map(), sending: 0 },
    { actor: 'ivan', role: 'operator', lists: new Map(), sending: 0 },
  ]
  return { stored, log, shown }
}
const owners = new Map([
  ['anna', 'vis_anna'],
  ['boris', 'vis_boris'],
])
const judge = ({ stored, log, shown }: ReturnType<typeof aRun>) => [
  ...new Set(check(log, shown, stored, owners).map((one) => one.promise)),
]

describe('the checker', () => {
  it('finds nothing where nothing is wrong', () => expect(judge(aRun())).toEqual([]))

  it('catches a planted loss', () => {
    const run = aRun()
    run.stored.messages.pop()
    expect(judge(run)).toContain('I1')
  })
  it('catches a planted double', () => {
    const run = aRun()
    run.stored.messages.push(message(5, 'три', { clientMessageId: 'anna-4', id: 'msg_5' }))
    expect(judge(run)).toContain('I1')
  })
  it('catches a planted swap', () => {
    const run = aRun()
    const [third, fourth] = [run.stored.messages[2], run.stored.messages[3]] as [StoredMessage, StoredMessage]
    ;[third.seq, fourth.seq] = [fourth.seq, third.seq]
    expect(judge(run)).toEqual(expect.arrayContaining(['I2', 'I4']))
  })
  it('catches a sender’s words in another order than they were acknowledged', () => {
    const run = aRun()
    const oks = run.log.filter((entry) => entry.what === 'ok')
    const [last, before] = [oks[2], oks[1]] as [Entry & { what: 'ok' }, Entry & { what: 'ok' }]
    ;[last.seq, before.seq] = [before.seq, last.seq]
    expect(judge(run)).toContain('I3')
  })
  it('catches a planted leak to another visitor and to another operator', () => {
    const run = aRun()
    run.log.push({ what: 'heard', actor: 'boris', conversationId: A, seq: 3, kind: 'text', text: 'два', at: 9 })
    expect(judge(run)).toEqual(['I9'])
    const other = aRun()
    other.log.push({ what: 'heard', actor: 'ivan', conversationId: A, seq: 3, kind: 'text', text: 'два', at: 9 })
    expect(judge(other)).toEqual(['I9'])
  })
  it('lets who took over hear what was said before, and nobody before they did', () => {
    const run = aRun()
    run.stored.messages.push(
      message(5, '', {
        author: 'system',
        kind: 'event',
        event: JSON.stringify({ code: 'transferred', values: { operator: 'ivan' } }),
        sentAt: new Date(80_000).toISOString(),
      }),
    )
    Object.assign(run.stored.conversations[0] as StoredConversation, { lastSeq: 5, operatorId: 'ivan' })
    for (const client of run.shown) client.lists.get(A)?.push({ seq: 5, text: '', kind: 'event' })
    run.log.push({ what: 'heard', actor: 'ivan', conversationId: A, seq: 3, kind: 'text', text: 'два', at: 90_000 })
    expect(judge(run)).toEqual([])
    run.log.push({ what: 'heard', actor: 'ivan', conversationId: A, seq: 3, kind: 'text', text: 'два', at: 79_000 })
    expect(judge(run)).toEqual(['I9'])
  })
  it('catches a note that reached a visitor', () => {
    const run = aRun()
    run.log.push({ what: 'heard', actor: 'anna', conversationId: A, seq: 3, kind: 'note', text: 'между нами', at: 9 })
    expect(judge(run)).toEqual(['I9'])
  })
  it('catches changed words', () => {
    const run = aRun()
    ;(run.stored.messages[2] as StoredMessage).text = 'двa'
    expect(judge(run)).toContain('I1')
  })
  it('catches words nobody said', () => {
    const run = aRun()
    run.stored.messages.push(message(5, 'чужое'))
    run.stored.conversations[0]!.lastSeq = 5
    expect(judge(run)).toContain('I1')
  })
  it('catches a gap in the order', () => {
    const run = aRun()
    ;(run.stored.messages[3] as StoredMessage).seq = 6
    expect(judge(run)).toContain('I3')
  })
  it('catches two names for one message', () => {
    const run = aRun()
    run.log.push({
      what: 'ok',
      actor: 'anna',
      op: 'send',
      key: 'anna-4',
      conversationId: A,
      text: 'три',
      id: 'msg_9',
      seq: 9,
      at: 9,
    })
    expect(judge(run)).toContain('I2')
  })
  it('catches a client that shows something else than is stored', () => {
    const run = aRun()
    run.shown[1]?.lists.get(A)?.pop()
    expect(judge(run)).toEqual(['I4'])
  })
  it('catches a bubble that is sending for ever', () => {
    const run = aRun()
    ;(run.shown[0] as Shown).sending = 1
    expect(judge(run)).toEqual(['I5'])
  })
  it('catches two winners and a winner who never was one', () => {
    const run = aRun()
    run.stored.messages.push(joined(5, 'ivan'))
    run.stored.conversations[0]!.lastSeq = 5
    expect(judge(run)).toContain('I7')
    const told = aRun()
    told.log.push({ what: 'accepted', actor: 'ivan', conversationId: A, at: 9 })
    expect(judge(told)).toEqual(['I7'])
  })
  it('catches a ghost: somebody shown who left too long ago, or never was there', () => {
    const run = aRun()
    run.log.push({ what: 'availability', actor: 'anna', staffed: true, at: 91_000 })
    expect(judge(run)).toEqual(['I6'])
    const never = aRun()
    never.log = never.log.filter((entry) => entry.what !== 'here')
    expect(judge(never)).toEqual(['I6'])
  })
  it('catches a visitor nobody told that everybody has left', () => {
    const run = aRun()
    run.log = run.log.filter((entry) => entry.what !== 'availability' || entry.staffed)
    expect(judge(run)).toEqual(['I6'])
    // Olga closed the tab at 60 s: after 67 s it is too late, for whoever could have heard it.
    const backAt = (at: number) => {
      const links: Entry[] = [
        { what: 'link', actor: 'anna', up: false, at: 61_000 },
        { what: 'link', actor: 'anna', up: true, at },
      ]
      return judge({ ...run, log: [...run.log, ...links].sort((one, other) => one.at - other.at) })
    }
    expect(backAt(64_000)).toEqual(['I6'])
    expect(backAt(66_000)).toEqual([])
  })
  it('catches an offer that ended without a word', () => {
    const run = aRun()
    run.log.push(
      { what: 'here', actor: 'ivan', at: 100_000 },
      { what: 'offered', actor: 'ivan', conversationId: B, untilMs: 1_000, at: 101_000 },
      { what: 'here', actor: 'ivan', at: 120_000 },
    )
    expect(judge(run)).toEqual(['I6'])
  })
  it('catches a wrong place in the queue', () => {
    const run = aRun()
    run.stored.conversations.push(
      conversation('cnv_c', { visitorId: 'vis_vera', returned: 1, queuedAt: '2026-11-22T11:00:00.000Z' }),
      conversation(B),
    )
    const boris = run.shown[2] as Shown
    boris.queued = { conversationId: B, position: 2 }
    expect(judge(run)).toEqual([])
    boris.queued.position = 1
    expect(judge(run)).toEqual(['I7'])
  })
  it('catches a lost draft and one that was overwritten silently', () => {
    const lost = aRun()
    lost.stored.drafts = [{ conversationId: A, text: 'нач', version: 1 }]
    expect(judge(lost)).toEqual(['I8'])
    const overwritten = aRun()
    overwritten.log.push({
      what: 'draft',
      actor: 'olga',
      conversationId: A,
      text: 'из другой вкладки',
      from: 1,
      version: 2,
      at: 7,
    })
    expect(judge(overwritten)).toEqual(['I8'])
  })
  it('lets a draft stand whose answer was lost', () => {
    const run = aRun()
    run.log.push({
      what: 'draft',
      actor: 'olga',
      conversationId: A,
      text: 'начатый ответ',
      from: 2,
      version: null,
      at: 7,
    })
    run.stored.drafts = [{ conversationId: A, text: 'начатый ответ', version: 3 }]
    expect(judge(run)).toEqual([])
  })
  it('catches a fact about a conversation that reached a stranger', () => {
    const run = aRun()
    run.log.push({
      what: 'told',
      actor: 'ivan',
      event: 'conversation:changed',
      conversationId: A,
      holder: 'olga',
      at: 90_001,
    })
    expect(judge(run)).toEqual(['I9'])
    const other = aRun()
    other.log.push({
      what: 'told',
      actor: 'boris',
      event: 'typing:changed',
      conversationId: A,
      holder: null,
      at: 90_001,
    })
    expect(judge(other)).toEqual(['I9'])
  })
  it('catches what one shop’s people or visitors are told of another', () => {
    const shops = new Map([
      ['anna', 'shop'],
      ['olga', 'shop'],
      ['boris', 'other'],
      ['ivan', 'other'],
    ])
    for (const [actor, word, promises] of [
      ['olga', A, []],
      ['ivan', A, ['I11']],
      ['ivan', 'msg_3', ['I11']],
      ['boris', 'vis_anna', ['I11']],
      ['boris', 'olga', ['I11']],
      ['ivan', 'boris', []],
    ] as const) {
      const run = aRun()
      run.log.push({ what: 'saw', actor, event: 'inbox:resync', words: [word], at: 90_002 })
      const found = check(run.log, run.shown, run.stored, owners, shops)
      expect([actor, word, ...found.map(({ promise }) => promise)]).toEqual([actor, word, ...promises])
    }
  })
  it('does not take somebody of one shop for somebody of the other', () => {
    const run = aRun()
    run.log.push({ what: 'availability', actor: 'boris', staffed: true, at: 3 })
    expect(judge(run)).toEqual([])
    const shops = new Map([...run.shown].map(({ actor }) => [actor, actor === 'boris' ? 'other' : 'shop']))
    expect(check(run.log, run.shown, run.stored, owners, shops).map(({ promise }) => promise)).toEqual(['I6'])
  })
  it('is not fooled by another conversation', () => {
    const run = aRun()
    run.stored.conversations.push(conversation(B, { visitorId: 'vis_boris' }))
    expect(judge(run)).toEqual([])
  })
})
