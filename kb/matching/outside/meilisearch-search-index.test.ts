import { afterEach, describe, expect, it } from 'vitest'
import type { Log } from '../../log.ts'
import { aMatcher, anEntry, SHOP } from '../../testing/a-library.ts'
import { StrictMeilisearch } from '../../testing/meilisearch/strict-meilisearch.ts'
import type { Matcher } from '../matcher.ts'
import { meilisearchIndexUid, meilisearchSearchIndex } from './meilisearch-search-index.ts'

const INDEX = meilisearchIndexUid('shop')
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function aServer(): Promise<StrictMeilisearch> {
  const server = new StrictMeilisearch('master')
  await server.listen()
  closers.push(() => server.stop())
  return server
}

/** A node over the server; `said` is what it told its log. */
async function aNode(server: StrictMeilisearch, { key = 'master', entries = SHOP } = {}) {
  const said: string[] = []
  const note = (level: string) => (_: object, message: string) => void said.push(`${level}: ${message}`)
  const log: Log = { info: note('info'), warn: note('warn'), error: note('error') }
  const outside = meilisearchSearchIndex({ url: server.url, key, uid: 'shop', log })
  const { matcher, close } = await aMatcher(entries, outside)
  let open = true
  const end = async () => {
    if (open) await close()
    open = false
  }
  closers.push(end)
  return { matcher, said, close: end }
}

const isWell = (matcher: Matcher, timeout = 10_000) =>
  expect.poll(() => matcher.status().degraded, { timeout }).toBe(false)
const ask = (matcher: Matcher, text: string) => matcher.match({ text, site: 'tropa', locale: 'ru', audience: 'public' })
const writes = (server: StrictMeilisearch) => server.requests.filter((line) => /^POST .*\/documents/.test(line))
const ids = (server: StrictMeilisearch) => server.documents(INDEX).map(({ id }) => String(id))
const COPTER = anEntry({ id: 'copter', question: 'Где взять квадрокоптер?' })

describe('an index in Meilisearch', () => {
  it('holds the library, and is searched with a key that may only search it', async () => {
    const server = await aServer()
    const { matcher } = await aNode(server)
    await isWell(matcher)
    expect(ids(server).sort()).toEqual(SHOP.map(({ id }) => id).sort())
    await expect.poll(() => server.uids()).toEqual([INDEX])
    expect(server.keys.list().results).toMatchObject([{ actions: ['search'], indexes: [INDEX] }])
    expect(await ask(matcher, 'цена доставки')).toMatchObject({ engine: 'meilisearch', verdict: 'answer' })
  })

  it('is asked in one request for the whole question and each of its words', async () => {
    const server = await aServer()
    const { matcher } = await aNode(server)
    await isWell(matcher)
    const before = server.requests.length
    // Meilisearch wants the first word of a query, and the synonym it is asked with first is in no answer
    expect((await ask(matcher, 'отследить мой заказ')).hits[0]?.id).toBe('track')
    expect(server.requests.slice(before).filter((line) => line.includes('search'))).toEqual(['POST /multi-search'])
    expect(server.violations).toEqual([])
  })

  it('is not written again when the library is what it was, and told what is not', async () => {
    const server = await aServer()
    const first = await aNode(server)
    await isWell(first.matcher)
    await first.close()
    const before = writes(server).length
    const second = await aNode(server)
    await isWell(second.matcher)
    expect(writes(server)).toHaveLength(before)
    await second.close()

    const third = await aNode(server, { entries: [...SHOP.slice(1), COPTER] })
    await isWell(third.matcher)
    expect(ids(server)).toContain('copter')
    expect(ids(server)).not.toContain(SHOP[0]!.id)
    await expect.poll(() => server.uids()).toEqual([INDEX])
  })

  it('knows what is published while it is built', async () => {
    const server = await aServer()
    server.tasks.held = true
    const { matcher } = await aNode(server)
    await matcher.put([COPTER])
    expect(await ask(matcher, 'квадрокоптер')).toMatchObject({ engine: 'embedded', hits: [{ id: 'copter' }] })
    server.tasks.held = false
    server.tasks.go()
    await isWell(matcher)
    expect(await ask(matcher, 'квадрокоптер')).toMatchObject({ engine: 'meilisearch', hits: [{ id: 'copter' }] })
    expect(ids(server)).toContain('copter')
  })

  it('lets nobody wait who publishes: a busy Meilisearch is told later, and the answer is found at once', async () => {
    const server = await aServer()
    const { matcher } = await aNode(server)
    await isWell(matcher)
    server.tasks.held = true
    await matcher.put([COPTER])
    await matcher.remove(['track'])
    expect(ids(server)).not.toContain('copter')
    expect(await ask(matcher, 'квадрокоптер')).toMatchObject({ engine: 'meilisearch', hits: [{ id: 'copter' }] })
    expect((await ask(matcher, 'отследить заказ')).hits.map(({ id }) => id)).not.toContain('track')
    server.tasks.held = false
    server.tasks.go()
    await expect.poll(() => ids(server)).toContain('copter')
    await expect.poll(() => ids(server)).not.toContain('track')
  })

  it('finds questions that visitors taught, too', async () => {
    const server = await aServer()
    const { matcher } = await aNode(server)
    await isWell(matcher)
    const outcome = {
      site: 'tropa',
      query: 'куда запропастился рюкзак',
      answerId: 'track',
      at: '2026-05-12T10:00:00.000Z',
    }
    await matcher.learn({ ...outcome, kind: 'solved_by', visitor: 'operator' })
    await expect.poll(() => JSON.stringify(server.documents(INDEX))).toContain('запропаст')
  })

  it('is made again with its settings when somebody removed it', async () => {
    const server = await aServer()
    const { matcher } = await aNode(server)
    await isWell(matcher)
    server.uproot(INDEX)
    expect(await ask(matcher, 'цена доставки')).toMatchObject({ engine: 'embedded', degraded: true, verdict: 'answer' })
    await isWell(matcher)
    expect(ids(server)).toHaveLength(SHOP.length)

    // a change that comes first makes an index without our settings
    server.uproot(INDEX)
    await matcher.put([COPTER])
    await expect.poll(() => ids(server)).toEqual(['copter'])
    await ask(matcher, 'цена доставки')
    await expect.poll(() => ids(server), { timeout: 10_000 }).toHaveLength(SHOP.length + 1)
    await isWell(matcher)
    expect(await ask(matcher, 'цена доставки')).toMatchObject({ engine: 'meilisearch' })
  })

  it('is searched with a new key when the old one is gone', async () => {
    const server = await aServer()
    const { matcher } = await aNode(server)
    await isWell(matcher)
    server.keys.clear()
    expect(await ask(matcher, 'цена доставки')).toMatchObject({ engine: 'embedded' })
    await isWell(matcher)
    expect(await ask(matcher, 'цена доставки')).toMatchObject({ engine: 'meilisearch' })
  })
})

describe('a Meilisearch that does not answer as it should', () => {
  it.each([
    ['breaks', (server: StrictMeilisearch, on: boolean) => void (server.failWith = on ? 500 : null)],
    ['answers too slowly', (server: StrictMeilisearch, on: boolean) => void (server.delayMs = on ? 450 : 0)],
  ])('is left in peace while it %s, and nothing is written again', async (_, be) => {
    const server = await aServer()
    const { matcher, said } = await aNode(server)
    await isWell(matcher)
    const before = writes(server).length
    be(server, true)
    expect(await ask(matcher, 'цена доставки')).toMatchObject({ engine: 'embedded', degraded: true, verdict: 'answer' })
    expect(matcher.status()).toMatchObject({ degraded: true, reason: expect.any(String) })
    const asked = server.requests.filter((line) => line === 'POST /multi-search').length
    expect(await ask(matcher, 'цена доставки')).toMatchObject({ engine: 'embedded', verdict: 'answer' })
    expect(server.requests.filter((line) => line === 'POST /multi-search')).toHaveLength(asked)
    be(server, false)
    await isWell(matcher)
    expect(await ask(matcher, 'цена доставки')).toMatchObject({ engine: 'meilisearch' })
    expect(writes(server)).toHaveLength(before)
    expect(said.filter((line) => line.startsWith('warn'))).toContain(
      'warn: Meilisearch is not responding in time; using the embedded engine until it does',
    )
  })

  it('is told what it missed', async () => {
    const server = await aServer()
    const { matcher } = await aNode(server)
    await isWell(matcher)
    server.failWith = 503
    await matcher.put([COPTER])
    expect((await ask(matcher, 'квадрокоптер')).hits[0]?.id).toBe('copter')
    server.failWith = null
    await expect.poll(() => ids(server), { timeout: 10_000 }).toContain('copter')
  })

  it('refuses a wrong key: the log says so, and the embedded engine answers', async () => {
    const server = await aServer()
    const { matcher, said } = await aNode(server, { key: 'wrong' })
    await expect.poll(() => said).toContain('error: Meilisearch rejected MEILI_KEY; using the embedded engine')
    expect(matcher.status()).toMatchObject({ degraded: true, reason: 'The provided API key is invalid.' })
    expect(await ask(matcher, 'цена доставки')).toMatchObject({ engine: 'embedded', verdict: 'answer' })
    await expect.poll(() => server.refusals.length).toBeGreaterThan(3)
    expect(said.filter((line) => line.startsWith('error'))).toHaveLength(1)
  })

  it('is enough when its key is one of our indexes only, and may make no others', async () => {
    const server = await aServer()
    server.keys.add('limited', ['search', 'documents.*', 'indexes.*', 'settings.*', 'tasks.*'], ['shop*'])
    const { matcher } = await aNode(server, { key: 'limited' })
    await isWell(matcher)
    expect(await ask(matcher, 'цена доставки')).toMatchObject({ engine: 'meilisearch', verdict: 'answer' })
  })

  it('keeps nobody from closing while it is busy with the library', async () => {
    const server = await aServer()
    server.tasks.held = true
    const { close } = await aNode(server)
    await expect.poll(() => server.requests).toContain('POST /indexes')
    const asked = server.requests.length
    await close()
    expect(server.documents(INDEX)).toEqual([])
    // closing asks about no task any more: at most what was on its way
    expect(server.requests.length).toBeLessThanOrEqual(asked + 1)
  })
})

describe('nodes that share a Meilisearch', () => {
  it('let one of them write, and agree', async () => {
    const server = await aServer()
    const nodes = await Promise.all([aNode(server), aNode(server), aNode(server)])
    for (const { matcher } of nodes) await isWell(matcher)
    expect(writes(server)).toHaveLength(1)
    await expect.poll(() => server.uids()).toEqual([INDEX])
    expect(server.keys.list().results).toHaveLength(1)
    const answers = await Promise.all(nodes.map(({ matcher }) => ask(matcher, 'как вернуть товар')))
    expect(new Set(answers.map(({ engine, hits }) => `${engine} ${hits[0]?.id}`))).toEqual(
      new Set(['meilisearch return']),
    )
  })

  it('go on where one of them was killed', async () => {
    const server = await aServer()
    server.plant(INDEX)
    server.plant(`${INDEX}-building`)
    const { matcher } = await aNode(server)
    await isWell(matcher, 15_000)
    expect(ids(server)).toHaveLength(SHOP.length)
    await expect.poll(() => server.uids()).toEqual([INDEX])
  })

  it('remove what versions and nodes before them left, but nothing that may be in use or is not theirs', async () => {
    const server = await aServer()
    for (const uid of ['shop', 'shop-0123abcd', 'shop-0123abcd-4567cdef', 'shopping', 'shop-news']) server.plant(uid)
    server.aheadMs = 11 * 60_000
    server.plant('shop-89abcdef-01234567')
    const { matcher } = await aNode(server)
    await isWell(matcher)
    await expect
      .poll(() => server.uids().sort())
      .toEqual([INDEX, 'shop-89abcdef-01234567', 'shop-news', 'shopping'].sort())
  })
})
