import { describe, expect, it } from 'vitest'
import { type Markup, parseMarkup } from './markup.ts'

const shown = (nodes: Markup[]): string =>
  nodes
    .map((node) =>
      typeof node === 'string'
        ? node
        : `[${node.name}${Object.entries(node.facts)
            .map(([name, value]) => ` ${name}=${value}`)
            .join('')}|${shown(node.inside)}]`,
    )
    .join('')
const read = (markup: string) => shown(parseMarkup(markup))

describe('markup', () => {
  it('is read as elements, attributes and text', () => {
    expect(read('<p>a <b>c</b><br>d<img src="/x.png" alt=\'e\'></p>\n<a href="/ru/x?a=1&#x26;b=2">f</a>')).toBe(
      '[p|a [b|c][br|]d[img src=/x.png alt=e|]]\n[a href=/ru/x?a=1&b=2|f]',
    )
    expect(read('<svg viewBox="0 0 2 2"><path d="M0 0"/><g fill="red"><circle r="1"/></g></svg>')).toBe(
      '[svg viewBox=0 0 2 2|[path d=M0 0|][g fill=red|[circle r=1|]]]',
    )
  })
  it('takes characters by name and number', () => {
    expect(read('&lt;b&gt; &amp;amp; &#x3C;i> &#1078; &quot;&#xA0;&unknown; &#x110000;')).toBe(
      '<b> &amp; <i> ж "\u00a0&unknown; &#x110000;',
    )
  })
  it.each([
    ['a < b > c', 'a < b > c'],
    ['<p>a</b></p>c', '[p|a]c'],
    ['<ul><li>a</ul>b', '[ul|[li|a]]b'],
    ['<p>a<!-- <b> -->c', '[p|ac]'],
    ['<a title="x>y" href="/z">b</a>', '[a title=x>y href=/z|b]'],
    ['<script>if (a<b) "<b>"</script>c', '[script|if (a<b) "[b|"]]c'],
    ['<', '<'],
    ['<a href="', '<a href="'],
    ['</p>a', 'a'],
  ])('keeps its head over what is broken: %s', (markup, expected) => {
    expect(read(markup)).toBe(expected)
  })
  it('reads much of anything', () => {
    for (const one of ['<', '<a', '<a "', "<a '", '<b>', '&#x', '<!--', '</b>', '<a x="'])
      expect(parseMarkup(one.repeat(20_000)).length).toBeGreaterThanOrEqual(0)
  })
})
