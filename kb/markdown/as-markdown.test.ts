import { describe, expect, it } from 'vitest'
import { messageBlocks } from '#shared'
import { asMarkdown } from './as-markdown.ts'
import { htmlToMarkdown } from './html-to-markdown.ts'
import { readMarkdown, readPlain } from './read-markdown.ts'

/** What the panel shows of a message, as plain text. */
const shown = (message: string): string =>
  messageBlocks(message, true)
    .map((block) => {
      if (block.kind === 'code') return block.text
      if (block.kind === 'text') return block.inlines.map((part) => part.text).join('')
      return block.items
        .map((item, at) => (block.from === null ? '• ' : `${block.from + at}. `) + item.map((one) => one.text).join(''))
        .join('\n')
    })
    .join('\n\n')
const NBSP = '\u00a0'
/** White space at the ends of lines and empty lines are nobody's words. */
const even = (text: string): string =>
  text
    .replaceAll(NBSP, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n')

describe('a message as Markdown', () => {
  it.each([
    '> 200 кг выдержит',
    '# 5 на складе',
    '1) только один пункт',
    '3. Декабря приедет',
    '+ 7 912 345-67-89',
    '- один пункт',
    '* один пункт',
    '*скидка* и _тире_ и __низ__ и *',
    'Впишите <имя>, </b> или <!-- это -->',
    'Размер 20*30*40, файл order_id_5, 5 * 6 = 30, a*b',
    'Чехол 20**30**40 см, **20*30*40**, **2**3**4**',
    'Итог\n----------\nвсё',
    'Итог\n===\nвсё',
    '***\nвсё\n___',
    '| a | b |\n|---|---|\n| 1 | 2 |',
    'a | b\n--- | :--\n1 | 2',
    '    четыре пробела\n\tтабуляция',
    '[ ] дело [1] [имя]: https://a.example [x](y)',
    '![фото](https://a.example/p.png)',
    '&nbsp; &copy; &#65; AT&T;',
    'C:\\Temp\\_new\\ и \\* \\\n\\',
    '~~нет~~ ~ ~~~\nда',
    '``` без конца',
    'один ` апостроф',
    '«https://a.example/x_y_z*» и (https://b.example), help@tropa.example.',
    '<https://a.example>',
    '**«Важно»**слово, слово**(да)**, **a_b** **[x]**',
    '**Важно:** [доставка](https://a.example/d)\n\n- `SALE10`\n- 1. раз\n- # два\n\n3. раз\n4. два\nитог',
    '1. раз\n2. два\n\n\n1. снова\n2. раз',
    '- а\n- б\n* в\n* г',
    'так:\n```js\nif (a*b*c) - x\n```\nвсё',
  ])('is shown as the panel shows it: %j', (message) =>
    expect(even(readPlain(asMarkdown(message)))).toBe(even(shown(message))),
  )

  it('keeps what the panel draws', () => {
    const { html } = readMarkdown(
      asMarkdown('**Важно:** [доставка](https://a.example/d) и `SALE10`\n- раз\n- два'),
      'ru',
    )
    expect(html.replaceAll(NBSP, ' ')).toBe(
      '<p><strong>Важно:</strong> <a href="https://a.example/d" rel="noopener nofollow ugc">доставка</a> и <code>SALE10</code></p>\n<ul>\n<li>раз</li>\n<li>два</li>\n</ul>',
    )
  })

  it.each([
    ['Чехол 20**30**40 см', 'Чехол 20**30**40 см'],
    ['Box 12**8**5 in, **paid**', 'Box 12**8**5 in, <strong>paid</strong>'],
    ['2*3*4 м, 5 * 6, a_b_c', '2*3*4 м, 5 * 6, a_b_c'],
    ['**20*30*40** и **2**3**4**', '<strong>20*30*40</strong> и <strong>2**3**4</strong>'],
  ])('stresses on the page what the panel draws as strong: %s', (message, html) =>
    expect(readMarkdown(asMarkdown(message), 'ru').html.replaceAll(NBSP, ' ')).toBe(`<p>${html}</p>`),
  )

  it.each([
    'Да, при 30 градусах.',
    'Размер 20*30*40',
    'Пишите на help@tropa.example',
    'https://a.example/x_y',
    '5 > 3, a < b',
  ])('leaves alone what needs no sign: %s', (message) => expect(asMarkdown(message)).toBe(message))

  it('is shown as the panel shows it, whatever signs it is made of', () => {
    const pieces = [
      '*',
      '_',
      '`',
      '[',
      ']',
      '(',
      ')',
      '<',
      '>',
      '#',
      '+',
      '-',
      '1.',
      '2)',
      '|',
      ':',
      '~',
      '\\',
      '&',
      ';',
      '!',
      '=',
      ' ',
      '\n',
      'да',
      'b',
      '7',
      '20**30**40',
      '**',
      'https://a.example',
      '\n\n',
    ]
    let seed = 20261127
    const next = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
      return (seed >>> 8) % below
    }
    for (let round = 0; round < 3_000; round++) {
      const message = Array.from({ length: 2 + next(12) }, () => pieces[next(pieces.length)]).join('')
      const markdown = asMarkdown(message)
      expect(even(readPlain(markdown)), JSON.stringify([message, markdown])).toBe(even(shown(message)))
      expect(htmlToMarkdown(markdown)).toEqual({ body: markdown, lost: [] })
    }
  })
})
