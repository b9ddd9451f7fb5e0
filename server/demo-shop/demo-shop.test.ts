import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Library, openDatabase, openLibrary } from '#kb'
import { snippetFor } from '../snippet.ts'
import { createDemoShop } from './demo-shop.ts'
import { illustration } from './illustrations.ts'

const HELP_URL = 'http://127.0.0.1:4999'

let library: Library
let dataDir: string
let shop: ReturnType<typeof createDemoShop>
let database: Awaited<ReturnType<typeof openDatabase>>
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'firstline-shop-'))
  database = await openDatabase({ url: undefined, dataDir })
  library = await openLibrary({ database, contentDir: join(import.meta.dirname, '../../content') })
  shop = createDemoShop({
    library,
    siteId: 'tropa',
    helpUrl: HELP_URL,
    snippet: (nonce) => snippetFor(HELP_URL, 'tropa', nonce),
  })
})
afterAll(async () => {
  await library?.close()
  await database?.close()
  rmSync(dataDir, { recursive: true, force: true })
})

describe('the demo shop', () => {
  it('shows every product with a drawing of its own, in both languages', async () => {
    const { items: products } = await library.find.products('tropa', 'ru')
    expect(products).toHaveLength(25)
    const drawings = products.map(({ slug }) => illustration(slug))
    expect(drawings).not.toContain(illustration('no-such-product'))
    for (const lang of ['ru', 'en'] as const) {
      const text = await (await shop.request(`/?lang=${lang}`)).text()
      for (const { slug } of products) expect(text).toContain(`/p/${slug}?lang=${lang}`)
      expect(text).toContain(`<html lang="${lang}">`)
    }
  })
  it('embeds the widget by exactly the two lines an owner pastes, with the nonce of its policy', async () => {
    const response = await shop.request('/p/pereval-3')
    const text = await response.text()
    const nonce = /script-src 'nonce-([\w-]+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1]
    expect(nonce?.length).toBeGreaterThanOrEqual(22)
    expect(text).toContain(snippetFor(HELP_URL, 'tropa', nonce))
    expect(response.headers.get('content-security-policy')).not.toContain('unsafe')
    expect((await (await shop.request('/p/pereval-3')).text()).includes(nonce ?? '')).toBe(false)
  })
  it('tells the widget the product of the page', async () => {
    const text = await (await shop.request('/p/pereval-3?lang=en')).text()
    const json = /<script type="application\/ld\+json">(.+?)<\/script>/.exec(text)?.[1] ?? '{}'
    expect(JSON.parse(json)).toMatchObject({ '@type': 'Product', sku: 'TR-1101' })
  })
  it('speaks the language of the browser unless the link names one', async () => {
    const english = { headers: { 'accept-language': 'en-GB' } }
    expect(await (await shop.request('/p/pereval-3', english)).text()).toContain('<html lang="en">')
    expect(await (await shop.request('/p/pereval-3?lang=ru', english)).text()).toContain('<html lang="ru">')
  })
  it('says that a page is missing', async () => {
    expect((await shop.request('/p/nothing')).status).toBe(404)
    expect((await shop.request('/nothing')).status).toBe(404)
  })
})
