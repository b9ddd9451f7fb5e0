import { afterEach, describe, expect, it } from 'vitest'
import { aMatcher, anEntry, SHOP } from '../../testing/a-library.ts'
import { isLetter, sentencesOf } from './sentences.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

const RUSSIAN = (question: string) =>
  `Здравствуйте! Меня зовут Марина, я уже не первый раз заказываю у вас. В прошлом году брала часы Garmin Fenix, ездили с ними на
Алтай, все очень довольны. Теперь собираемся с мужем и детьми в Карелию на две недели. ${question} Спрашиваю сейчас, потому что скоро
уезжаем и не хочется в последний момент бегать. Подруга тоже интересовалась вашим магазином, она занимается бегом и мечтает о часах
Garmin. Заранее большое спасибо за ответ! С уважением, Марина Петрова`
const ENGLISH = (question: string) =>
  `Hello! My name is Mary and this is not my first order with you. Last year I bought a Garmin Fenix watch, we took it to the Lake
District and everybody loved it. Now my husband, the kids and I are getting ready for two weeks in Scotland. ${question} I am asking
now because we leave soon and I would rather not run around at the last moment. A friend was interested in your shop too, she runs a lot
and dreams of a Garmin watch. Many thanks in advance! Kind regards, Mary Smith`
const STORY = ` Погода стояла чудесная, вода как стекло, по вечерам туман. Старшая дочь фотографировала всё подряд, младший собирал камни.
Соседи по стоянке оказались из Новосибирска и угощали рыбой. Осенью я записалась в клуб, и по выходным мы выезжаем за город. Дедушка
ходил с нами до семидесяти лет, и рюкзак у него был брезентовый. На обратном пути гуляли по набережной, видели старые дома и музей.`

describe('a letter', () => {
  async function firstOf(text: string, entries = SHOP): Promise<string | undefined> {
    const { matcher, close } = await aMatcher(entries)
    closers.push(close)
    return (await matcher.match({ text, site: 'tropa', locale: 'ru', audience: 'public' })).hits[0]?.id
  }

  it.each([
    ['Подскажите, сколько стоит доставка в Петрозаводск?', 'cost'],
    ['Хочу вернуть деньги за прошлую покупку.', 'return'],
    ['Где мой заказ, который я оформила в среду?', 'track'],
    ['Можно ли забрать заказ самим?', 'pickup'],
  ])('is about what it asks, whatever it tells («%s»)', async (question, id) => {
    expect(await firstOf(RUSSIAN(question))).toBe(id)
    const long = RUSSIAN(
      `${STORY.repeat(1)} ${question} ${STORY.replaceAll('дочь', 'сестра').replaceAll('рыбой', 'чаем')}`,
    )
    expect(await firstOf(long.padEnd(4_000, STORY))).toBe(id)
  })

  it.each([
    ['Could you tell me how much is delivery to Leeds?', 'cost-en'],
    ['I want my money back for the last one.', 'return-en'],
  ])('is about what it asks in English («%s»)', async (question, id) =>
    expect(await firstOf(ENGLISH(question))).toBe(id),
  )

  it('is still about the product that is asked about', async () => {
    expect(await firstOf(RUSSIAN('Скажите, как зарядить часы Garmin Fenix?'))).toBe('watch')
  })

  it('is read where it has no stops', async () => {
    const text = `добрый день я у вас уже заказывала в прошлом году часы и очень довольна и вот снова собираемся в карелию с детьми на две
недели и хотела узнать сколько стоит доставка в петрозаводск потому что сама забрать не смогу а муж на работе до самого вечера каждый день`
    expect(await firstOf(text)).toBe('cost')
  })

  it('of one word again and again, or of nothing, is read to its end', async () => {
    const { matcher, close } = await aMatcher([...SHOP, anEntry({ id: 'many', question: 'Доставка доставка' })])
    closers.push(close)
    for (const text of [
      'доставка '.repeat(400),
      'а? '.repeat(1_000),
      'вес? цена! '.repeat(300),
      '?'.repeat(4_000),
      'ы'.repeat(4_000),
    ])
      expect((await matcher.match({ text, site: 'tropa', locale: 'ru', audience: 'public' })).confidence).toBeLessThan(
        1,
      )
  })
})

describe('the sentences of a letter', () => {
  it('are those that may be its matter', () => {
    expect(sentencesOf(RUSSIAN('Сколько стоит доставка?')).map(({ text }) => text.slice(0, 22))).toEqual([
      'В прошлом году брала ч',
      'Алтай, все очень довол',
      'Теперь собираемся с му',
      'Сколько стоит доставка',
      'Спрашиваю сейчас, пото',
      'Подруга тоже интересов',
      'Garmin.',
    ])
  })

  it('end at stops, not inside numbers and addresses', () => {
    expect(sentencesOf('Вес 1.5 кг на сайте tropa.example указан. Верно?').map(({ text }) => text)).toEqual([
      'Вес 1.5 кг на сайте tropa.example указан.',
      'Верно?',
    ])
  })

  it('are not looked for in a question', () => {
    expect(isLetter('Сижу дома с 10 утра, окно было до 14, никто не звонил, что мне делать?')).toBe(false)
    expect(isLetter(RUSSIAN(''))).toBe(true)
  })
})
