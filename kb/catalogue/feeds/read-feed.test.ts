import type { Locale } from '#shared'
import { afterAll, describe, expect, it } from 'vitest'
import { anOffer, asCyrillicBytes, aYml, feedFiles } from '../../testing/a-feed.ts'
import type { Columns } from './columns.ts'
import { BrokenFeed } from './feed-fault.ts'
import type { Offer } from './offer.ts'
import { readFeed } from './read-feed.ts'

const files = feedFiles()
afterAll(files.remove)

async function read(
  feed: string | Buffer,
  columns: Columns = {},
  locale: Locale = 'ru',
  attributes: readonly string[] | null = null,
) {
  const offers: Offer[] = []
  const report = await readFeed(
    files.write(feed),
    { columns, attributes, currency: 'RUB', locale },
    (offer) => void offers.push(offer),
  )
  return { ...report, offers, count: report.offers }
}
async function faultOf(feed: string | Buffer) {
  const error = await read(feed).then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return error instanceof BrokenFeed ? error.fault : error
}

const TENT = {
  sku: '7',
  name: 'Палатка Перевал 7',
  url: 'https://tropa.example/p/tent-7',
  price: 24_990,
  oldPrice: null,
  currency: 'RUB',
  availability: 'in_stock',
  vendor: 'Перевал',
  summary: 'Трёхместная палатка',
  picture: 'https://cdn.tropa.example/7.jpg',
  morePictures: [],
  categories: [
    { id: '12', name: 'Палатки' },
    { id: '1', name: 'Снаряжение' },
  ],
  attributes: [{ name: 'Вес', value: '3,4 кг' }],
}

describe('a feed of Yandex Market', () => {
  it('is read whole', async () => {
    expect((await read(aYml([anOffer(7)], { head: '<!DOCTYPE yml_catalog SYSTEM "shops.dtd">\n' }))).offers).toEqual([
      TENT,
    ])
  })
  it('is read in windows-1251, with and without a byte order mark in UTF-8', async () => {
    const cyrillic = aYml([anOffer(7)], { encoding: 'windows-1251' })
    expect((await read(asCyrillicBytes(cyrillic))).offers).toEqual([TENT])
    expect((await read(`\ufeff${aYml([anOffer(7)])}`)).offers).toEqual([TENT])
    expect((await read(Buffer.from(`\ufeff${aYml([anOffer(7)], { encoding: 'utf-16' })}`, 'utf16le'))).offers).toEqual([
      TENT,
    ])
  })
  it('names a product of vendor and model by these', async () => {
    const offer =
      '<offer id="1" type="vendor.model" available="false"><price>10</price><typePrefix>Куртка</typePrefix><vendor>Kvarno</vendor><model>Storm 3L</model></offer>'
    expect((await read(aYml([offer]))).offers).toMatchObject([
      { name: 'Куртка Kvarno Storm 3L', availability: 'to_order', categories: [] },
    ])
  })
  it('leaves out what is no product, with its line and why', async () => {
    const bad = ['<offer id=""><price>1</price><name>A</name></offer>', '<offer id="2"><name>B</name></offer>']
    const feed = await read(aYml([anOffer(7), anOffer(8), ...bad, anOffer(7)]))
    expect(feed).toMatchObject({ count: 2, skippedTotal: 3 })
    expect(feed.skipped).toEqual([
      { line: 8, sku: '', why: 'no_sku' },
      { line: 9, sku: '2', why: 'no_price' },
      { line: 10, sku: '7', why: 'twice' },
    ])
  })
  it('goes round no circle of categories', async () => {
    const feed = aYml([anOffer(7)]).replace('<category id="1">', '<category id="1" parentId="12">')
    expect((await read(feed)).offers[0]?.categories.map(({ id }) => id)).toEqual(['12', '1'])
  })
})

describe('a feed of Google Merchant', () => {
  it('is read from XML', async () => {
    const item = `<item><g:id>SKU-1</g:id><title>Trail boots</title><link>https://shop.example/boots</link>
      <description>Dry &amp; light</description><g:price>129.90 EUR</g:price><g:sale_price>99.90 EUR</g:sale_price>
      <g:availability>out_of_stock</g:availability><g:image_link>https://cdn.example/b.jpg</g:image_link>
      <g:additional_image_link>https://cdn.example/sole.jpg</g:additional_image_link>
      <g:product_type>Outdoor &gt; Footwear</g:product_type><g:brand>Granit</g:brand><g:color>black</g:color>
      <g:product_detail><g:attribute_name>Weight</g:attribute_name><g:attribute_value>900 g</g:attribute_value></g:product_detail></item>`
    const feed = `<?xml version="1.0"?><rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>Shop</title>${item}</channel></rss>`
    expect((await read(feed, {}, 'en')).offers).toEqual([
      {
        sku: 'SKU-1',
        name: 'Trail boots',
        url: 'https://shop.example/boots',
        price: 99.9,
        oldPrice: 129.9,
        currency: 'EUR',
        availability: 'out_of_stock',
        vendor: 'Granit',
        summary: 'Dry & light',
        picture: 'https://cdn.example/b.jpg',
        morePictures: ['https://cdn.example/sole.jpg'],
        categories: [
          { id: 'outdoor-footwear', name: 'Footwear' },
          { id: 'outdoor', name: 'Outdoor' },
        ],
        attributes: [
          { name: 'Weight', value: '900 g' },
          { name: 'Colour', value: 'black' },
        ],
      },
    ])
  })
  it('is read from a table with tabs, where quotation marks are letters', async () => {
    const feed =
      'id\ttitle\tdescription\tlink\timage_link\tprice\tavailability\tproduct_type\n' +
      '1\t24" wheel\tA wheel\thttps://shop.example/1\thttps://cdn.example/1.jpg\t15.00 USD\tin stock\tBikes > Wheels\n'
    expect((await read(feed)).offers).toMatchObject([
      { sku: '1', name: '24" wheel', price: 15, currency: 'USD', availability: 'in_stock', vendor: null },
    ])
  })
})

describe('attributes of a product', () => {
  it('stand under names of the language of the feed, numbers for ordering last', async () => {
    const more =
      '<vendorCode>PRV-3</vendorCode><barcode>4600000000017</barcode><param name="Цвет">хаки</param><param name="Пустое"></param>'
    const [offer] = (await read(aYml([anOffer(7, { more })]))).offers
    expect(offer?.attributes).toEqual([
      { name: 'Вес', value: '3,4 кг' },
      { name: 'Цвет', value: 'хаки' },
      { name: 'Код производителя', value: 'PRV-3' },
      { name: 'Штрихкод', value: '4600000000017' },
    ])
  })
  it('are read from the columns of Google’s table, each fact of its list', async () => {
    const head =
      'id\ttitle\tlink\tprice\timage_link\tadditional_image_link\tcolor\tgtin\tproduct_detail(section_name:attribute_name:attribute_value)'
    const row =
      '1\tBoots\thttps://shop.example/1\t15 USD\thttps://cdn.example/1.jpg\thttps://cdn.example/2.jpg,http://cdn.example/3.jpg\tblack\t4006381333931\tGeneral:Weight:900 g,General:Sole:"Vibram, yellow",Wet:Ratio:3\\:1,broken'
    const [offer] = (await read(`${head}\n${row}\n`, {}, 'en')).offers
    expect(offer).toMatchObject({ picture: 'https://cdn.example/1.jpg', morePictures: ['https://cdn.example/2.jpg'] })
    expect(offer?.attributes).toEqual([
      { name: 'Colour', value: 'black' },
      { name: 'Weight', value: '900 g' },
      { name: 'Sole', value: 'Vibram, yellow' },
      { name: 'Ratio', value: '3:1' },
      { name: 'Barcode', value: '4006381333931' },
    ])
  })
  it('are the further columns of a table, but for what only the shop’s own people are to read', async () => {
    const table =
      'Артикул;Название;Цена;Цвет;Закупочная цена;Поставщик;Складной;Склад;Cost price;Резервуар\n1;Стул;900;хаки;400;ООО «Опт»;да;А-12;5;нет\n'
    expect((await read(table)).offers[0]?.attributes).toEqual([
      { name: 'Цвет', value: 'хаки' },
      { name: 'Складной', value: 'да' },
      { name: 'Резервуар', value: 'нет' },
    ])
  })
  it('are those columns that the shop ticked, and no other, also of those that come later', async () => {
    const table = 'Артикул;Название;Цена;Цвет;Поставщик;Вес\n1;Стул;900;хаки;ООО «Опт»;2 кг\n'
    const { offers, further } = await read(table, {}, 'ru', ['Поставщик', 'Цвет', 'Артикул'])
    expect(offers[0]?.attributes).toEqual([
      { name: 'Цвет', value: 'хаки' },
      { name: 'Поставщик', value: 'ООО «Опт»' },
    ])
    expect(further).toEqual([
      { name: 'Цвет', internal: false },
      { name: 'Поставщик', internal: true },
      { name: 'Вес', internal: false },
    ])
    expect((await read(table, {}, 'ru', [])).offers[0]?.attributes).toEqual([])
  })
})

describe('a table of a shop', () => {
  const RUSSIAN =
    'Артикул;Наименование;Цена;Остаток;Категория;Цвет\nТ-1;"Палатка ""Перевал""; 3";"24 990,00";5;Палатки;зелёный\n'
  it('says by its headings what is what, in windows-1251 too', async () => {
    const expected = [
      {
        sku: 'Т-1',
        name: 'Палатка "Перевал"; 3',
        price: 24_990,
        availability: 'in_stock',
        categories: [{ id: 'palatki', name: 'Палатки' }],
        attributes: [{ name: 'Цвет', value: 'зелёный' }],
      },
    ]
    expect((await read(RUSSIAN)).offers).toMatchObject(expected)
    expect((await read(asCyrillicBytes(RUSSIAN))).offers).toMatchObject(expected)
  })
  it('asks which column is which where it cannot tell, and takes what it is told', async () => {
    const strange = 'kod,opisanie,cena\n1,Tent,100\n'
    expect(await faultOf(strange)).toEqual({ code: 'columns_needed', line: 1, detail: '["kod","opisanie","cena"]' })
    expect((await read(strange, { sku: 'kod', name: 'opisanie', price: 'cena' })).offers).toMatchObject([
      { sku: '1', name: 'Tent', price: 100 },
    ])
  })
})

describe('a broken feed', () => {
  const whole = aYml(Array.from({ length: 200 }, (_, at) => anOffer(at)))
  const bomb = `<!DOCTYPE yml_catalog [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n`
  it.each([
    ['half a file', whole.slice(0, whole.length / 2), 'cut_off', expect.any(Number)],
    ['no products', aYml([]), 'no_offers', null],
    ['a page that says no', '<!DOCTYPE html>\n<html><body>502 Bad Gateway</body></html>', 'is_a_page', 1],
    ['a page without a doctype', '\n<html><head></head></html>', 'is_a_page', 1],
    ['another kind of XML', '<?xml version="1.0"?><urlset><url/></urlset>', 'not_a_feed', 1],
    ['a word', 'error', 'not_a_feed', 1],
    ['nothing', '', 'empty', null],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13, 0, 1, 2]), 'not_a_feed', 1],
    ['an unknown encoding', '<?xml version="1.0" encoding="klingon"?><yml_catalog/>', 'malformed', 1],
    ['entities that unfold', aYml([anOffer(1, { name: '&b;' })], { head: bomb }), 'entities', 2],
    ['an entity nobody declared', aYml([anOffer(1), anOffer(2, { name: '&unknown;' })]), 'malformed', 7],
    ['tags that cross', aYml(['<offer id="1"><name>A</offer></name>']), 'malformed', 6],
    ['a table cut inside a cell', 'id;name;price\n1;"Tent;100\n', 'cut_off', expect.any(Number)],
    ['mostly lines without a price', 'id;name;price\n1;Tent;\n2;Boots;\n3;Lamp;9\n', 'mostly_unreadable', 2],
  ])('is told by its kind and line: %s', async (_, feed, code, line) => {
    expect(await faultOf(feed)).toMatchObject({ code, line })
  })
  it('is no way to fill the memory: depth and one endless word are bounded', async () => {
    expect(await faultOf(`<yml_catalog>${'<a>'.repeat(200)}`)).toMatchObject({ code: 'malformed' })
    expect((await read(aYml([anOffer(1, { name: 'я'.repeat(500_000) })]))).offers[0]?.name.length).toBeLessThanOrEqual(
      200,
    )
  })
})
