import { describe, expect, it } from 'vitest'
import { htmlToMarkdown } from './html-to-markdown.ts'
import { readMarkdown, readPlain } from './read-markdown.ts'

describe('htmlToMarkdown', () => {
  it.each([
    ['<div><p>Приезжайте с паспортом на склад.</p></div>', 'Приезжайте с паспортом на склад.'],
    ['<p>Раз</p><p>два</p>', 'Раз\n\nдва'],
    ['<h2>Сроки</h2><ul><li>курьер</li><li>почта</li></ul>', '## Сроки\n\n- курьер\n- почта'],
    ['<ol><li>раз<ul><li>два</li></ul></li></ol>', '1. раз\n   - два'],
    ['Первая<br>вторая<br/>третья', 'Первая\nвторая\nтретья'],
    ['<b>важно</b>, <i>да</i>, <del>нет</del>', '**важно**, _да_, ~~нет~~'],
    ['<a href="/ru/delivery/delivery-time">сроки</a>', '[сроки](/ru/delivery/delivery-time)'],
    ['<font color="red">Скидка</font> <span class="x">5%</span>', 'Скидка 5%'],
    [
      '<table><tr><th>Город</th><th>Цена</th></tr><tr><td>Тверь</td><td>390</td></tr></table>',
      '| Город | Цена |\n| - | - |\n| Тверь | 390 |',
    ],
    ['<img src="https://tropa.example/a.png" alt="Схема">', '[Схема](https://tropa.example/a.png)'],
    ['<img src="https://tropa.example/map.png">', '[map.png](https://tropa.example/map.png)'],
    ['<iframe src="//video.example/1" title="Обзор"></iframe>', '[Обзор](https://video.example/1)'],
    [
      '<video><source src="https://video.example/2.mp4"></video>',
      '[https://video.example/2.mp4](https://video.example/2.mp4)',
    ],
    ['<p>20*30*40, TR_1101_B</p>', '20*30*40, TR_1101_B'],
    ['<p>{{visitor.name|друг}}, добрый день</p>', '{{visitor.name|друг}}, добрый день'],
    ['<p>a &lt; b &amp; c&nbsp;d &mdash; e</p>', 'a < b & c\u00a0d — e'],
    ['Цена <sup>1</sup> и **жирно** в <u>одном</u>', 'Цена 1 и **жирно** в _одном_'],
    ['<style>p { color: red }</style><p>Да</p><!-- нет -->', 'Да'],
    ['<p>Не закрыт <b>нигде', 'Не закрыт **нигде**'],
    ['<details><summary>Подробнее</summary><p>Внутри</p></details>', 'Подробнее\n\nВнутри'],
  ])('writes %s as Markdown', (html, markdown) => {
    const { body, lost } = htmlToMarkdown(html)
    expect(lost).toEqual([])
    expect(body.replace(/-{2,}/g, '-').replace(/ +(?=\|)/g, ' ')).toBe(markdown)
  })

  it.each([
    ['<p>a</p><script>alert(1)</script>', ['script']],
    ['<form><input name="q">Найти</form>', ['form', 'input']],
    ['<object data="x.swf"></object>', ['object']],
    ['<svg><path/></svg>', ['svg']],
    ['<img src="data:image/png;base64,AA">', ['img']],
    ['<iframe srcdoc="x"></iframe>', ['iframe']],
  ])('names what of %s cannot be kept', (html, tags) => expect(htmlToMarkdown(html).lost).toEqual(tags))

  it.each(['a < b', 'Введите `<b>`', '```\n<p>x</p>\n```', '**a** 20*30*40', '<https://tropa.example>', '5 <6> 7'])(
    'leaves %j as it is',
    (body) => expect(htmlToMarkdown(body)).toEqual({ body, lost: [] }),
  )

  it('publishes no word less than the HTML had', () => {
    const html =
      '<div><h1>Возврат</h1><blockquote>Цитата</blockquote><pre>код</pre><dl><dt>Срок</dt><dd>10 дней</dd></dl><address>Склад</address></div>'
    const plain = readPlain(htmlToMarkdown(html).body)
    for (const word of ['Возврат', 'Цитата', 'код', 'Срок', '10 дней', 'Склад']) expect(plain).toContain(word)
    expect(readMarkdown(htmlToMarkdown(html).body, 'ru').html).toContain('<blockquote>')
  })
})
