// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/preact'
import { afterEach, expect, it } from 'vitest'
import { Marked } from './marked.tsx'

afterEach(cleanup)

it.each([
  ['Ёлка в ЯКУТСКЕ', ['елк', 'якутск'], ['Ёлка', 'ЯКУТСКЕ']],
  ['мой'.normalize('NFD'), ['мой'], ['мой']],
  ['подъезд', ['езд'], []],
  ['заказ', [], []],
])('of %j the words %j are marked whole: %j', (text, words, marked) => {
  const { container } = render(<Marked text={text} words={words} />)
  expect([...container.querySelectorAll('mark')].map((each) => each.textContent)).toEqual(marked)
  expect(container.textContent?.normalize('NFC')).toBe(text.normalize('NFC'))
})
