import { sql } from 'kysely'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { silent } from '../../log.ts'
import type { Database } from '../../storage/open-database.ts'
import { anOffer, aYml, feedFiles } from '../../testing/a-feed.ts'
import { TEST_DATABASES } from '../../testing/test-databases.ts'
import type { ProductRecord } from '../catalogue.ts'
import { sqlProductStore } from '../products/product-store.ts'
import type { Catalogue, ReceivedFeed } from './catalogue-import.ts'
import { sqlImportStore } from './import-store.ts'
import { openCatalogue } from './open-catalogue.ts'

const NOW = Date.parse('2026-11-27T10:00:00Z')
const site = { id: 'tropa', url: 'https://tropa.example', productUrlPattern: '/p/{slug}' }
const files = feedFiles()
afterAll(files.remove)

describe.each(TEST_DATABASES)('the catalogue on $name', ({ open }) => {
  let database: Database
  let catalogue: Catalogue
  let told: string[]
  let ofFiles: ProductRecord[]
  let fed: boolean
  beforeEach(async () => {
    database = await open()
    told = []
    ofFiles = []
    fed = false
    catalogue = openCatalogue({
      store: sqlImportStore(database),
      counts: sqlProductStore(database).counts,
      ofFiles: (id) => (fed ? [] : ofFiles.filter((product) => product.site === id)),
      changed: async (id) => void told.push(id),
      log: silent,
    })
  })
  afterEach(async () => {
    await database.close()
  })

  const feedOf = (offers: string[] | string, more: Partial<ReceivedFeed> = {}): ReceivedFeed => ({
    site,
    locale: 'ru',
    path: files.write(typeof offers === 'string' ? offers : aYml(offers)),
    name: 'tropa.yml',
    way: 'upload',
    by: { id: 'per_1', name: 'Olga' },
    ...more,
  })
  const many = (from: number, to: number, price = 100) =>
    Array.from({ length: to - from }, (_, at) => anOffer(from + at, { price }))
  const shown = async (siteId = 'tropa') =>
    (await sqlProductStore(database).list(siteId, 'ru', { page: 1, perPage: 2_000 })).items
  const staged = async () =>
    Number(
      (
        await database.db
          .selectFrom('feedRows')
          .select((eb) => eb.fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    )

  it('says before the first feed is taken which products of files it does not name, and holds it back where that is most', async () => {
    const ofFile = (sku: string): ProductRecord => ({
      site: 'tropa',
      sku,
      slug: sku,
      name: { ru: `Товар ${sku}`, en: `Item ${sku}` },
      categories: [],
      price: 1,
      currency: 'RUB',
      oldPrice: null,
      availability: null,
      vendor: null,
      summary: { ru: '', en: '' },
      picture: null,
      morePictures: [],
      url: null,
      attributes: [],
    })
    ofFiles = Array.from({ length: 12 }, (_, at) => ofFile(String(at)))
    expect(catalogue.ofFiles('tropa')).toBe(12)
    const half = await catalogue.take(feedOf(many(0, 7), { way: 'api' }), NOW)
    expect(half).toMatchObject({ state: 'applied', instead: { products: 12, goneTotal: 5 } })
    expect(half.instead?.gone[0]).toEqual({ sku: '7', name: 'Товар 7' })
    const few = await catalogue.take(feedOf(many(0, 2), { site: { ...site, id: 'alpha' } }), NOW)
    expect(few.instead).toBeNull()
    const other = await catalogue.take(feedOf(many(0, 2), { way: 'api', locale: 'en' }), NOW)
    expect(other).toMatchObject({ state: 'ready', heldBack: true, instead: { goneTotal: 10 } })
    fed = true
    expect(catalogue.ofFiles('tropa')).toBe(0)
    expect((await catalogue.receive(feedOf(many(0, 2), { locale: 'en' }), NOW)).instead).toBeNull()
  })

  it('waits with the differences until somebody takes them', async () => {
    await catalogue.take(feedOf(many(0, 1_200)), NOW)
    expect(told).toEqual(['tropa'])
    const other = [...many(100, 1_200), anOffer(5, { price: 90 }), anOffer('new')]
    const one = await catalogue.receive(feedOf(other), NOW + 1)
    expect(one).toMatchObject({ state: 'ready', offers: 1_102, added: 1, changed: 1, gone: 99, heldBack: false })
    expect(one.samples).toMatchObject({
      added: [{ sku: 'new' }],
      changed: [{ sku: '5', changed: [{ field: 'price', from: '100', to: '90' }] }],
      gone: expect.arrayContaining([{ sku: '0', name: 'Палатка Перевал 0' }]),
    })
    expect(await shown()).toHaveLength(1_200)
    expect(await catalogue.apply('tropa', one.id, NOW + 2)).toMatchObject({ ok: true, value: { state: 'applied' } })
    expect(await shown()).toHaveLength(1_102)
    expect((await shown()).find(({ sku }) => sku === '5')?.price).toBe(90)
    expect(await staged()).toBe(0)
    expect(told).toEqual(['tropa', 'tropa'])
  })

  it('has the database count what came before it compares: it would take a new feed for one row', async () => {
    const { id } = await catalogue.receive(feedOf(many(0, 50)), NOW)
    if (database.kind !== 'postgres') return expect(await staged()).toBe(50)
    const { rows } = await sql<{ known: string }>`select most_common_vals::text as known from pg_stats
      where schemaname = current_schema() and tablename = 'feedRows' and attname = 'importId'`.execute(database.db)
    expect(rows).toEqual([{ known: `{${id}}` }])
  })

  it('writes only what differs', async () => {
    await catalogue.take(feedOf(many(0, 50)), NOW)
    const version = async () => (await sqlProductStore(database).one('tropa', 'ru', 'sku', ['7']))?.price
    expect(await catalogue.take(feedOf(many(0, 50)), NOW + 1)).toMatchObject({
      state: 'unchanged',
      added: 0,
      changed: 0,
      gone: 0,
    })
    expect(told).toEqual(['tropa'])
    expect(await version()).toBe(100)
  })

  it('keeps the last good products whatever comes instead, and says what is wrong with it', async () => {
    await catalogue.take(feedOf(many(0, 40)), NOW)
    const whole = aYml(many(0, 40, 5))
    for (const [feed, code] of [
      [whole.slice(0, whole.length / 2), 'cut_off'],
      [aYml([]), 'no_offers'],
      ['<html>Bad Gateway</html>', 'is_a_page'],
      ['', 'empty'],
    ] as const)
      expect(await catalogue.take(feedOf(feed), NOW + 1)).toMatchObject({ state: 'refused', fault: { code } })
    expect((await shown()).map(({ price }) => price)).toEqual(Array(40).fill(100))
    expect(await staged()).toBe(0)
  })

  it('shows of a table what the shop ticked, and asks for it anew once that is other', async () => {
    const table = 'Артикул;Название;Цена;Цвет;Поставщик\n1;Стул;900;хаки;ООО «Опт»\n'
    const attributes = async () => (await shown())[0]?.attributes.map(({ name }) => name)
    await catalogue.take(feedOf(table), NOW)
    expect(await attributes()).toEqual(['Цвет'])
    expect(await catalogue.sources('tropa')).toMatchObject([
      {
        url: null,
        further: [
          { name: 'Цвет', internal: false },
          { name: 'Поставщик', internal: true },
        ],
      },
    ])
    await catalogue.changeSource('tropa', 'ru', { etag: '"1"' })
    expect(await catalogue.changeSource('tropa', 'ru', { attributes: ['Поставщик'] })).toMatchObject({ etag: null })
    expect(await catalogue.take(feedOf(table), NOW + 1)).toMatchObject({ state: 'applied', changed: 1 })
    expect(await attributes()).toEqual(['Поставщик'])
    expect(await catalogue.changeSource('tropa', 'ru', { everyMinutes: 15 })).toMatchObject({
      attributes: ['Поставщик'],
    })
  })

  it('holds back what comes by itself and would take most products away', async () => {
    await catalogue.take(feedOf(many(0, 40)), NOW)
    const one = await catalogue.take(feedOf(many(0, 15), { way: 'address' }), NOW + 1)
    expect(one).toMatchObject({ state: 'ready', heldBack: true, gone: 25 })
    expect(await shown()).toHaveLength(40)
    expect(await catalogue.apply('tropa', one.id, NOW + 2)).toMatchObject({ ok: true })
    expect(await shown()).toHaveLength(15)
  })

  it('lets a waiting feed go for a newer one, or when somebody says so', async () => {
    const first = await catalogue.receive(feedOf(many(0, 3)), NOW)
    const second = await catalogue.receive(feedOf(many(0, 4)), NOW + 1)
    expect(await catalogue.apply('tropa', first.id, NOW + 2)).toEqual({ ok: false, refused: { code: 'wrong_state' } })
    expect(await catalogue.discard('tropa', second.id)).toMatchObject({ ok: true, value: { state: 'discarded' } })
    expect(await catalogue.apply('tropa', second.id, NOW + 2)).toEqual({ ok: false, refused: { code: 'wrong_state' } })
    expect([await shown(), await staged()]).toEqual([[], 0])
  })

  it('keeps shops and languages apart', async () => {
    await catalogue.take(feedOf(many(0, 5)), NOW)
    await catalogue.take(feedOf(many(0, 3, 7), { site: { ...site, id: 'other' } }), NOW)
    await catalogue.take(feedOf(many(0, 2, 9), { locale: 'en' }), NOW)
    expect((await shown()).map(({ price }) => price)).toEqual(Array(5).fill(100))
    expect(await shown('other')).toHaveLength(3)
    expect(await catalogue.counts('tropa')).toEqual(
      expect.arrayContaining([
        { site: 'tropa', locale: 'ru', products: 5 },
        { site: 'tropa', locale: 'en', products: 2 },
      ]),
    )
    const { items } = await catalogue.imports('tropa', 1, 10)
    expect(items.map(({ locale }) => locale).sort()).toEqual(['en', 'ru'])
    expect(await catalogue.apply('other', items[0]?.id ?? '', NOW)).toEqual({
      ok: false,
      refused: { code: 'not_found' },
    })
    expect(await catalogue.discard('other', items[0]?.id ?? '')).toEqual({ ok: false, refused: { code: 'not_found' } })
  })

  it('ends after a sudden stop what was being taken, and gives up what was being read', async () => {
    const one = await catalogue.receive(feedOf(many(0, 30)), NOW)
    const store = sqlImportStore(database)
    await store.move({ ...one, state: 'applying' }, 'ready')
    const cut = { ...one, id: `${one.id}x`, state: 'reading' as const }
    await store.put(cut)
    await catalogue.resume(NOW + 1)
    expect(await shown()).toHaveLength(30)
    const { items } = await catalogue.imports('tropa', 1, 10)
    expect(items.map(({ state }) => state).sort()).toEqual(['applied', 'refused'])
  })

  it('gives an address whose time has come to one caller', async () => {
    const source = await catalogue.changeSource('tropa', 'ru', {
      url: 'https://tropa.example/feed.yml',
      everyMinutes: 30,
      nextAt: new Date(NOW).toISOString(),
    })
    expect(source).toMatchObject({ currency: 'RUB', columns: {}, etag: null })
    expect(await catalogue.due(NOW - 1)).toEqual([])
    const both = await Promise.all([catalogue.due(NOW), catalogue.due(NOW)])
    expect(both.flat()).toMatchObject([{ url: 'https://tropa.example/feed.yml', nextAt: '2026-11-27T10:30:00.000Z' }])
    await catalogue.changeSource('tropa', 'ru', { etag: '"1"' })
    expect(await catalogue.changeSource('tropa', 'ru', { url: 'https://tropa.example/other.yml' })).toMatchObject({
      etag: null,
    })
  })

  it('finds products by number, page and words, in the language there is', async () => {
    await catalogue.take(feedOf([anOffer('TR-11/01', { name: 'Палатка Ёлка' }), anOffer('T2')]), NOW)
    const store = sqlProductStore(database)
    expect([...(await store.bySkuKeys('tropa', 'en', ['tr1101', 'no'])).keys()]).toEqual(['tr1101'])
    expect((await store.one('tropa', 'ru', 'urlKey', ['/p/tent-t2']))?.sku).toBe('T2')
    const found = async (text: string) =>
      (await store.list('tropa', 'en', { text, page: 1, perPage: 10 })).items.map(({ sku }) => sku)
    expect([await found('елка'), await found('палатка t2'), await found('%')]).toEqual([['TR-11/01'], ['T2'], []])
    expect(await store.categories('tropa', 'ru')).toEqual([
      { id: '12', name: 'Палатки', above: ['Снаряжение'], products: 2 },
    ])
  })
})
