import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Product, startProduct } from './kit/product.ts'

const VOTES = 200
const SEARCHES = 5

describe('a database that somebody else holds', () => {
  let product: Product
  beforeAll(async () => {
    product = await startProduct({ env: { DEMO_SHOP: 'off', TRUSTED_PROXIES: '127.0.0.1' } })
  })
  afterAll(() => product?.stop())

  it('keeps 200 votes waiting and nobody else, and loses none', async () => {
    const search = () =>
      fetch(
        `${product.helpCentre}/api/search?site=tropa&locale=ru&typing=1&q=%D0%B2%D0%BE%D0%B7%D0%B2%D1%80%D0%B0%D1%82`,
      )
    // One that visitors find: only of those can they say that it helped.
    const { hits } = (await (await search()).json()) as { hits: { id: string }[] }
    const answerId = hits[0]?.id
    expect(answerId).toBeDefined()
    const file = join(product.dataDir, 'firstline.db')
    const other = new DatabaseSync(file, { timeout: 5_000 })
    other.exec('BEGIN IMMEDIATE')
    const counted = () =>
      other.prepare(`select count(*) as "n" from "visits" where "kind" = 'helped'`).get()?.['n'] as number
    const before = counted()
    const answered: number[] = []
    const votes = Array.from({ length: VOTES }, async (_, n) => {
      const response = await fetch(`${product.helpCentre}/api/answers/${answerId}/outcome`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': `198.51.100.${n}` },
        body: JSON.stringify({ site: 'tropa', locale: 'ru', helped: true, query: 'сколько стоит доставка' }),
      })
      answered.push(response.status)
      await response.arrayBuffer()
      return response.status
    })
    const outcomes = Promise.allSettled(votes)
    try {
      // The product answers others as long as it is asked; its writers wait meanwhile, though not for ever: it is asked a few times only.
      for (let asked = 0; asked < SEARCHES; asked++) expect((await search()).status).toBe(200)
      expect(answered).toEqual([])
    } finally {
      other.exec('COMMIT')
      await outcomes
    }
    expect(new Set(await Promise.all(votes))).toEqual(new Set([200]))
    expect(counted() - before).toBe(VOTES)
    other.close()
  })
})
