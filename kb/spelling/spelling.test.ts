import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aLead, anOperator, NOW } from '../testing/an-answer.ts'
import { silent } from '../log.ts'
import type { Database } from '../storage/open-database.ts'
import { TEST_DATABASES } from '../testing/test-databases.ts'
import { nspellSpeller } from './nspell/nspell-speller.ts'
import { openSpelling } from './open-spelling.ts'
import { noSpeller, type Speller } from './speller.ts'
import { sqlWordStore } from './sql-word-store.ts'
import { wordsOf } from './words-of.ts'

const SITE = 'shop'
const PRODUCTS = ['GPS-часы Orvanta Trek 2', 'Палатка Перевал 3', 'Куртка Kvarno Storm 3L']

describe.each(TEST_DATABASES)('spelling on $name', ({ open }) => {
  let database: Database
  let speller: Speller
  let spelling: Awaited<ReturnType<typeof openSpelling>>

  beforeAll(async () => {
    database = await open()
    speller = nspellSpeller(silent, { suggestMs: 60_000, timeoutMs: 60_000 })
    const words = sqlWordStore(database)
    const shipped = ['самовывоз', 'промокод', 'термобельё', 'powerbank'].map((word) => ({ word, site: null }))
    await words.replaceShipped(shipped, aLead, NOW)
    spelling = await openSpelling({ speller, words, productWords: () => new Map([[SITE, PRODUCTS]]) })
    if (!(await speller.ready(60_000))) throw new Error('the speller did not start')
  })
  afterAll(async () => {
    await speller.close()
    await database.close()
  })

  const wrong = async (text: string) => (await spelling.check(text, SITE)).map(({ word }) => word)

  it('marks misspelled words of both languages in one text, with suggestions', async () => {
    const text = 'Здраствуйте, ваш зпказ уже в пути, see your recieptt'
    const found = await spelling.check(text, SITE)
    expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(['Здраствуйте', 'зпказ', 'recieptt'])
    expect(found.map(({ suggestions }) => suggestions[0])).toEqual(['Здравствуйте', 'заказ', 'receipt'])
    expect(found.every(({ suggestions }) => suggestions.length <= 5)).toBe(true)
  })

  it.each([
    'Пишите на help@tropa.example или https://tropa.example/Dostavkka?x=зпказ',
    'Заказ T-104512, артикул TR-1101, размер 42XL, 3L, USB-C, GPS и СБП',
    'Здравствуйте, {{visitor.name|друг}}! Выполните `npm ci` и откройте answer:delivery/delivery-cost',
    'Палатка Перевал, куртка Kvarno Storm, часы Orvanta, из Перевала',
    'Самовывоз бесплатный, самовывозом; промокоды и промокодами',
    'Кто-нибудь, по-русски, из-за, 2-й этаж, тёмно-зелёный, well-known',
    'Ещё всё и еще все',
    'The colour of the grey parcel was cancelled, organise the centre, cheque and tyre. It’s John’s.',
    'Powerbanks and a powerbank',
    'Ещё мой заказ'.normalize('NFD'),
    'Café naïve, résumé'.normalize('NFD'),
    'за\u0301каз, до\u00ADстав\u00ADка, ад\u200Bрес, \uFEFFоплата',
    'штрихкод маркетплейс видеообзор микрофибра колл-центр санкт-петербургский трехсезонная трёхсезонную кешбэком',
    "iPhone’а, iPhone'ом, SMS-ки, USB-шный, СМС-ку, Bluetooth-ом, Wi-Fi-ем",
    '```\nвазврат\n```\nда ~~~\nзпказ',
    'файл отчёт.pdf, счет_на_оплату.XLSX и fotka-1.jpg',
    'цена&nbsp;5&mdash;6 &laquo;да&raquo; &#1047;',
    'Мой йогурт, её зелёный чай, Андрей'.normalize('NFD'),
    'Wi-Fi-роутер, Samsung’у, Android-ом, PDF-ку, QR-кодом, URL-а, 100%-ный, 100 %-ному',
    'пишите в t.me/tropa_shop, на shop.tropa-market.example/vazvrat или tropa.shop',
    'отчёт_2024.docx, photo-finl.JPG, ОГРНИП, смской, ок',
    'tracking RA123456789RU, SKU TR-1101-BLK, заказ №Т-104512, +7 (999) 123-45-67',
    'jewellery, favourite, organised, travelling',
    'GPSом, SMSку, PDFка, Gore-Texа, shirtы, Garmin’ом, Vibram’овская',
    'видеочат, экосумка, мультиразмерный, автоплатёж, Ветрозащитная, турбонаддув',
    'переадресация, скидочный, соцсети, шопинг, инфографикой, сноуборда, капчу, ростов-на-дону',
    'wishlist, chargeback, colourways, upcycled daypacks, lumens',
  ])('finds nothing wrong in %s', async (text) => expect(await wrong(text)).toEqual([]))

  it('marks the wrong part of a hyphenated word', async () => expect(await wrong('тёмно-зиленый')).toEqual(['зиленый']))

  it('marks words of two alphabets and offers one', async () => {
    expect(await spelling.check('Дocтавка и pаrcel', SITE)).toMatchObject([
      { word: 'Дocтавка', suggestions: ['Доставка'] },
      { word: 'pаrcel', suggestions: ['parcel'] },
    ])
  })

  it.each([
    ['ЗAКАЗ', ['ЗАКАЗ']],
    ['CПБ', ['СПБ']],
    ['Зaказ-наряд', ['Заказ']],
    ['ТOВAР', ['ТОВАР']],
    ['Kуртка', ['Куртка']],
    ['paзмep', ['размер']],
    ['CAпоги', ['САпоги']],
    ['HOСКИ', ['НОСКИ']],
  ])('marks Latin letters in %s', async (text, suggestions) =>
    expect(await spelling.check(text, SITE)).toMatchObject([{ start: 0, suggestions }]),
  )

  it('marks what is wrong beside what is no prose', async () => {
    expect(await wrong('iPhoone’а')).toEqual(['iPhoone'])
    expect(await wrong('видеочатт, автозакас, незнаю')).toEqual(['видеочатт', 'автозакас', 'незнаю'])
    expect(await wrong('зпказ.pdf зпказ')).toEqual(['зпказ'])
    expect(await wrong('```код``` зпказ &nbsp; зпказ')).toEqual(['зпказ', 'зпказ'])
    expect(await wrong('Ещё зпка\u0301з'.normalize('NFD'))).toEqual(['зпка\u0301з'])
  })

  it('takes an operator’s word as a proposal and knows it once a lead approves', async () => {
    expect(await wrong('ретритный тур')).toEqual(['ретритный'])
    expect(await spelling.propose(SITE, 'ретритный', anOperator, NOW)).toMatchObject({
      ok: true,
      value: { state: 'proposed' },
    })
    expect(await wrong('ретритный тур')).toEqual(['ретритный'])
    expect(await spelling.decide(SITE, 'ретритный', true, anOperator, NOW)).toEqual({
      ok: false,
      refused: { code: 'not_allowed' },
    })
    expect(await spelling.decide(SITE, 'ретритный', true, aLead, NOW)).toMatchObject({
      ok: true,
      value: { state: 'approved' },
    })
    expect(await wrong('ретритный тур, ретритного тура')).toEqual([])
  })

  it('knows a lead’s own word at once, and forgets a refused one', async () => {
    expect(await spelling.propose(SITE, 'глумпинг', aLead, NOW)).toMatchObject({
      ok: true,
      value: { state: 'approved' },
    })
    expect(await wrong('глумпинга')).toEqual([])
    expect(await spelling.decide(SITE, 'глумпинг', false, aLead, NOW)).toMatchObject({ ok: true })
    expect(await wrong('глумпинг')).toEqual(['глумпинг'])
  })

  it('refuses what is no word, and a word that is known', async () => {
    for (const word of ['', '12', 'два слова', 'a'.repeat(99), '<b>', 'Дocтавка'])
      expect(await spelling.propose(SITE, word, anOperator, NOW)).toEqual({
        ok: false,
        refused: { code: 'not_a_word' },
      })
    expect(await spelling.propose(SITE, 'Самовывоз', anOperator, NOW)).toEqual({
      ok: false,
      refused: { code: 'known_already' },
    })
    expect(await spelling.decide(SITE, 'нетакого', true, aLead, NOW)).toEqual({
      ok: false,
      refused: { code: 'not_found' },
    })
  })

  it('lists words by state, and offers a proposal to the lead who proposes it too', async () => {
    await spelling.propose(SITE, 'хайкинг', anOperator, NOW)
    expect(
      (await spelling.words({ site: SITE, state: 'proposed', page: 1, perPage: 10 })).items.map(({ word, by }) => [
        word,
        by,
      ]),
    ).toEqual([['хайкинг', 'Оля']])
    expect(await spelling.propose(SITE, 'хайкинг', aLead, NOW)).toMatchObject({
      ok: true,
      value: { state: 'approved' },
    })
  })

  it('I11: keeps the words of one shop from the desk of another', async () => {
    await spelling.propose(SITE, 'зюзюлайтер', aLead, NOW)
    expect(await wrong('зюзюлайтеры')).toEqual([])
    expect((await spelling.check('зюзюлайтир', SITE))[0]?.suggestions[0]).toBe('зюзюлайтер')
    const [elsewhere] = await spelling.check('зюзюлайтир', 'other')
    expect(elsewhere?.suggestions).not.toContain('зюзюлайтер')
    expect((await spelling.check('зюзюлайтер, Kvarno', 'other')).map(({ word }) => word)).toEqual([
      'зюзюлайтер',
      'Kvarno',
    ])
    const theirs = await spelling.words({ site: 'other', page: 1, perPage: 100 })
    expect(theirs.items.map(({ word }) => word).toSorted()).toEqual([
      'powerbank',
      'промокод',
      'самовывоз',
      'термобельё',
    ])
    for (const word of ['зюзюлайтер', 'самовывоз'])
      expect(await spelling.decide('other', word, false, aLead, NOW)).toEqual({
        ok: false,
        refused: { code: 'not_found' },
      })
    expect(await spelling.propose('other', 'зюзюлайтер', anOperator, NOW)).toMatchObject({
      value: { state: 'proposed' },
    })
    expect(await wrong('зюзюлайтер')).toEqual([])
  })

  it('reads a text longer than its bound to the bound', async () => {
    const found = await spelling.check(`${'слово '.repeat(3_400)} зпказ`, SITE)
    expect(found).toEqual([])
  })
})

describe('a speller that does not come', () => {
  it('finds nothing and says so', async () => {
    const database = await (TEST_DATABASES[0] as (typeof TEST_DATABASES)[number]).open()
    const spelling = await openSpelling({
      speller: noSpeller(),
      words: sqlWordStore(database),
      productWords: () => new Map(),
    })
    expect(await spelling.check('зпказ', SITE)).toEqual([])
    expect(await spelling.unknownOf('зпказ', SITE)).toBeNull()
    await database.close()
  })
})

describe('wordsOf', () => {
  it('gives offsets in the text as written', () => {
    const text = '😀 «Да», it’s e-mail a@b.example.'
    expect(wordsOf(text).map(({ word, start, end }) => [word, text.slice(start, end)])).toEqual([
      ['Да', 'Да'],
      ['it’s', 'it’s'],
      ['e-mail', 'e-mail'],
    ])
  })

  it.each([
    'a.'.repeat(10_000),
    '<a '.repeat(6_000),
    '{{'.repeat(10_000),
    '`'.repeat(20_000),
    '@'.repeat(20_000),
    'a@'.repeat(10_000),
    '-'.repeat(20_000),
  ])('reads hostile text %.6s… to its end', (text) => expect(Array.isArray(wordsOf(text))).toBe(true))
})

describe('wordsOf', () => {
  it.each([
    '[text](https://x.example/a-b) end',
    'мы пишем на anna.petrova@shop.example завтра',
    "rock-n-roll-- don't' end",
  ])('takes the prose of %j alone', (text) => {
    expect(wordsOf(text).map(({ word }) => word)).not.toEqual(
      expect.arrayContaining(['https', 'anna', 'petrova', 'example', 'rock-n-roll--', "don't'"]),
    )
    expect(wordsOf(text).at(-1)?.word).toMatch(/^(end|завтра)$/)
  })
  it.each([
    ['hyphens', `a${'-'.repeat(20_000)}b`],
    ['open links', ']('.repeat(10_000)],
    ['letters', 'ы'.repeat(20_000)],
    ['apostrophes', "a'".repeat(10_000)],
  ])('reads the longest text of %s to its end', (_, text) => expect(wordsOf(text).length).toBeLessThanOrEqual(1))
})
