import { describe, expect, it } from 'vitest'
import { VISITOR_TEXTS, wrongTexts } from './visitor-texts.ts'

const own = (over: object) => ({ widget: {}, pages: {}, letters: {}, ...over })

describe("a shop's own texts", () => {
  it('are those of the widget, the pages and the letters, each in its languages', () => {
    expect(VISITOR_TEXTS.widget.de?.['home.person']).toBeTruthy()
    expect(VISITOR_TEXTS.pages.ru?.['person.title']).toBeTruthy()
    expect(VISITOR_TEXTS.pages.de).toBeUndefined()
    expect(VISITOR_TEXTS.letters.en?.['letter.open']).toBeTruthy()
  })
  it('may say any of them otherwise, with as many of its placeholders as they want', () => {
    const ru = { 'home.person': 'Спросить Тропу', 'results.repaired': 'Нашли по «{text}»' }
    expect(wrongTexts(own({ widget: { ru } }))).toEqual([])
    expect(wrongTexts(own({ widget: { ru: { 'results.repaired': 'Нашли похожее' } } }))).toEqual([])
    expect(
      wrongTexts(own({ widget: { en: { 'person.ahead': { one: '{n} before you', other: '{n} before you' } } } })),
    ).toEqual([])
  })
  it.each([
    ['a text there is not', { widget: { ru: { 'home.nothing': 'x' } } }, ['widget', 'ru', 'home.nothing'], 'unknown'],
    [
      'a language it is not read in',
      { pages: { de: { 'person.title': 'x' } } },
      ['pages', 'de', 'person.title'],
      'unknown',
    ],
    [
      'a placeholder that means nothing there',
      { widget: { ru: { 'home.person': '{name}' } } },
      ['widget', 'ru', 'home.person'],
      'placeholder',
    ],
    [
      'one form of a text that counts',
      { widget: { ru: { 'person.ahead': 'x' } } },
      ['widget', 'ru', 'person.ahead'],
      'forms',
    ],
    [
      'forms of a text that does not',
      { widget: { ru: { 'home.person': { other: 'x' } } } },
      ['widget', 'ru', 'home.person'],
      'forms',
    ],
    [
      'a form this language has not',
      { widget: { en: { 'person.ahead': { few: 'x', other: 'y' } } } },
      ['widget', 'en', 'person.ahead'],
      'forms',
    ],
  ])('cannot be %s', (_, texts, path, because) => {
    expect(wrongTexts(own(texts))).toEqual([{ path, because }])
  })
})
