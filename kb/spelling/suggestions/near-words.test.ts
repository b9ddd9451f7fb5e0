import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { silent } from '../../log.ts'
import { nspellSpeller } from '../nspell/nspell-speller.ts'
import type { Script, Speller } from '../speller.ts'

describe('what is offered for a misspelled word', () => {
  let speller: Speller
  beforeAll(async () => {
    speller = nspellSpeller(silent)
    if (!(await speller.ready(60_000))) throw new Error('the speller did not start')
  })
  afterAll(() => speller.close())

  const first = async (word: string, script: Script) => (await speller.unknown([{ word, script }]))?.get(word)?.[0]

  it.each([
    ['Сичас', 'Сейчас'],
    ['вообщем', 'в общем'],
    ['ашипка', 'ошибка'],
    ['извените', 'извините'],
    ['Здраствуйте', 'Здравствуйте'],
    ['зпказ', 'заказ'],
    ['даставка', 'доставка'],
    ['денги', 'деньги'],
    ['машына', 'машина'],
    ['програма', 'программа'],
    ['сонце', 'солнце'],
    ['ВАЗВРАТ', 'ВОЗВРАТ'],
    ['незнаю', 'не знаю'],
    ['непонял', 'не понял'],
    ['скриншод', 'скриншот'],
    ['ноутбк', 'ноутбук'],
    ['вопервых', 'во-первых'],
    ['чемуто', 'чему-то'],
    ['телеыон', 'телефон'],
    ['закащ', 'заказ'],
    ['заказаный', 'заказанный'],
    ['оооочень', 'очень'],
    ['рождэство', 'рождество'],
  ])('%s: %s', async (mistake, word) => expect(await first(mistake, 'ru')).toBe(word))

  it.each([
    ['hte', 'the'],
    ['recieptt', 'receipt'],
    ['delivary', 'delivery'],
    ['retun', 'return'],
    ['Adress', 'Address'],
    ['emial', 'email'],
    ['jaket', 'jacket'],
    ['alot', 'a lot'],
    ['Wensday', 'Wednesday'],
    ['sholder', 'shoulder'],
    ['shippment', 'shipment'],
    ['pleeeease', 'please'],
    ['neeed', 'need'],
  ])('%s: %s', async (mistake, word) => expect(await first(mistake, 'en')).toBe(word))

  it('offers nothing for a word that is one, though a commoner one is near', async () => {
    for (const word of ['кода', 'тефлон', 'вес', 'компания', 'кампания'])
      expect(await speller.unknown([{ word, script: 'ru' }])).toEqual(new Map())
    for (const word of ['form', 'loose', 'quite', 'advice'])
      expect(await speller.unknown([{ word, script: 'en' }])).toEqual(new Map())
  })

  it('offers little or nothing for what is no word, and is done', async () => {
    const junk = ['ыыыыыыыыыыыыыыыыыыы', 'ъьйцкшщзхфвп', 'zxqjvkwpzxqjvkwp', 'a'.repeat(400)]
    for (const word of junk) {
      const found = await speller.unknown([{ word, script: /[a-z]/.test(word) ? 'en' : 'ru' }])
      expect((found?.get(word) ?? []).length).toBeLessThanOrEqual(5)
    }
  })
})
