import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signIn } from './kit/desk-client.ts'
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
    const admin = await signIn(product)
    const found = await admin.send('GET', '/api/desk/answers?state=published&perPage=1')
    const { items } = (await found.json()) as { items: { id: string }[] }
    const answerId = items[0]?.id
    const file = join(product.dataDir, 'firstline.db')
    const other = new DatabaseSync(file, { timeout: 5_000 })
    other.exec('BEGIN IMMEDIATE')
    const counted = () =>
      other.prepare(`select count(*) as "n" from "visits" where "kind" = 'helped'`).get()?.['n'] as number
    const before = counted()
    const search = () =>
      fetch(
        `${product.helpCentre}/api/search?site=tropa&locale=ru&typing=1&q=%D0%B2%D0%BE%D0%B7%D0%B2%D1%80%D0%B0%D1%82`,
      )
    let answered = 0
    const votes = Array.from({ length: VOTES }, async (_, n) => {
      const response = await fetch(`${product.helpCentre}/api/answers/${answerId}/outcome`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': `198.51.100.${n}` },
        body: JSON.stringify({ site: 'tropa', locale: 'ru', helped: true, query: 'сколько стоит доставка' }),
      })
      answered += 1
      await response.arrayBuffer()
      return response.status
    })
    const outcomes = Promise.allSettled(votes)
    try {
      // The product answers others as long as it is asked; its writers wait meanwhile, though not for ever: it is asked a few times only.
      for (let asked = 0; asked < SEARCHES; asked++) expect((await search()).status).toBe(200)
      expect(answered).toBe(0)
    } finally {
      other.exec('COMMIT')
      await outcomes
    }
    expect(new Set(await Promise.all(votes))).toEqual(new Set([200]))
    expect(counted() - before).toBe(VOTES)
    other.close()
  })
})
