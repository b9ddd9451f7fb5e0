import { describe, expect, it } from 'vitest'
import { oneSpelling, stem } from './stem.ts'

describe('one stem', () => {
  it.each([
    ['колышек', 'колышки'],
    ['подарок', 'подарки'],
    ['замок', 'замков'],
    ['мешок', 'мешка'],
    ['кольцо', 'колец'],
    ['рубль', 'рублей'],
    ['день', 'дни'],
    ['ботинок', 'ботинки'],
    ['человек', 'люди'],
    ['жмут', 'жмет'],
    ['пишу', 'писать'],
    ['заказ', 'заказы'],
    ['colour', 'colors'],
    ['centre', 'center'],
    ['grey', 'gray'],
    ['jewellery', 'jewelry'],
    ['customise', 'customized'],
    ['cancelled', 'canceled'],
  ])('is of «%s» and «%s»', (one, other) => expect(stem(one)).toBe(stem(other)))

  it.each([
    ['заказ', 'показ'],
    // whether something has come or will come is not the same question
    ['пришел', 'придет'],
    ['till', 'tile'],
  ])('is not of «%s» and «%s»', (one, other) => expect(stem(one)).not.toBe(stem(other)))

  it('leaves numbers and models as they are', () => {
    expect(['3xl', 'tr1101', '14'].map(stem)).toEqual(['3xl', 'tr1101', '14'])
  })
})

describe('one spelling', () => {
  it.each([
    ['colour', 'color'],
    ['colours', 'colors'],
    ['organised', 'organized'],
    ['grey', 'gray'],
  ])('of «%s» and «%s» is one', (one, other) => expect(oneSpelling(one)).toBe(oneSpelling(other)))
  it.each(['tent', 'заказов', 'tr-1101', 'four'])('of «%s» is its own', (word) => expect(oneSpelling(word)).toBe(word))
})
