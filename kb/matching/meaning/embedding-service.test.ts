import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { silent } from '../../log.ts'
import { type Database, migrate, openDatabase } from '../../storage/open-database.ts'
import { aMatcher, anEntry } from '../../testing/a-library.ts'
import { matchingMigrations } from '../matching-migrations.ts'
import { DEFAULT_THRESHOLDS } from '../verdict/decide.ts'
import { embeddingService } from './embedding-service.ts'
import { sqlVectorStore } from './sql-vector-store.ts'
import { meaningFrom } from './threaded-meaning.ts'

interface Asked {
  path: string | undefined
  key: string | undefined
  model: string
  input: string[]
}
type Reply = (asked: Asked, answer: (status: number, body: unknown) => void) => void

const closers: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** What each text is about, as a vector: a service that understands six words of two languages. */
const MEANT = [/refund|money|cash|деньги|средства/i, /delivery|courier|доставка|курьер/i, /size|размер/i]
const vectorOf = (text: string, length = 8): number[] =>
  Array.from({ length }, (_, at) => (MEANT[at]?.test(text) ? 3 : at === length - 1 ? 1 : 0))
const inform = ({ input }: Asked) => ({
  // in any order: the index tells
  data: input.map((text, index) => ({ index, embedding: vectorOf(text) })).reverse(),
})

/** A real server in the form of `/v1/embeddings`; `reply` may be changed. */
async function aService(reply: Reply = (asked, answer) => answer(200, inform(asked))) {
  const asked: Asked[] = []
  const service = { asked, reply, url: '', model: 'six-words', key: 'secret' }
  const server: Server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    const one: Asked = { path: request.url, key: request.headers.authorization, ...JSON.parse(body) }
    asked.push(one)
    service.reply(one, (status, answer) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer)),
    )
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  service.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
  closers.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return service
}

const LIBRARY = [
  anEntry({ id: 'refund', question: 'When will I get my refund?', body: 'It takes ten days.' }),
  anEntry({ id: 'courier', question: 'How much is delivery?', body: 'By courier 300.' }),
  anEntry({ id: 'size', question: 'Which size is mine?', body: 'See the chart.' }),
  anEntry({ id: 'club', question: 'What is the club?', body: 'Bonuses.' }),
  anEntry({ id: 'shops', question: 'Where are the shops?', body: 'In two towns.' }),
]

describe('a service of embeddings', () => {
  it('is asked in the form of OpenAI, and gives vectors of length one in the order of the texts', async () => {
    const service = await aService()
    const vectors = await embeddingService(service).encode(['no such word', 'refund'], null)
    expect(service.asked).toEqual([
      {
        path: '/v1/embeddings',
        key: 'Bearer secret',
        model: 'six-words',
        input: ['no such word', 'refund'],
        encoding_format: 'float',
      },
    ])
    expect(vectors.map((vector) => Math.hypot(...vector).toFixed(4))).toEqual(['1.0000', '1.0000'])
    expect(vectors[1]?.[0]).toBeGreaterThan(0.9)
  })
  it('may be named by its whole address, and needs no key', async () => {
    const service = await aService()
    await embeddingService({ url: `${service.url}/embeddings`, model: 'm' }).encode(['a'], null)
    expect(service.asked[0]).toMatchObject({ path: '/v1/embeddings', key: undefined })
  })
  it.each<[string, Reply, string]>([
    ['an error', (_asked, answer) => answer(500, { error: 'no' }), 'answered 500'],
    ['too many requests', (_asked, answer) => answer(429, {}), 'answered 429'],
    ['something else', (_asked, answer) => answer(200, { vectors: [] }), 'does not answer as'],
    ['fewer vectors than texts', (_asked, answer) => answer(200, { data: [] }), 'does not answer as'],
  ])('that answers %s is said to', async (_name, reply, said) => {
    const service = await aService(reply)
    await expect(embeddingService(service).encode(['a'], null)).rejects.toThrow(said)
  })
  it('whose vectors change their length is said to', async () => {
    const service = await aService()
    const encoder = embeddingService(service)
    await encoder.encode(['a'], null)
    service.reply = ({ input }, answer) =>
      answer(200, { data: input.map((text, index) => ({ index, embedding: vectorOf(text, 12) })) })
    await expect(encoder.encode(['a'], null)).rejects.toThrow('a vector of 12 numbers after those of 8')
  })
})

describe('search by a service of embeddings', () => {
  const search = async (
    service: Awaited<ReturnType<typeof aService>>,
    { questionMs = 60_000, database }: { questionMs?: number; database?: Database } = {},
  ) => {
    const { url, model, key } = service
    const meaning = meaningFrom({
      service: { url, model, key },
      questionMs,
      store: database && sqlVectorStore(database.db),
      log: silent,
    })
    const opened = await aMatcher(LIBRARY, null, undefined, meaning)
    closers.push(() => opened.close())
    await opened.matcher.settled()
    return {
      ...opened,
      ask: (text: string) => opened.matcher.match({ text, site: 'tropa', locale: 'en', audience: 'public' }),
    }
  }

  it('finds what shares no word with the question, and asks for many texts at once', async () => {
    const service = await aService()
    const { ask } = await search(service)
    expect(service.asked.map(({ input }) => input.length)).toEqual([10])
    const found = await ask('give me the cash')
    expect(found.hits[0]?.id).toBe('refund')
    expect(found.because.meaning?.text).toBe('When will I get my refund?')
  })

  it('gives no answer alone for its meaning while the library has not shown how often that is right', async () => {
    const { ask } = await search(await aService())
    const found = await ask('cash transferred yesterday somewhere')
    expect(found.hits[0]).toMatchObject({ id: 'refund', words: [] })
    expect(found.verdict).toBe('suggest')
    expect(found.confidence).toBeGreaterThan(DEFAULT_THRESHOLDS.both.answer)
  })

  it('says near which phrasing, and of which day, an answer was found', async () => {
    const { matcher, ask } = await search(await aService())
    await matcher.put([anEntry({ id: 'home', question: 'Do you bring it upstairs?', asked: ['A courier at my door'] })])
    await matcher.remove(['courier'])
    await matcher.settled()
    const { hits, because } = await ask('is delivery possible')
    expect({ first: hits[0]?.id, meaning: because.meaning }).toEqual({
      first: 'home',
      meaning: { text: 'A courier at my door', at: '2026-05-12T10:00:00.000Z' },
    })
  })
  it('answers by words while the service fails, is slow, or gives other vectors', async () => {
    const service = await aService()
    const { ask } = await search(service, { questionMs: 1_000 })
    const replies: Reply[] = [
      (_asked, answer) => answer(500, {}),
      (_asked, answer) => answer(429, {}),
      () => {},
      ({ input }, answer) =>
        answer(200, { data: input.map((text, index) => ({ index, embedding: vectorOf(text, 12) })) }),
    ]
    for (const reply of replies) {
      service.reply = reply
      const found = await ask('how much is delivery')
      expect(found.hits[0]?.id).toBe('courier')
      expect((await ask('give me the cash')).hits[0]?.id).not.toBe('refund')
    }
    service.reply = (asked, answer) => answer(200, inform(asked))
    await expect.poll(async () => (await ask('give me the cash')).hits[0]?.id, { timeout: 60_000 }).toBe('refund')
  }, 300_000)
  it('takes in what it could not at first, once the service is back', async () => {
    const service = await aService((_asked, answer) => answer(503, {}))
    const { ask, matcher } = await search(service)
    expect((await ask('give me the cash')).hits[0]?.id).not.toBe('refund')
    service.reply = (asked, answer) => answer(200, inform(asked))
    await expect
      .poll(async () => (await ask('give me the cash')).hits[0]?.id, { timeout: 60_000, interval: 100 })
      .toBe('refund')
    await matcher.settled()
  }, 300_000)
  it('asks for no text again after a restart', async () => {
    const database = await openDatabase({ dataDir: '', inMemory: true })
    closers.unshift(() => database.close())
    await migrate(database, matchingMigrations)
    const service = await aService()
    const first = await search(service, { database })
    await first.close()
    service.asked.length = 0
    const { ask } = await search(service, { database })
    expect(service.asked).toEqual([])
    expect((await ask('give me the cash')).hits[0]?.id).toBe('refund')
    expect(service.asked.map(({ input }) => input)).toEqual([['give me the cash']])
  })
})
