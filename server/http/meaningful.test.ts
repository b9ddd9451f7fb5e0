import { describe, expect, it } from 'vitest'
import { meaningful } from './meaningful.ts'

describe('meaningful', () => {
  it.each([
    ['/sitemap.xml?x=1', '/sitemap.xml'],
    ['/robots.txt?', '/robots.txt'],
    ['/logo.svg?v=2', '/logo.svg'],
    ['/ru', '/ru'],
    ['/ru?utm_source=mail', '/ru'],
    ['/ru/delivery/delivery-cost?x=1&page=2', '/ru/delivery/delivery-cost'],
    ['/en/delivery?page=2&utm_source=mail', '/en/delivery?page=2'],
    ['/en/delivery?x=1', '/en/delivery'],
    ['/en/search?q=where+is%20it&x=1&q=again', '/en/search?q=where+is+it'],
    ['/en/search?q=', '/en/search?q='],
    ['/ru/letters?stopped=1', '/ru/letters?stopped=1'],
    ['/desk/inbox?x=1', '/desk/inbox'],
  ])('reads %s as %s', (url, read) => {
    expect(meaningful(url)).toBe(read)
  })
})
