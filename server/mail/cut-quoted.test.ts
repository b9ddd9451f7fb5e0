import { describe, expect, it } from 'vitest'
import { cutQuoted, textOfHtml } from './cut-quoted.ts'

describe('cutQuoted', () => {
  it.each([
    ['Спасибо!\n\nпн, 12 окт. 2026 г. в 10:00, Магазин <help@shop.ru> пишет:\n> Здравствуйте', 'Спасибо!'],
    ['Thanks, it works.\n\nOn Mon, 12 Oct 2026 at 10:00, Shop <help@shop.test> wrote:\n> Hello', 'Thanks, it works.'],
    ['Thanks\n\nOn Mon, 12 Oct 2026 at 10:00, Shop\n<help@shop.test> wrote:\n\n> Hello', 'Thanks'],
    ['Да\r\n\r\n-----Original Message-----\r\nFrom: Shop', 'Да'],
    ['Ответ\n\nОт: Магазин\nОтправлено: 12 октября\nКому: я\nТема: х\n\nтекст', 'Ответ'],
    ['Мой номер 12-345\n-- \nАнна, отдел закупок', 'Мой номер 12-345'],
    ['да\n> вопрос?\nи ещё раз да', 'да\nи ещё раз да'],
  ])('keeps only the own words of %j', (letter, own) => expect(cutQuoted(letter)).toBe(own))

  it('keeps lines that only look like heads', () => {
    const text = 'From: Moscow to Tver, how long?\nOn Friday I wrote to you:\nno answer'
    expect(cutQuoted('From: Moscow to Tver, how long?\nplease tell')).toBe(
      'From: Moscow to Tver, how long?\nplease tell',
    )
    expect(cutQuoted(text)).toContain('From: Moscow')
  })
  it('keeps a text that is quotation only', () => expect(cutQuoted('> всё это цитата')).toBe('> всё это цитата'))
  it('reads words out of HTML and leaves its quotation', () => {
    expect(
      textOfHtml(
        '<style>p{}</style><p>Да &amp; нет</p><script>alert(1)</script><blockquote><p>старое</p></blockquote>',
      ),
    ).toBe('Да & нет')
  })
  it('ends at what is never closed', () => {
    expect(textOfHtml(`<p>да</p>${'<style>'.repeat(20_000)}`)).toBe('да')
    expect(textOfHtml(`да${'<'.repeat(200_000)}`)).toBe('да')
  })
})
