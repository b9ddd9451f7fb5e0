import { describe, expect, it } from 'vitest'
import { readPlain } from '../../markdown/read-markdown.ts'
import { excerpt } from './excerpt.ts'

const LONG = `${'Вступление о магазине и о том, как мы работаем. '.repeat(8)}Возврат денег занимает десять дней. ${'Ещё немного слов в конце. '.repeat(8)}`

/** As a person writes it, at most so long. */
const shown = (markdown: string) => excerpt(readPlain(markdown), [])

describe('excerpt', () => {
  it.each([
    ['| Способ | Цена |\n|---|---|\n| Курьер | 390 ₽ |\n\nБесплатно от 5000 ₽.', 'Бесплатно от 5000 ₽.'],
    ['Цены такие:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nЕсть скидки.', 'Цены такие… Есть скидки.'],
    ['| Size | Chest | Height |\n|---|---|---|\n| S | 88 | 160 |\n| M | | 170 |', 'S: 88, 160; M: 170'],
    ['- tents\n- poles\n\nCall us.', 'tents; poles. Call us.'],
    ['1. Откройте **заказ**\n2. Нажмите «Отменить».\n   - да\n   - нет', 'Откройте заказ; Нажмите «Отменить». да; нет'],
    ['## Сроки\n\nДва дня\n\n### Цена\n\n100 ₽', 'Два дня. 100 ₽'],
    ['Paste this:\n\n```js\nFirstline("open")\n\nmore()\n```\n\nthen reload.', 'Paste this… then reload.'],
    ['    indented()\n\nDone, run `npm i`.', 'Done, run npm i.'],
    ['![Схема](https://a.example/p.png)\n\nСмотрите схему.', 'Смотрите схему.'],
    ['Цена[^1] такая.\n\n[^1]: без НДС', 'Цена такая.'],
    [
      '> Внимание\n> важно\n\nТекст ~~старый~~ новый, [доставка](answer:a/b).',
      'Внимание; важно. Текст старый новый, доставка.',
    ],
    ['```\nonly()\n```', 'only()'],
    ['# Только заголовок', 'Только заголовок'],
    ['- [ ] чек\n- [x] бирка', 'чек; бирка'],
    ['Размер 20*30*40, файл a_b_c', 'Размер 20*30*40, файл a_b_c'],
  ])('reads as sentences: %j', (markdown, sentences) => expect(shown(markdown)).toBe(sentences))

  it('gives a short text whole, on one line', () => expect(excerpt('Да,\n\nможно.', [])).toBe('Да, можно.'))

  it('reads on where the answer has a list or a table', () => {
    expect(
      excerpt(
        'Зависит от способа:\n\n• самовывоз — 2 часа;\n• курьер — день.\n\n1. Откройте заказ.\n2. Нажмите «Отменить»',
        [],
      ),
    ).toBe('Зависит от способа: самовывоз — 2 часа; курьер — день. Откройте заказ. Нажмите «Отменить»')
    expect(excerpt('Способ — Цена\nКурьер — 390 ₽\n\nИ всё.', [])).toBe('Способ — Цена; Курьер — 390 ₽. И всё.')
  })

  it('shows the place where the words stand, in any form, from the start of its sentence', () => {
    expect(excerpt(LONG, ['возвраты', 'деньги'])).toMatch(/^…Возврат денег занимает десять дней\./)
  })

  it('begins at the beginning where the question says the words already', () => {
    expect(excerpt(LONG, ['возврат', 'деньги'], 'Когда придут деньги за возврат?')).toMatch(/^Вступление/)
    expect(excerpt(LONG, ['возврат', 'десять'], 'Когда придут деньги за возврат?')).toMatch(
      /^…Возврат денег занимает десять/,
    )
  })

  it('begins at the beginning where nothing matches', () =>
    expect(excerpt(LONG, ['палатка'])).toMatch(/^Вступление .*…$/))

  it.each([[[]], [['возврат']], [['конце']], [['а'.repeat(500)]]])(
    'keeps within two hundred characters for %j',
    (words) => {
      expect(excerpt(LONG, words).length).toBeLessThanOrEqual(200)
      expect(excerpt('а'.repeat(1_000), words).length).toBeLessThanOrEqual(200)
    },
  )
})
