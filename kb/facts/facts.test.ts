import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Library } from '../library.ts'
import { openLibrary } from '../open-library.ts'
import { noSpeller } from '../spelling/speller.ts'
import type { Database } from '../storage/open-database.ts'
import { aContentFolder } from '../testing/a-content-folder.ts'
import { aLead, aNewAnswer, anOperator, NOW } from '../testing/an-answer.ts'
import { readAtOnce } from '../testing/read-at-once.ts'
import { TEST_DATABASES } from '../testing/test-databases.ts'
import { typedByHand } from './by-hand.ts'
import { sentenceAt } from './sentences.ts'

const foundIn = (text: string, said: string) =>
  typedByHand(text, [{ name: 'value.x', text: said }]).map(({ start, end }) => text.slice(start, end))

describe('facts typed by hand', () => {
  it.each([
    ['Звоните: +7 (800) 555-35-35.', '8 800 555-35-35', '+7 (800) 555-35-35'],
    ['Вернём деньги за 14 дней.', '14 дней', '14 дней'],
    ['Not later than 14 days after it came.', '14 days', '14 days'],
    ['Вернём деньги на 14-й день.', '14 дней', '14'],
    ['Гарантия 2 года', 'не меньше 2 лет', '2'],
    ['Самое позднее на 14 день', 'до 14 дней', '14'],
    ['Бесплатно от 4 990 рублей.', 'от 4\u00a0990\u00a0₽', '4 990'],
    ['Пишите на Help@Tropa.example, отвечаем', 'help@tropa.example', 'Help@Tropa.example'],
    ['Мы на ул. Ленина, 5, вход со двора', 'ул. Ленина, 5', 'ул. Ленина, 5'],
  ])('are found however they are written: %s', (text, said, found) => {
    expect(foundIn(text, said)).toEqual([found])
  })
  it.each([
    ['Вернём деньги за {{value.x|14 дней}}.', '14 дней'],
    ['[Позвонить](tel:+78005553535)', '8 800 555-35-35'],
    ['Лодка весит 14 кг.', '14 дней'],
    ['До берега 1500 метров', '1500 рублей'],
    ['Модель Т14 дней не считает', '14 дней'],
    ['140 дней', '14 дней'],
    ['Сегодня', ''],
  ])('are not seen where nothing of the kind stands: %s', (text, said) => {
    expect(foundIn(text, said)).toEqual([])
  })
})

describe('the sentence a fact stands in', () => {
  const at = (text: string, word: string) =>
    sentenceAt(text, { start: text.indexOf(word), end: text.indexOf(word) + word.length }, 'ru')
  it('is the one around it, without the marks of its line', () => {
    expect(at('Раз. Два {{value.x|3. 4}} пять! Шесть.\nСемь.', '{{value.x|3. 4}}')).toBe('Два {{value.x|3. 4}} пять!')
    expect(at('Список:\n\n- Первое\n- Второе за 14 дней. Да.', '14')).toBe('Второе за 14 дней.')
    expect(at('## 14 дней', '14')).toBe('14 дней')
  })
})

describe.each(TEST_DATABASES)('facts of a shop, on $name', ({ open }) => {
  let database: Database
  let library: Library
  let site = ''
  beforeEach(async () => {
    database = await open()
    const folder = aContentFolder()
    const parts = { database, speller: noSpeller(), markdown: readAtOnce(), now: () => NOW }
    library = await openLibrary({ ...parts, contentDir: folder.dir })
    folder.remove()
    site = (await library.find.sites())[0]?.id ?? ''
    await library.sites.change(site, { values: [{ name: 'term', text: { ru: '14 дней', en: '14 days' } }] }, aLead, NOW)
  })
  afterEach(async () => {
    await library.close()
    await database.close()
  })
  async function published(body: string, over: Parameters<typeof aNewAnswer>[0] = {}) {
    const made = await library.answers.create(aNewAnswer({ body, ...over }), anOperator, NOW)
    if (!made.ok) throw new Error(made.refused.code)
    await library.answers.submit(made.value.id, anOperator, NOW)
    const approved = await library.answers.approve(made.value.id, aLead, 1, NOW)
    if (!approved.ok) throw new Error(approved.refused.code)
    return approved.value.id
  }

  it('shows every sentence it stands in, in both languages, and has them read again', async () => {
    const ru = await published('Примем назад за {{value.term|две недели}}. Пишите нам.', { slug: 'term-ru' })
    const en = await published('We take it back within {{value.term|two weeks}}.', { slug: 'term-en', locale: 'en' })
    await published('Срок {{value.term-2|другой}}.', { slug: 'other' })
    const { items, total } = await library.facts.uses(site, 'value.term')
    expect(total).toBe(2)
    expect(items.map(({ id, sentences }) => [id, sentences]).toSorted()).toEqual(
      [
        [ru, ['Примем назад за {{value.term|две недели}}.']],
        [en, ['We take it back within {{value.term|two weeks}}.']],
      ].toSorted(),
    )
    expect(await library.facts.askToReread(site, ['value.term'], '2026-11-22', anOperator, NOW)).toBe(0)
    expect(await library.facts.askToReread(site, ['value.term'], '2026-11-22', aLead, NOW)).toBe(2)
    expect(
      library.answers
        .due(site, NOW)
        .map(({ answer, kind, on }) => [answer.id, kind, on])
        .toSorted(),
    ).toEqual([ru, en].map((id) => [id, 'review', '2026-11-22']).toSorted())
    // Who is asked already is not asked again.
    expect(await library.facts.askToReread(site, ['value.term'], '2026-11-22', aLead, NOW)).toBe(0)
  })

  it('finds what is typed by hand, in the language of the answer', async () => {
    const id = await published('Ждём вещь не дольше, чем 14 дней. Потом звоним.', { slug: 'by-hand' })
    await published('Not longer than 14 дней.', { slug: 'in-english', locale: 'en' })
    const { items } = await library.facts.typedByHand(site)
    expect(items.filter(({ fact }) => fact === 'value.term')).toEqual([
      expect.objectContaining({ id, found: '14 дней', sentence: 'Ждём вещь не дольше, чем 14 дней.' }),
    ])
  })
})
