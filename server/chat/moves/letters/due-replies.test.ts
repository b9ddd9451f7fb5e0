import { afterEach, describe, expect, it } from 'vitest'
import { stores } from '../../../realtime/testing/first-steps.ts'
import { aPacket } from '../../../realtime/testing/live-fixture.ts'
import { openNodes, runningOn } from '../../committing/testing/open-nodes.ts'
import type { Letter } from './outbox.ts'

const NOW = Date.parse('2026-11-27T09:00:00Z')
const MINUTE_MS = 60_000
const olga = { id: 'p_olga', name: 'Ольга', role: 'operator' as const, sites: null }
const visitorId = 'vis_anna'
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

describe.each(stores)('letters with answers, on $store', ({ parts }) => {
  async function aConversation(over: { mail?: string | null; here?: boolean } = {}) {
    const { nodes, close } = await openNodes(parts)
    closing.push(close)
    const [node] = nodes
    const run = runningOn(node, NOW)
    await run('heartbeat', { nodeId: 'one' })
    const lease = { leaseId: 'l1', nodeId: 'one', kind: 'visitor' as const, personId: visitorId }
    await run('takeLease', lease)
    await run('takeLease', { leaseId: 'l2', nodeId: 'one', kind: 'operator', personId: olga.id, member: olga })
    const { conversationId } = await run('startConversation', {
      visitorId,
      site: 'shop',
      verified: false,
      clientMessageId: 'start',
      text: 'Где заказ?',
      packet: aPacket,
      locale: 'ru',
      name: 'Анна',
      mail: over.mail === undefined ? 'anna@mail.example' : over.mail,
      way: 'chat',
      open: true,
      opensAt: null,
      topics: [],
      address: null,
      limits: { perVisitor: 9, perAddress: 9 },
    })
    await run('accept', { conversationId, by: olga })
    const leave = (now: number) => run('endLease', { leaseId: 'l1', visitorId }, now)
    if (!over.here) await leave(NOW)
    let n = 0
    return {
      nodes,
      run,
      conversationId,
      leave,
      come: (now: number) => run('takeLease', { ...lease, leaseId: `back${now}` }, now),
      answer: (text: string, now = NOW) =>
        run(
          'postMessage',
          { conversationId, clientMessageId: `m${++n}`, text, by: { operator: olga }, kind: 'text' },
          now,
        ),
      read: (seq: number, now = NOW) => run('markRead', { conversationId, by: { visitorId }, seq }, now),
      claim: async (now: number, patienceMs = 2 * MINUTE_MS, on = node) =>
        (await run('claimLetters', { nodeId: 'one', most: 5, patienceMs: { shop: patienceMs } }, now, on)).letters,
    }
  }
  const replies = (letters: Letter[]) =>
    letters.filter((one) => one.kind === 'reply').map((one) => one.answers.map(({ text }) => text))

  it('hold everything said while the visitor was away, and go when they have been away for two minutes', async () => {
    const { answer, claim } = await aConversation()
    await answer('Раз')
    await answer('Два', NOW + 20_000)
    await answer('Три', NOW + 40_000)
    expect(replies(await claim(NOW + 1_000))).toEqual([])
    expect(replies(await claim(NOW + 40_000 + 2 * MINUTE_MS - 1))).toEqual([])
    expect(replies(await claim(NOW + 40_000 + 2 * MINUTE_MS))).toEqual([['Раз', 'Два', 'Три']])
  })
  it('are not sent while the visitor is here, and go two minutes after they leave', async () => {
    const { answer, claim, leave } = await aConversation({ here: true })
    await answer('Раз')
    expect(replies(await claim(NOW + 5 * MINUTE_MS))).toEqual([])
    await leave(NOW + 6 * MINUTE_MS)
    expect(replies(await claim(NOW + 8 * MINUTE_MS - 1))).toEqual([])
    expect(replies(await claim(NOW + 8 * MINUTE_MS))).toEqual([['Раз']])
  })
  it('go from a page nobody looks at after a quarter of an hour', async () => {
    const { answer, claim } = await aConversation({ here: true })
    await answer('Раз')
    expect(replies(await claim(NOW + MINUTE_MS))).toEqual([])
    expect(replies(await claim(NOW + 15 * MINUTE_MS))).toEqual([['Раз']])
  })
  it('wait on while the visitor is back, and are dropped once they have read', async () => {
    const { answer, claim, come, read } = await aConversation()
    await answer('Раз')
    await come(NOW + MINUTE_MS)
    expect(replies(await claim(NOW + 3 * MINUTE_MS))).toEqual([])
    await read(9, NOW + 4 * MINUTE_MS)
    expect(replies(await claim(NOW + 60 * MINUTE_MS))).toEqual([])
  })
  it('leave out what was read', async () => {
    const { answer, claim, read } = await aConversation()
    const { message } = await answer('Раз')
    await answer('Два')
    await read(message.seq)
    expect(replies(await claim(NOW + 3 * MINUTE_MS))).toEqual([['Два']])
  })
  it('leave out what was taken back, and do not go for nothing', async () => {
    const { answer, claim, run, conversationId } = await aConversation()
    const { message } = await answer('Ой')
    await run('changeMessage', { conversationId, messageId: message.id, by: olga, text: null })
    expect(replies(await claim(NOW + 3 * MINUTE_MS))).toEqual([])
  })
  it('go once, whatever becomes of who took them, with what they held at first', async () => {
    const { answer, claim } = await aConversation()
    await answer('Раз')
    const [letter] = await claim(NOW + 3 * MINUTE_MS)
    await answer('Два', NOW + 3 * MINUTE_MS)
    expect(await claim(NOW + 3 * MINUTE_MS)).toEqual([])
    // The claim of a sender that died is let go; what was said meanwhile has a letter of its own.
    const again = await claim(NOW + 6 * MINUTE_MS)
    expect(replies(again).sort()).toEqual([['Два'], ['Раз']])
    expect(again.map((one) => one.id)).toContain(letter?.id)
  })
  it('are not put off for ever by somebody who keeps writing', async () => {
    const { answer, claim } = await aConversation()
    for (let minute = 0; minute < 11; minute++) await answer(`${minute}`, NOW + minute * MINUTE_MS)
    expect(replies(await claim(NOW + 10 * MINUTE_MS))).toHaveLength(1)
  })
  it('are not written for a visitor without an address, or for one who wants none', async () => {
    const without = await aConversation({ mail: null })
    await without.answer('Раз')
    expect(await without.claim(NOW + 60 * MINUTE_MS)).toEqual([])
    const { answer, claim, run, conversationId } = await aConversation()
    await answer('Раз')
    await run('stopLetters', { conversationId, mail: 'anna@mail.example' })
    await answer('Два')
    expect(replies(await claim(NOW + 60 * MINUTE_MS))).toEqual([])
  })
  it('are looked at again when the node of their visitor dies', async () => {
    const { answer, claim, run } = await aConversation({ here: true })
    await answer('Раз')
    expect(replies(await claim(NOW + 1_000))).toEqual([])
    await run('heartbeat', { nodeId: 'two' }, NOW + MINUTE_MS)
    await run('buryNodes', { except: 'two' }, NOW + MINUTE_MS)
    expect(replies(await claim(NOW + 3 * MINUTE_MS - 1))).toEqual([])
    expect(replies(await claim(NOW + 3 * MINUTE_MS))).toEqual([['Раз']])
  })
  it('are each taken by one node, and lose nothing that is said at that moment', async () => {
    const { nodes, answer, claim } = await aConversation()
    await answer('0')
    const taken: Letter[] = []
    for (let n = 1; n <= 20; n++) {
      const at = NOW + n * 60 * MINUTE_MS
      const [, ...claimed] = await Promise.all([
        answer(`${n}`, at - 10 * MINUTE_MS),
        ...nodes.map((node) => claim(at, 2 * MINUTE_MS, node)),
      ])
      taken.push(...claimed.flat())
      await Promise.all(taken.map(({ id }) => nodes[0]?.run('letterSent', { id }, at)))
    }
    taken.push(...(await claim(NOW + 5_000 * MINUTE_MS)))
    const said = replies(taken).flat()
    expect(said.toSorted((one, other) => Number(one) - Number(other))).toEqual(
      Array.from({ length: 21 }, (_, n) => `${n}`),
    )
    expect(new Set(taken.map(({ id }) => id)).size).toBe(taken.length)
  })
})
