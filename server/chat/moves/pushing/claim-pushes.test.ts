import { afterEach, describe, expect, it } from 'vitest'
import { stores } from '../../../realtime/testing/first-steps.ts'
import { openNodes, runningOn } from '../../committing/testing/open-nodes.ts'

const NOW = Date.parse('2026-11-27T09:00:00Z')
const SECOND_MS = 1_000
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

describe.each(stores)('a push message, on $store', ({ parts }) => {
  async function subscribed() {
    const { nodes, close } = await openNodes(parts)
    closing.push(close)
    const [node] = nodes
    const run = runningOn(node, NOW)
    await run('subscribePush', {
      ...{ personId: 'p_olga', sessionId: 'ses_1', endpoint: 'https://push.example/1', p256dh: 'x', auth: 'x' },
      ...{ locale: 'ru', kinds: ['mention'], words: false, quiet: null },
    })
    await run('tellForYou', { personId: 'p_olga', key: 'mentioned:1', site: 'shop', kind: 'mentioned' })
    const claim = async (seconds: number, on = node) =>
      (await run('claimPushes', { afterMs: 15 * SECOND_MS }, NOW + seconds * SECOND_MS, on)).due
    return { nodes, run, claim }
  }

  it('is left alone while somebody may see it at the desk, and never sent once they have', async () => {
    const { run, claim } = await subscribed()
    expect(await claim(14)).toEqual([])
    await run('readForYou', { personId: 'p_olga', ids: null })
    expect(await claim(16)).toEqual([])
  })

  it('is one node’s to send; another’s once that one died, and nobody’s once it was taken', async () => {
    const { nodes, run, claim } = await subscribed()
    const claims = await Promise.all(nodes.flatMap((node) => [claim(20, node), claim(20, node)]))
    const [one] = claims.flat()
    expect(claims.flat()).toHaveLength(1)
    expect(one).toMatchObject({ attempts: 1, fact: { kind: 'mention', address: '/desk/for-you' } })
    expect(await claim(60)).toEqual([])
    // Whoever had it is silent for longer than a claim lasts.
    const [again] = await claim(81, nodes.at(-1))
    expect(again).toMatchObject({ attempts: 2, fact: { key: one?.fact.key } })
    const { subscriptionId = '', claim: key = '' } = again ?? {}
    await run('settlePush', { subscriptionId, claim: key, retryAt: null, failed: false })
    expect(await claim(200)).toEqual([])
  })

  it('is given up after some attempts, and so is a browser that never takes one', async () => {
    const { run, claim } = await subscribed()
    const sent = []
    for (let minutes = 1; minutes < 12; minutes++) sent.push(...(await claim(minutes * 61)))
    expect(sent.map(({ attempts }) => attempts)).toEqual([1, 2, 3, 4, 5])
    const { subscriptionId = '', claim: key = '' } = sent[0] ?? {}
    const fails = () => run('settlePush', { subscriptionId, claim: key, retryAt: null, failed: true })
    for (let times = 0; times < 20; times++) await fails()
    await run('tellForYou', { personId: 'p_olga', key: 'mentioned:2', site: 'shop', kind: 'mentioned' }, NOW + 900_000)
    expect(await claim(1_000)).toEqual([])
  })
})
