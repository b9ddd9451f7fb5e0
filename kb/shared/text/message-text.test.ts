import { describe, expect, it } from 'vitest'
import { type Inline, messageBlocks, messageWords } from './message-text.ts'

const inline = (one: Inline) =>
  one.kind === 'link' ? `<${one.text}|${one.href}>` : one.kind === 'text' ? one.text : `{${one.kind} ${one.text}}`
/** The blocks in a short form. */
const read = (text: string, rich = true) =>
  messageBlocks(text, rich).map((block) => {
    if (block.kind === 'code') return `[code ${block.text}]`
    if (block.kind === 'text') return block.inlines.map(inline).join('')
    return `[list ${block.from ?? '-'}: ${block.items.map((item) => item.map(inline).join('')).join(' | ')}]`
  })

describe('the text of a message', () => {
  it('makes links of addresses, without what ends the sentence', () => {
    expect(read('См. https://a.example/x?y=1. Потом (http://b.example)!', false)).toEqual([
      'См. <https://a.example/x?y=1|https://a.example/x?y=1>. Потом (<http://b.example|http://b.example>)!',
    ])
  })
  it.each([
    ['Пишите на help@tropa.example.', 'Пишите на <help@tropa.example|mailto:help@tropa.example>.'],
    ['вася@почта.рф, жду', '<вася@почта.рф|mailto:вася@почта.рф>, жду'],
    ['+7 495 123-45-67', '<+7 495 123-45-67|tel:+74951234567>'],
    ['Звоните: 8 (800) 000-00-42!', 'Звоните: <8 (800) 000-00-42|tel:88000000042>!'],
    ['89161234567', '<89161234567|tel:89161234567>'],
    ['+49 30 1234567 8', '<+49 30 1234567 8|tel:+493012345678>'],
  ])('makes links of mail addresses and telephone numbers: %s', (text, expected) => {
    expect(read(text, false)).toEqual([expected])
    expect(read(text)).toEqual([expected])
  })
  it.each([
    'заказ T-104512',
    'трек 80084512345678901234',
    '№89161234567',
    'ISBN 978-5-17-118366-0',
    '20*30*40',
    '20**30**40',
    'Чехол 20**30**40 см, дуги 8,5**410',
    'Bag 12**8**5 in, 2**3**4',
    '2*3*4 м',
    '5 * 6 * 7',
    '5 ** 6 ** 7',
    'a_b_c __d__',
    '20×30×40',
    '8 800 000',
    'price@',
    'a@b',
    'javascript:alert(1)',
    'data:text/html,x',
    '<img src=x onerror=alert(1)>',
    '[x](javascript:alert(1))',
    '**',
    '** не жирно **',
    '- один пункт',
    '1. один пункт',
    '```',
  ])('leaves what is none of these: %s', (text) => {
    expect(read(text)).toEqual([text])
    expect(read(text, false)).toEqual([text])
  })
  it.each([
    ['Размер **20*30*40** см', 'Размер {strong 20*30*40} см'],
    ['**20**30**40**', '{strong 20**30**40}'],
    ['**3** года, **5** лет', '{strong 3} года, {strong 5} лет'],
    ['Size **M**: 20**30**40', 'Size {strong M}: 20**30**40'],
    ['20**30**40 and **paid**', '20**30**40 and {strong paid}'],
    ['***да***', '*{strong да}*'],
    ['очень**важно**да', 'очень{strong важно}да'],
  ])('draws as strong what is not a size: %s', (text, expected) => expect(read(text)).toEqual([expected]))
  it("draws an operator's lists, code, strong words and named links", () => {
    expect(
      read(
        '**Важно:** [доставка](https://a.example/d)\n\n- `SALE10`\n* палатка +7 495 123-45-67\n\n3. раз\n4) два\nитог',
      ),
    ).toEqual([
      '{strong Важно:} <доставка|https://a.example/d>',
      '[list -: {code SALE10} | палатка <+7 495 123-45-67|tel:+74951234567>]',
      '[list 3: раз | два]',
      'итог',
    ])
    expect(read('так:\n```js\nif (a*b*c) - x\n```\nвсё')).toEqual(['так:', '[code if (a*b*c) - x]', 'всё'])
  })
  it.each([
    ['см. ![дуга в сборе](/pictures/pole.png)!', 'см. дуга в сборе!'],
    ['![дуга](https://a.example/pole.png)', '<дуга|https://a.example/pole.png>'],
    ['![дуга](data:image/png;base64,AAAA)', 'дуга'],
    ['![](https://a.example/p.png)', '![](<https://a.example/p.png|https://a.example/p.png>)'],
    ['да![1]', 'да![1]'],
  ])('says what a picture shows that an operator typed by its address: %s', (text, expected) => {
    expect(read(text)).toEqual([expected])
    expect(read(text, false)[0]).toContain('![')
  })
  it("keeps a visitor's words as they were typed: a name would hide where a link leads", () => {
    const text = '**жирно** [банк](https://evil.example/x)\n- a\n- b\n`c`'
    expect(read(text, false)).toEqual([
      '**жирно** [банк](<https://evil.example/x|https://evil.example/x>)\n- a\n- b\n`c`',
    ])
  })
  it("says an operator's words without what draws them", () => {
    const text =
      '**Важно:** [доставка](https://a.example/d), ![дуга в сборе](/pictures/pole.png)\n1. `SALE`\n2. **два**'
    expect(messageWords(text)).toBe('Важно: доставка (https://a.example/d), дуга в сборе\n\n1. SALE\n2. два')
    expect(messageWords(text, false)).toBe('Важно: доставка, дуга в сборе\n\n1. SALE\n2. два')
    expect(messageWords('20**30**40 и https://a.example')).toBe('20**30**40 и https://a.example')
    expect(messageWords(' \n')).toBe(' \n')
  })
  it('keeps line breaks and an unclosed fence', () => {
    expect(read('раз\nдва\n\nтри')).toEqual(['раз\nдва\n\nтри'])
    expect(read('a\n```\nb')).toEqual(['a\n```\nb'])
  })
  it('reads the longest message of any letters', () => {
    for (const one of ['a', '8', '8 ', '+7', '`', '[', '**', '*', 'http://', 'a@', 'a.', '- ', '1. a\n', '```\n'])
      expect(messageBlocks(one.repeat(16_000 / one.length), true).length).toBeGreaterThan(0)
  })
})
