import { expect, it } from 'vitest'
import { slugOf } from './slug.ts'

it.each([
  ['Сколько стоит доставка?', 'skolko-stoit-dostavka'],
  ['  Café & Crème — 50%! ', 'cafe-creme-50'],
  ['???', 'answer'],
  ['../../etc/passwd', 'etc-passwd'],
  ['ЩУКА и ёж', 'shchuka-i-ezh'],
])('slugOf(%j) is %s', (text, slug) => expect(slugOf(text)).toBe(slug))

it('slugOf ends long ones at a word', () => {
  const slug = slugOf('очень длинный вопрос '.repeat(10))
  expect(slug.length).toBeLessThanOrEqual(60)
  expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
})
