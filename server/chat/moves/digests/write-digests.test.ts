import { afterEach, describe, expect, it } from 'vitest'
import { stores } from '../../../realtime/testing/first-steps.ts'
import { aPacket } from '../../../realtime/testing/live-fixture.ts'
import { openNodes, runningOn } from '../../committing/testing/open-nodes.ts'
import type { Digest, DigestSite } from './write-digests.ts'

const NOW = Date.parse('2026-11-27T09:00:00Z')
const HOUR_MS = 3_600_000
const iso = (ms: number) => new Date(ms).toISOString()
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})
const SITE: DigestSite = {
  ...{ site: 'shop', until: iso(NOW), to: ['lena@shop.example'], locale: 'ru' },
  ...{ left: true, missed: true, desk: 'https://help.example/desk' },
}

describe.each(stores)('a digest, on $store', ({ parts }) => {
  async function aDesk() {
    const { nodes, close } = await openNodes(parts)
    closing.push(close)
    const [node] = nodes
    const run = runningOn(node, NOW)
    let n = 0
    const left = (text: string, now: number, site = 'shop') =>
      run(
        'startConversation',
        {
          ...{ visitorId: `vis_${(n += 1)}`, site, verified: false, clientMessageId: 'start', text, packet: aPacket },
          ...{ locale: 'ru', name: 'Анна', mail: 'anna@mail.example', way: 'message', open: false, opensAt: null },
          ...{ topics: [], address: null, limits: { perVisitor: 9, perAddress: 9 } },
        },
        now,
      )
    const write = (hours: number, over: Partial<DigestSite> = {}, on = node) => {
      const until = NOW + hours * HOUR_MS
      return run('writeDigests', { sites: [{ ...SITE, until: iso(until), ...over }] }, until + 5_000, on)
    }
    const letters = async () =>
      (await run('claimLetters', { nodeId: 'one', most: 50, patienceMs: {} }, NOW + 1_000 * HOUR_MS)).letters
        .filter(({ kind }) => kind === 'digest')
        .map(({ recipient, content }) => ({ recipient, ...(JSON.parse(content) as { digest: Digest }) }))
        .sort((one, other) => one.recipient.localeCompare(other.recipient))
    return { nodes, run, left, write, letters }
  }

  it('names what was left and came late since the last one, to each whom the site names', async () => {
    const { run, left, write, letters } = await aDesk()
    await left('До включения', NOW - HOUR_MS)
    await write(0)
    const { conversationId } = await left('Есть ли мерч?', NOW + HOUR_MS)
    await left('Чужое', NOW + HOUR_MS, 'other')
    const late = {
      kind: 'first_response' as const,
      totalMs: HOUR_MS,
      openMs: HOUR_MS,
      targetMs: 60_000,
      operatorId: null,
    }
    await run('recordResponse', { ...late, conversationId, site: 'shop' }, NOW + 2 * HOUR_MS)
    expect(await write(24, { to: ['lena@shop.example', 'boss@shop.example'] })).toEqual({ written: 2 })
    const item = { id: conversationId, question: 'Есть ли мерч?', state: 'waiting' }
    const digest = { desk: SITE.desk, left: { total: 1, items: [item] }, missed: { total: 1, items: [item] } }
    expect(await letters()).toEqual([
      { recipient: 'boss@shop.example', site: 'shop', digest },
      { recipient: 'lena@shop.example', site: 'shop', digest },
    ])
  })

  it('is written once, whoever looks first and however often', async () => {
    const { nodes, left, write, letters } = await aDesk()
    await write(0)
    await left('Есть ли мерч?', NOW + HOUR_MS)
    await Promise.all(nodes.flatMap((node) => [write(24, {}, node), write(24, {}, node)]))
    await write(24)
    expect(await letters()).toHaveLength(1)
  })

  it('that waits to be sent names no conversation that is erased', async () => {
    const { run, left, write, letters } = await aDesk()
    await write(0)
    const { conversationId } = await left('Это Анна с Лесной, 5', NOW + HOUR_MS)
    await left('Есть ли кружки?', NOW + HOUR_MS)
    await write(24)
    const by = { id: 'p_lena', name: 'Лена', role: 'lead' as const, sites: null }
    await run('takeLease', { leaseId: 'l1', nodeId: 'one', kind: 'operator', personId: by.id, member: by })
    await run('takeOver', { conversationId, by })
    await run('solve', { conversationId, by, answerId: null })
    await run('erase', { conversationId, by, wholeVisitor: false })
    const [letter] = await letters()
    expect(JSON.stringify(letter)).not.toContain('Лесной')
    expect(letter?.digest.left).toMatchObject({ total: 2, items: [{ question: 'Есть ли кружки?' }] })
  })

  it('is none where nothing happened, of neither what was answered nor what nobody wants to know', async () => {
    const { run, left, write, letters } = await aDesk()
    await write(0)
    expect(await write(24)).toEqual({ written: 0 })
    const { conversationId } = await left('Есть ли мерч?', NOW + 25 * HOUR_MS)
    expect(await write(26, { left: false })).toEqual({ written: 0 })
    const lena = { id: 'p_lena', name: 'Лена', role: 'lead' as const, sites: null }
    await left('Есть ли кружки?', NOW + 27 * HOUR_MS)
    await run('takeLease', { leaseId: 'l1', nodeId: 'one', kind: 'operator', personId: lena.id, member: lena })
    await run('takeOver', { conversationId, by: lena })
    expect(await write(28)).toEqual({ written: 1 })
    expect((await letters()).map(({ digest }) => digest.left?.items.map(({ question }) => question))).toEqual([
      ['Есть ли кружки?'],
    ])
  })
})
