import { describe, expect, it } from 'vitest'
import { boundMarkdown } from './bound-markdown.ts'
import type { InnerLink } from './links.ts'
import { proseOf } from './plain-text.ts'
import { readMarkdown, readPlain } from './read-markdown.ts'
import { resolveLinks } from './resolve-links.ts'
import { XSS_CORPUS } from '../testing/xss-corpus.ts'

const NBSP = '\u00a0'
const resolve = (link: InnerLink) =>
  link.kind === 'page'
    ? link.path
    : link.slug === 'missing'
      ? null
      : `/${link.locale ?? 'ru'}/${link.category}/${link.slug}`
const render = async (body: string, locale: 'ru' | 'en' = 'ru') =>
  resolveLinks(readMarkdown(body, locale).html, resolve)

/** Exactly what the renderer may ever write. Every "<" of the output must begin one of these. */
const TAG =
  /^<(?:\/(?:p|h[234]|ul|ol|li|strong|em|del|a|code|pre|blockquote|table|thead|tbody|tr|th|td)|(?:p|ul|li|strong|em|del|code|pre|blockquote|table|thead|tbody|tr|br|hr)|h[234] id="p-[\p{L}\p{N}-]*"|ol(?: start="\d+")?|t[hd](?: align="(?:left|center|right)")?|a href="([^"<>]*)"(?: rel="noopener nofollow ugc")?)>/u

/** Addresses of all links, or a failure naming what does not belong. */
function addressesOf(html: string): string[] {
  const addresses: string[] = []
  for (let at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
    const tag = TAG.exec(html.slice(at))
    if (!tag) throw new Error(`not on the list: ${html.slice(at, at + 80)}`)
    if (tag[1] !== undefined) addresses.push(tag[1].replaceAll('&#x26;', '&'))
  }
  return addresses
}

describe('readMarkdown', () => {
  it.each(XSS_CORPUS.map((payload, at) => [at, payload] as const))(
    'lets nothing through of payload %i',
    async (_, payload) => {
      for (const body of [
        payload,
        `Текст ${payload} текст`,
        `[a](${payload})`,
        `- ${payload}\n\n| ${payload} |\n|-|\n| x |`,
        `# ${payload}`,
        `<${payload}>`,
      ]) {
        for (const address of addressesOf(await render(body)))
          expect(address).toMatch(/^(https?:\/\/|mailto:|tel:|#p-|\/(?:ru|en)(?:\/[a-z0-9-]+){0,2}$)/i)
      }
    },
  )

  it('has a corpus of at least a hundred payloads', () => expect(new Set(XSS_CORPUS).size).toBeGreaterThanOrEqual(100))

  it('points links to answers at their pages and leaves those without a page as text', async () => {
    expect(await render('[сроки](answer:delivery/delivery-time) и [нет](answer:x/missing)')).toBe(
      `<p><a href="/ru/delivery/delivery-time">сроки</a> и${NBSP}нет</p>`,
    )
  })

  it('marks external links, and only those', async () => {
    expect(
      await render('[a](https://x.example/?a=1&b=2) [b](mailto:help@tropa.example) [c](tel:88000000042)', 'en'),
    ).toBe(
      '<p><a href="https://x.example/?a=1&#x26;b=2" rel="noopener nofollow ugc">a</a> <a href="mailto:help@tropa.example">b</a> <a href="tel:88000000042">c</a></p>',
    )
  })

  it.each([
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    '#x',
    'evil',
    'answer:../x',
    'https:evil',
    'ftp://x.example',
  ])('takes %s for text', async (address) => {
    expect(await render(`[a](${address})`)).not.toContain('href')
  })

  it('sets quotes, dashes and short words of Russian, also across marks', async () => {
    expect(await render('Это "очень **важно"** - ответ в течение дня')).toBe(
      `<p>Это «очень <strong>важно»</strong>${NBSP}— ответ в${NBSP}течение дня</p>`,
    )
  })

  it.each([
    ['"**a**" b', '«<strong>a</strong>» b'],
    ['**"ab"** c', '<strong>«ab»</strong> c'],
    ['b "[a](answer:c/d)".', 'b «<a href="/ru/c/d">a</a>».'],
    ['слово "a *b* c" *d* "e"', 'слово «a <em>b</em> c» <em>d</em> «e»'],
  ])('turns the quotes of %s the right way', async (body, inner) => {
    expect((await render(body)).replaceAll(NBSP, ' ')).toBe(`<p>${inner}</p>`)
  })

  it.each([
    'Габариты в чехле: 20*30*40 см',
    '5*5 и 6*6',
    'a*b*c',
    '20*30*40',
    '1,5*2,5*3',
    '(10+5)*(3+2)*(4)',
    '2**3**4',
    '20×30×40 и 20х30х40',
    '20см*30см*40см',
    '100*, 200* и 300*',
    'TR_1101_B и АРТ_12_3',
    '5 * 6 * 7',
    'x²*y²*z²',
    '10~20~30',
  ])('shows every sign of %s, on the page and in a chat', async (text) => {
    expect((await render(text)).replaceAll(NBSP, ' ')).toBe(`<p>${text}</p>`)
    expect(readPlain(text)).toBe(text)
  })

  it.each([
    ['*да* и **нет**', '<em>да</em> и <strong>нет</strong>'],
    ['**Важно**го', '<strong>Важно</strong>го'],
    ['**20*30*40**', '<strong>20*30*40</strong>'],
    ['20*30 *важно* 5*5', '20*30 <em>важно</em> 5*5'],
    ['_да_, ***нет***', '<em>да</em>, <em><strong>нет</strong></em>'],
    ['(*да*)', '(<em>да</em>)'],
  ])('still stresses %s', async (body, inner) =>
    expect((await render(body)).replaceAll(NBSP, ' ')).toBe(`<p>${inner}</p>`),
  )

  it('keeps the lines of a text as they were written', async () => {
    const steps = 'Сдать можно так:\nпринесите её\nвозьмите талон'
    expect(await render(steps)).toBe('<p>Сдать можно так:<br>\nпринесите её<br>\nвозьмите талон</p>')
    expect(readPlain(steps)).toBe(steps)
    expect(await render('- a\n  b\n\n> c\n> d')).toContain('a<br>\nb')
  })

  it.each([
    ['/ru/delivery/delivery-time', '/ru/delivery/delivery-time'],
    ['/en/delivery/delivery-time/', '/en/delivery/delivery-time'],
    ['/ru/delivery', '/ru/delivery'],
    ['/ru', '/ru'],
    ['/ru/product/perevall-3', '/ru/product/perevall-3'],
    ['answer:delivery/delivery-time', '/ru/delivery/delivery-time'],
    ['www.tropa.example/a', 'https://www.tropa.example/a'],
    ['help@tropa.example', 'mailto:help@tropa.example'],
    ['#сроки', '#p-сроки'],
    ['#p-сроки', '#p-сроки'],
  ])('makes a link of %s', async (written, href) =>
    expect(addressesOf(await render(`[a](${written})\n\n## Сроки`))).toEqual([href]),
  )

  it.each([
    '../delivery/delivery-time',
    'delivery-time',
    'delivery-time.md',
    './x',
    '//evil.example',
    'javascript:alert(1)',
    'answer:delivery',
    'answer:ru/delivery/x',
    'answer:Delivery/Time',
    '#нет',
    '/desk',
    '/xx/delivery/x',
    'file:///etc',
    '',
  ])('names %j among the links that have to be looked at', (written) => {
    expect(readMarkdown(`Да [a](${written})`, 'ru').links).toMatchObject([{ href: written, start: 3 }])
    expect(readMarkdown(`Да [a][1]\n\n[1]: <${written}>`, 'ru').links.length).toBeGreaterThan(0)
  })

  it('gives cells of a table apart, and prose without them', () => {
    const { plain, message } = readMarkdown('Цены:\n\n| Способ | Цена |\n|-|-|\n| Курьер | 390 |\n\nВсё.', 'ru')
    expect(plain).toBe('Цены:\n\nСпособ\tЦена\nКурьер\t390\n\nВсё.')
    expect(proseOf(plain)).toBe('Цены…\nВсё.')
    expect(message.join('')).toContain('Курьер — 390')
  })

  it('keeps a number with its unit and its thousands together', async () => {
    expect(await render('Бесплатно от 5 000 ₽, телефон 8 800 000-00-42')).toBe(
      `<p>Бесплатно от${NBSP}5${NBSP}000${NBSP}₽, телефон 8${NBSP}800${NBSP}000-00-42</p>`,
    )
  })

  it('never changes digits of a phone number', async () => {
    const text = (await render('Звоните +7 900 123-45-67 или +44 20 7946 0958')).replace(/\D/g, '')
    expect(text).toBe('79001234567442079460958')
  })

  it('leaves code as it is', async () => {
    expect(await render('Введите `a - "b"`')).toBe('<p>Введите <code>a - "b"</code></p>')
    expect(await render('```\na - "b"\n```')).toBe('<pre><code>a - "b"\n</code></pre>')
  })

  it('sets English by English rules', async () => {
    expect(await render('It\'s a "free" return...', 'en')).toBe(`<p>It’s a${NBSP}‘free’ return…</p>`)
  })

  it('gives headings ids that cannot shadow names of the page, each once', async () => {
    expect(await render('# Как вернуть\n\n## Как вернуть\n\n## location')).toBe(
      '<h2 id="p-как-вернуть">Как вернуть</h2>\n<h2 id="p-как-вернуть-2">Как вернуть</h2>\n<h2 id="p-location">location</h2>',
    )
  })

  it('renders lists and tables', async () => {
    const html = await render('3. a\n4. b\n\n| x | y |\n|:-|-:|\n| 1 | 2 |')
    expect(html).toContain('<ol start="3">')
    expect(html).toContain('<th align="left">x</th>')
  })

  it.each([
    '>'.repeat(20_000),
    '- '.repeat(10_000),
    '['.repeat(20_000),
    '_*'.repeat(10_000),
    '~~a'.repeat(6_000),
    '[a]('.repeat(5_000),
    '![['.repeat(6_000),
    '<a '.repeat(6_000),
    '1) > '.repeat(4_000),
    '|'.repeat(20_000),
  ])('survives %.8s…', async (body) => {
    addressesOf(await render(body))
    expect(readPlain(body).length).toBeLessThanOrEqual(60_000)
  })
})

describe('boundMarkdown', () => {
  it('keeps the length, and all of what people write', () => {
    const usual =
      '# Заголовок\n\n> - **a** [b](answer:c/d) `e`\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---\n\n1. x\n   - y\n'
    expect(boundMarkdown(usual)).toBe(usual)
    for (const odd of ['>'.repeat(99), '_*'.repeat(999), '😀['.repeat(900)])
      expect(boundMarkdown(odd)).toHaveLength(odd.length)
  })
})
