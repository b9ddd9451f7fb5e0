import { describe, expect, it } from 'vitest'
import { readLetter } from './read-letter.ts'
import { letterOf } from '../testing/letter-of.ts'

const ours = { addresses: ['help@shop.example'], names: ['Тропа'], texts: [] }
const HEAD = 'From: a@mail.example\r\nTo: help@shop.example\r\nMIME-Version: 1.0\r\n'
const read = (raw: string | Uint8Array) => readLetter(typeof raw === 'string' ? letterOf(raw) : raw, ours)
const parts = (kind: string, ...bodies: string[]) =>
  `${HEAD}Content-Type: multipart/${kind}; boundary=b\r\n\r\n${bodies.map((body) => `--b\r\n${body}\r\n`).join('')}--b--\r\n`
const plain = (text: string) => `Content-Type: text/plain; charset=utf-8\r\n\r\n${text}`
const html = (text: string) => `Content-Type: text/html; charset=utf-8\r\n\r\n${text}`
/** Windows-1251 of Cyrillic small and capital letters. */
const cp1251 = (text: string) =>
  Buffer.from([...text].map((c) => (/[А-я]/.test(c) ? c.charCodeAt(0) - 0x410 + 0xc0 : c.charCodeAt(0))))
const KOI8 = 'юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ'
const koi8 = (text: string) =>
  Buffer.from([...text].map((c) => (KOI8.includes(c) ? KOI8.indexOf(c) + 0xc0 : c.charCodeAt(0))))
const bytes = (head: string, body: Buffer) =>
  new Uint8Array(Buffer.concat([Buffer.from(`${HEAD}${head}\r\n\r\n`), body]))

describe('readLetter', () => {
  it.each(['', ' \r\n\t\r\n', '\u200B\u00AD\u2060', '\u00A0\u00A0'])(
    'reads the HTML part where nobody sees anything in the text part %j',
    async (nothing) => {
      expect((await read(parts('alternative', plain(nothing), html('<p>Текст только в HTML</p>')))).text).toBe(
        'Текст только в HTML',
      )
    },
  )
  it('reads the text part of two alternatives, once', async () => {
    expect((await read(parts('alternative', plain('Да'), html('<p>Да</p>')))).text).toBe('Да')
  })
  it('reads the HTML where the text part hides what is quoted', async () => {
    const quotation = '<div class="moz-cite-prefix">Le sam. Tropa&nbsp;:</div><blockquote>Demain</blockquote>'
    const letter = parts('alternative', plain('Oui\r\n\r\nLe sam. Tropa :\r\nDemain'), html(`<p>Oui</p>${quotation}`))
    expect((await read(letter)).text).toBe('Oui')
  })
  it('reads the HTML where the text part does not say where the quotation ends', async () => {
    const head = '27.11.2026, 10:00, "Тропа" <help@shop.example>:'
    const marked = `<div>${head.replace('<', '&lt;')}</div><blockquote>Какой цвет?</blockquote>`
    const letter = parts(
      'alternative',
      plain(`Добрый день!\r\n\r\n${head}\r\nКакой цвет?\r\nСиний.`),
      html(`<p>Добрый день!</p>${marked}<div>Синий.</div>`),
    )
    expect((await read(letter)).text).toBe('Добрый день!\n\nСиний.')
  })
  it.each([
    ['named in the head', bytes('Content-Type: text/plain; charset=windows-1251', cp1251('Где заказ?'))],
    ['named by a nickname', bytes('Content-Type: text/plain; charset="CP-1251"', cp1251('Где заказ?'))],
    ['named nowhere', bytes('Content-Type: text/plain', cp1251('Где заказ?'))],
    ['named as Latin-1', bytes('Content-Type: text/plain; charset=iso-8859-1', cp1251('Где заказ?'))],
    ['UTF-8, named as Latin-1', bytes('Content-Type: text/plain; charset=iso-8859-1', Buffer.from('Где заказ?'))],
    ['named as ASCII', bytes('Content-Type: text/plain; charset=us-ascii', cp1251('Где заказ?'))],
    ['named wrongly', bytes('Content-Type: text/plain; charset=utf-8', cp1251('Где заказ?'))],
    ['KOI8-R, named nowhere', bytes('Content-Type: text/plain', koi8('Где заказ?'))],
    ['UTF-8, named nowhere', bytes('Content-Type: text/plain', Buffer.from('Где заказ?'))],
    ['no type at all', bytes('X-Nothing: at all', cp1251('Где заказ?'))],
    [
      'named in the HTML alone',
      bytes(
        'Content-Type: text/html',
        Buffer.concat([
          Buffer.from(
            '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"></head><p>',
          ),
          cp1251('Где заказ?'),
        ]),
      ),
    ],
    [
      'KOI8-R, named in the HTML alone',
      bytes('Content-Type: text/html', Buffer.concat([Buffer.from('<meta charset="koi8-r"><p>'), koi8('Где заказ?')])),
    ],
  ])('reads Cyrillic whose charset is %s', async (_, raw) => expect((await read(raw)).text).toBe('Где заказ?'))
  it.each([
    ['ISO 8859-5', '\u00B3\u00D4\u00D5 \u00D7\u00D0\u00DA\u00D0\u00D7?', 'Где заказ?'],
    ['DOS', '\u0083\u00A4\u00A5 \u00A7\u00A0\u00AA\u00A0\u00A7?', 'Где заказ?'],
    ['the Macintosh', '\u0083\u00E4\u00E5 \u00E7\u00E0\u00EA\u00E0\u00E7?', 'Где заказ?'],
    ['Windows, all in capitals', '\u00C3\u00C4\u00C5 \u00C7\u00C0\u00CA\u00C0\u00C7?', 'ГДЕ ЗАКАЗ?'],
  ])('knows Cyrillic of %s by its letters where no charset is named', async (_, sent, meant) =>
    expect((await read(bytes('Content-Type: text/plain', Buffer.from(sent, 'latin1')))).text).toBe(meant),
  )
  it('reads umlauts without a charset', async () => {
    expect(
      (await read(bytes('Content-Type: text/plain', Buffer.from('Schöne Grüße, später mehr', 'latin1')))).text,
    ).toBe('Schöne Grüße, später mehr')
  })
  it('joins flowing lines, each depth of quotation by itself', async () => {
    const flowed = `${HEAD}Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\nДлинная \r\nстрока.\r\nКонец\r\n\r\nпт, 27 нояб. 2026 г. в 10:00, Тропа \r\n<help@shop.example>:\r\n> Одна \r\n> строка\r\n`
    expect((await read(flowed)).text).toBe('Длинная строка.\nКонец')
  })
  it('names files with their sizes, and keeps the words', async () => {
    const photo = `Content-Type: image/jpeg; name="photo.jpg"\r\nContent-Disposition: attachment; filename="photo.jpg"\r\nContent-Transfer-Encoding: base64\r\n\r\n/9j/4AAQ`
    const bill = `Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*=utf-8''%D1%87%D0%B5%D0%BA.pdf\r\n\r\n1234`
    const note = `Content-Type: text/plain\r\nContent-Disposition: attachment; filename="a/b\\\\c.txt"\r\n\r\nnot read`
    const content = await read(parts('mixed', plain('Фото трещины во вложении'), photo, bill, note))
    expect(content.text).toBe('Фото трещины во вложении')
    expect(content.files.every(({ bytes, size }) => bytes?.length === size)).toBe(true)
    expect(content.files.map(({ name, size }) => ({ name, size }))).toEqual([
      { name: 'photo.jpg', size: 6 },
      { name: 'чек.pdf', size: 5 },
      { name: 'a b c.txt', size: 9 },
    ])
  })
  it('leaves out the ornaments of a signature, and signatures of machines', async () => {
    const logo = `Content-Type: image/png; name="logo.png"\r\nContent-ID: <logo>\r\n\r\nsmall`
    const signed = `Content-Type: application/pgp-signature; name="signature.asc"\r\n\r\nsigned`
    expect((await read(parts('related', html('<p>Да</p>'), logo, signed))).files).toEqual([])
  })
  it('keeps the whole letter beside the own words', async () => {
    const content = await read(`${HEAD}\r\nДа\r\n\r\n27.11.2026, 10:00, "Тропа" <help@shop.example>:\r\nЗавтра`)
    expect(content.text).toBe('Да')
    expect(content.whole).toContain('Завтра')
  })
})
