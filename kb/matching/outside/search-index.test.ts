import { Meilisearch } from 'meilisearch'
import { afterEach, describe, expect, it } from 'vitest'
import { aMatcher, anEntry, SHOP } from '../../testing/a-library.ts'
import type { Matcher, SearchEntry } from '../matcher.ts'
import { searchKeyUid } from './meilisearch-search-key.ts'
import { meilisearchIndexUid, meilisearchSearchIndex } from './meilisearch-search-index.ts'
import { StrictMeilisearch } from '../../testing/meilisearch/strict-meilisearch.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function embedded(entries: readonly SearchEntry[] = SHOP): Promise<Matcher> {
  const opened = await aMatcher(entries)
  closers.push(opened.close)
  return opened.matcher
}

/** A real server when MEILI_URL is set, otherwise the strict local one; both must have nothing to complain about. */
async function meilisearch(entries: readonly SearchEntry[] = SHOP): Promise<Matcher> {
  const live = process.env.MEILI_URL
  const server = new StrictMeilisearch('master')
  if (!live) await server.listen()
  const at = { url: live ?? server.url, key: live ? (process.env.MEILI_KEY ?? '') : 'master' }
  const uid = `test-${crypto.randomUUID()}`
  const opened = await aMatcher(entries, meilisearchSearchIndex({ ...at, uid }))
  closers.push(async () => {
    await opened.close()
    if (live) await leaveNothing(at, meilisearchIndexUid(uid))
    else await server.stop()
    expect(server.violations).toEqual([])
  })
  await expect.poll(() => opened.matcher.status().degraded, { timeout: 20_000 }).toBe(false)
  return opened.matcher
}

async function leaveNothing({ url, key }: { url: string; key: string }, index: string): Promise<void> {
  const admin = new Meilisearch({ host: url, apiKey: key })
  await admin.deleteIndexIfExists(index)
  await admin.deleteKey(searchKeyUid(index)).catch(() => {})
}

const ask = (matcher: Matcher, text: string, more: object = {}) =>
  matcher.match({ text, site: 'tropa', locale: 'ru', audience: 'public', ...more })

describe.each([
  ['embedded', embedded],
  ['meilisearch', meilisearch],
] as const)('the matcher on the %s engine', (engine, open) => {
  it('says which engine answered', async () => {
    const matcher = await open()
    // A server that is late once is answered for by the embedded engine.
    await expect.poll(() => ask(matcher, 'цена доставки')).toMatchObject({ engine, degraded: false })
  })

  it.each([
    ['сколько стоит доставка', 'cost'],
    ['доставкка', 'cost'],
    ['ljcnfdrf', 'cost'],
    ['dostavka', 'cost'],
    ['само вывоз', 'pickup'],
    ['отследить мой заказ', 'track'],
    ['TR-1101', 'watch'],
    ['возврат?', 'return'],
    ['shipping cost', 'cost-en'],
  ])('finds the answer to «%s»', async (text, id) => {
    const { hits, verdict } = await ask(await open(), text)
    expect(hits[0]?.id).toBe(id)
    expect(verdict).not.toBe('escalate')
  })

  it('escalates what the library does not hold', async () => {
    expect(await ask(await open(), 'почините мой пылесос')).toMatchObject({ verdict: 'escalate' })
  })

  it('keeps sites and audiences apart', async () => {
    const matcher = await open()
    expect((await ask(matcher, 'вернуть билет')).hits.map(({ id }) => id)).not.toContain('other')
    expect((await ask(matcher, 'поздороваться с посетителем')).hits.map(({ id }) => id)).not.toContain('greeting')
    expect((await ask(matcher, 'поздороваться с посетителем', { audience: 'operators' })).hits[0]?.id).toBe('greeting')
  })

  it('finds an added phrasing and forgets a removed answer at once', async () => {
    const matcher = await open()
    await matcher.put([
      anEntry({ id: 'track', question: 'Как отследить заказ?', asked: ['куда запропастился мой рюкзак'] }),
    ])
    expect((await ask(matcher, 'рюкзак запропастился')).hits[0]?.id).toBe('track')
    await matcher.remove(['track'])
    expect((await ask(matcher, 'рюкзак запропастился')).hits.map(({ id }) => id)).not.toContain('track')
  })
})

describe('two engines', () => {
  it('give one verdict', async () => {
    const [first, second] = [await embedded(), await meilisearch()]
    for (const text of ['цена доставки', 'хочу вернуть', 'garmin', 'забрать самому', 'refund please', 'где']) {
      const [a, b] = [await ask(first, text), await ask(second, text)]
      expect({ text, verdict: b.verdict, first: b.hits[0]?.id }).toEqual({
        text,
        verdict: a.verdict,
        first: a.hits[0]?.id,
      })
      expect(b.confidence).toBeCloseTo(a.confidence, 1)
    }
  })
})
