import { describe, expect, it } from 'vitest'
import { check } from './checker.ts'
import type { Entry, Shown } from './recorder.ts'
import type { Stored, StoredMessage } from './world.ts'

const A = 'cnv_a'
const B = 'cnv_b'
const message = (seq: number, text: string, over: Partial<StoredMessage> = {}): StoredMessage => ({
  conversationId: A, seq, id: `msg_${seq}`, clientMessageId: `anna-${seq}`, author: 'visitor', kind: 'text', text, event: null, ...over,
})
const joined = (seq: number, operator: string): StoredMessage =>
  message(seq, '', { author: 'system', kind: 'event', clientMessageId: `sys-${seq}`, event: JSON.stringify({ code: 'operator_joined', values: { operator } }) })

/** A small run in which everything is as promised. */
function aRun() {
  const stored: Stored = {
    messages: [message(1, 'раз'), joined(2, 'olga'), message(3, 'два'), message(4, 'три')],
    conversations: [{ id: A, visitorId: 'vis_anna', state: 'active', operatorId: 'olga', lastSeq: 4 }],
  }
  const log: Entry[] = stored.messages.filter((one) => one.author === 'visitor').flatMap((one): Entry[] => {
    const base = { actor: 'anna', op: 'send', key: one.clientMessageId, text: one.text, at: one.seq }
    return [{ what: 'invoke', ...base, conversationId: null }, { what: 'ok', ...base, conversationId: A, id: one.id, seq: one.seq }, { what: 'heard', actor: 'olga', conversationId: A, seq: one.seq, kind: 'text', text: one.text, at: one.seq }]
  })
  log.push({ what: 'accepted', actor: 'olga', conversationId: A, at: 2 })
  const list = () => stored.messages.map(({ seq, text, kind }) => ({ seq, text, kind }))
  const shown: Shown[] = [{ actor: 'anna', role: 'visitor', lists: new Map([[A, list()]]), sending: 0 }, { actor: 'olga', role: 'operator', lists: new Map([[A, list()]]), sending: 0 }, { actor: 'boris', role: 'visitor', lists: new Map(), sending: 0 }, { actor: 'ivan', role: 'operator', lists: new Map(), sending: 0 }]
  return { stored, log, shown }
}
const owners = new Map([['anna', 'vis_anna'], ['boris', 'vis_boris']])
const judge = ({ stored, log, shown }: ReturnType<typeof aRun>) => [...new Set(check(log, shown, stored, owners).map((one) => one.promise))]

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
    run.log.push({ what: 'ok', actor: 'anna', op: 'send', key: 'anna-4', conversationId: A, text: 'три', id: 'msg_9', seq: 9, at: 9 })
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
  it('is not fooled by another conversation', () => {
    const run = aRun()
    run.stored.conversations.push({ id: B, visitorId: 'vis_boris', state: 'queued', operatorId: null, lastSeq: 0 })
    expect(judge(run)).toEqual([])
  })
})
