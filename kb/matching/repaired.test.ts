import { afterEach, describe, expect, it } from 'vitest'
import { aMatcher, anEntry, SHOP } from '../testing/a-library.ts'
import type { Matcher, MatchQuery } from './matcher.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

async function aShop(entries = SHOP): Promise<Matcher> {
  const { matcher, close } = await aMatcher(entries)
  closers.push(close)
  return matcher
}
const ask = (matcher: Matcher, text: string, more: Partial<MatchQuery> = {}) =>
  matcher.match({ text, site: 'tropa', locale: 'ru', audience: 'public', ...more })

/** By the weights that ship, as a visitor is answered. */
describe('what was repaired', () => {
  it.each([
    ['доставкка', 'доставка', 'typo'],
    ['дастафка', 'доставка', 'typo'],
    ['скока', 'сколько', 'typo'],
    ['wher', 'where', 'typo'],
    ['ljcnfdrf', 'доставка', 'layout'],
    ['вудшмукн', 'delivery', 'layout'],
    ['dostavka', 'доставка', 'translit'],
    ['гармин', 'garmin', 'translit'],
    ['дocтавка', 'доставка', 'alphabet'],
    ['само вывоз', 'самовывоз', 'split'],
    ['гдемой', 'где мой', 'split'],
    ['сколькостоитдоставка', 'сколько стоит доставка', 'split'],
  ])('is said for «%s»', async (typed, meant, kind) => {
    expect(await ask(await aShop(), typed)).toMatchObject({
      repaired: [{ from: typed, to: meant, kind }],
      searched: meant,
    })
  })

  it.each(['сколько стоит доставка', 'Как отследить заказ?', 'TR-1101', 'how much is delivery', 'самовывоз', 'ёлка'])(
    'is nothing for «%s»',
    async (text) => {
      expect((await ask(await aShop(), text)).repaired).toEqual([])
    },
  )

  it('is a word that sounds the same rather than one that looks alike', async () => {
    const letter = anEntry({ id: 'letter', question: 'Не пришло письмо о заказе' })
    const late = anEntry({ id: 'late', question: 'Заказ не пришёл в срок' })
    const matcher = await aShop([...SHOP, letter, late])
    const { searched, hits } = await ask(matcher, 'заказ не пришол')
    expect({ searched, first: hits[0]?.id }).toEqual({ searched: 'заказ не пришел', first: 'late' })
  })

  it.each(['возвра́т', 'возвра\u0301т', 'воз\u00adврат'])(
    'is nothing of a stress mark or what is not seen («%s»)',
    async (text) => {
      expect((await ask(await aShop(), text)).repaired).toEqual([])
      expect((await ask(await aShop(), text)).hits).not.toEqual([])
    },
  )

  it('is nothing of letters that were copied in two parts', async () => {
    const matcher = await aShop([...SHOP, anEntry({ id: 'tea', question: 'Как заваривать чай?' })])
    expect(await ask(matcher, 'чай'.normalize('NFD'))).toMatchObject({ repaired: [], hits: [{ id: 'tea' }] })
  })

  it.each([
    ['вернуть через 30дней', 'вернуть через 30 дней'],
    ['вернуть через 30дней?', 'вернуть через 30 дней?'],
    ['заказ12345', 'заказ 12345'],
    ['within 30days', 'within 30 days'],
  ])('is nothing of a number and its word written as one («%s»)', async (text, read) => {
    expect(await ask(await aShop(), text)).toMatchObject({ repaired: [], searched: read })
  })

  it('is nothing where a number is part of a name', async () => {
    expect((await ask(await aShop(), 'TR1101')).hits[0]?.id).toBe('watch')
    expect((await ask(await aShop(), '3xl')).searched).toBe('3xl')
  })

  it('is never an everyday word, unless it is a brand in other letters', async () => {
    const shot = anEntry({ id: 'shot', question: 'Where do I send a screenshot?' })
    const collect = anEntry({ id: 'collect', question: 'Соберите палатку' })
    const phone = anEntry({ id: 'phone', question: 'Подключить Samsung к часам' })
    const matcher = await aShop([...SHOP, shot, collect, phone])
    for (const text of ['скриншот оплаты', 'карта сбера', 'оплатить сбером'])
      expect({ text, repaired: (await ask(matcher, text)).repaired }).toEqual({ text, repaired: [] })
    expect(await ask(matcher, 'самсунг')).toMatchObject({ searched: 'samsung', hits: [{ id: 'phone' }] })
  })

  it('reaches a library that holds only another form of the word', async () => {
    const bed = anEntry({ id: 'bed', question: 'How do I wash pillows?' })
    for (const text of ['pilow', 'pilllow', 'pillow'])
      expect((await ask(await aShop([...SHOP, bed]), text, { locale: 'en' })).hits[0]?.id).toBe('bed')
  })

  it('reaches words the library holds in another form, or only as a synonym', async () => {
    const status = anEntry({ id: 'status', question: 'Where is my parcel?', asked: ['track it'] })
    const matcher = await aShop([...SHOP, status])
    expect(await ask(matcher, 'parcl tracing', { locale: 'en' })).toMatchObject({ searched: 'parcel tracing' })
    expect(await ask(matcher, 'trackign', { locale: 'en' })).toMatchObject({ searched: 'tracking' })
    // the library says "возврат", the visitor a word that only the synonyms know
    expect(await ask(matcher, 'манибек')).toMatchObject({ searched: 'манибэк', hits: [{ id: 'return' }] })
  })

  it.each([
    ['talk to a hman', 'talk to a human'],
    ['wieght loss', 'weight loss'],
    ['он не дошол', 'он не дошел'],
    ['как зойти в кабинет', 'как зайти в кабинет'],
    ['звонить хотчу врачу', 'звонить хочу врачу'],
  ])('is a word of the language where the library holds none that is as near («%s»)', async (text, read) => {
    const site = anEntry({ id: 'site', question: 'Не открывается на сайте' })
    expect(await ask(await aShop([...SHOP, site]), text)).toMatchObject({ searched: read })
  })

  it.each([
    ['i want my reund', 'i want my refund'],
    ['current stauts', 'current status'],
    ['the rder', 'the order'],
    ['iDet plan', 'diet plan'],
  ])('is a word the library holds before one that only sounds the same (“%s”)', async (text, read) => {
    const held = ['refund', 'status', 'order', 'diet'].map((word) =>
      anEntry({ id: word, question: `What about ${word} and my ${word}?`, asked: [`my ${word}`] }),
    )
    expect(await ask(await aShop(held), text, { locale: 'en' })).toMatchObject({ searched: read })
  })

  it('is a word of the library before one of the language', async () => {
    const matcher = await aShop([...SHOP, anEntry({ id: 'spork', question: 'Титановая ложка-вилка spork' })])
    expect(await ask(matcher, 'sprok', { locale: 'en' })).toMatchObject({ searched: 'spork' })
  })

  it('is not told of grammar words, which are read as they are meant', async () => {
    const matcher = await aShop()
    const [typed, meant] = [await ask(matcher, 'how cna i pay ofr ti'), await ask(matcher, 'how can i pay for to')]
    expect(typed.repaired).toEqual([])
    expect(typed.hits.map(({ id }) => id)).toEqual(meant.hits.map(({ id }) => id))
  })

  it('leaves ordinary words of either language alone, however near a word of the library is', async () => {
    const words = 'stony скрип указан ice iced not min us boiling cell tall маил середине вернуть to night поставка'
    const near = words.split(' ').map((word, i) => anEntry({ id: `near${i}`, question: `${word} ${word}` }))
    const matcher = await aShop([...SHOP, ...near])
    for (const text of [
      'у вас есть слоны',
      'script',
      'mail',
      'kazan',
      'noticed',
      'minus',
      'tonight',
      'building',
      'fell',
      'talk',
      'посередине',
      'завернуть',
    ])
      expect((await ask(matcher, text)).repaired, text).toEqual([])
  })

  it('is what is searched, with everything around it', async () => {
    const matcher = await aShop()
    expect(await ask(matcher, 'gde moy zakaz')).toMatchObject({ searched: 'где мой заказ' })
    expect(await ask(matcher, 'ne moy zakaz')).toMatchObject({ searched: 'ne мой заказ' })
    expect(await ask(matcher, 'yt vjq pfrfp')).toMatchObject({ searched: 'не мой заказ' })
    expect(await ask(matcher, 'тр 1101 зарядка')).toMatchObject({ searched: 'tr1101 зарядка' })
    expect(await ask(matcher, '(доставкка/зкааз)?')).toMatchObject({ searched: '(доставка/заказ)?' })
    expect(await ask(matcher, 'Сколько СТОИТТ dostavka?')).toMatchObject({ searched: 'Сколько стоит доставка?' })
  })

  it('leaves greetings and politeness out of the reasons', async () => {
    const { because, verdict } = await ask(
      await aShop(),
      'Здравствуйте! Подскажите, пожалуйста, как вернуть товар? Заранее спасибо',
    )
    expect({ verdict, words: because.words }).toEqual({ verdict: 'answer', words: ['вернуть', 'товар'] })
  })

  it.each(['спасибо', 'Thank you!', 'добрый день, подскажите пожалуйста'])(
    'hears nothing but politeness in «%s»',
    async (text) => {
      expect(await ask(await aShop(), text)).toMatchObject({ verdict: 'escalate', hits: [] })
    },
  )

  it.each(['TR-1102', 'tr1102', 'тр-1102 крутится сам по себе'])(
    'suggests the answers of the product named in «%s»',
    async (text) => {
      const { verdict, hits } = await ask(await aShop(), text)
      expect(verdict).not.toBe('escalate')
      expect(hits[0]?.id).toBe('strap')
    },
  )

  it('scores hits between 0 and 1, the first highest', async () => {
    const { hits } = await ask(await aShop(), 'заказ доставка часы', { limit: 10 })
    const scores = hits.map(({ score }) => score)
    expect(scores.length).toBeGreaterThan(3)
    expect([...scores].sort((a, b) => b - a)).toEqual(scores)
    expect(scores.every((score) => score > 0 && score < 1)).toBe(true)
  })

  it('survives a pasted letter and a text without words', async () => {
    const matcher = await aShop()
    expect(
      (await ask(matcher, `${'Добрый день. Пишу вам из поезда. '.repeat(100)} Хочу вернуть деньги`)).hits[0]?.id,
    ).toBeDefined()
    expect(await ask(matcher, '?!… 🙂')).toMatchObject({ verdict: 'escalate', confidence: 0, hits: [] })
    expect(await ask(matcher, '')).toMatchObject({ verdict: 'escalate', hits: [] })
  })
})
