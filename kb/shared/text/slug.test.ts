import { describe, expect, it } from 'vitest'
import { slugOf } from './slug.ts'

describe('slugOf', () => {
  it.each([
    ['Сколько стоит доставка?', 'skolko-stoit-dostavka'],
    ['Что делать, если щётка не подошла?', 'chto-delat-esli-shchetka-ne-podoshla'],
    ['  Café & Crème — 50%! ', 'cafe-creme-50'],
    ['  Is it 100% café-proof? ', 'is-it-100-cafe-proof'],
    ['../../etc/passwd', 'etc-passwd'],
    ['ЩУКА и ёж', 'shchuka-i-ezh'],
    ['чай'.normalize('NFD'), 'chay'],
    ['¼ kilo', '1-4-kilo'],
  ])('of %j is %s', (text, slug) => expect(slugOf(text)).toBe(slug))
  it('is what the caller wants where nothing is left', () => {
    expect(slugOf('???')).toBe('')
    expect(slugOf('???', 'answer')).toBe('answer')
  })
  it('ends long ones at a word', () => {
    const slug = slugOf('очень длинный вопрос '.repeat(10))
    expect(slug.length).toBeLessThanOrEqual(60)
    expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    expect(slugOf(`${'a'.repeat(59)} bcd`)).toBe('a'.repeat(59))
  })
})
