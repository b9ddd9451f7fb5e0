import { afterEach, describe, expect, it } from 'vitest'
import { aMatcher, anEntry } from '../testing/a-library.ts'
import type { SearchEntry } from './matcher.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

const THINGS = ['палатка', 'фонарь', 'рюкзак', 'горелка', 'фильтр', 'спальник', 'куртка', 'котелок', 'карабин']
const library = (from: number, to: number): SearchEntry[] =>
  Array.from({ length: to - from }, (_, i) => {
    const number = from + i
    return anEntry({
      id: `a${number}`,
      question: `Вопрос модель${number} про ${THINGS[number % THINGS.length]}`,
      body: `Ответ серия${number % 97} партия${number % 31}`,
      products: [`SKU-${number % 200}`],
      productCategories: [`kind${number % 20}`],
    })
  })

/** How often the loop was free for other work before `promise` resolved. */
async function turnsDuring(promise: Promise<unknown>): Promise<number> {
  let turns = 0
  let done = false
  const count = () => {
    turns++
    if (!done) setImmediate(count)
  }
  setImmediate(count)
  await promise
  done = true
  return turns
}

describe('a library of thousands', () => {
  it('takes in and replaces many answers in slices, and answers from what it had until it is done', async () => {
    const { matcher, close } = await aMatcher(library(0, 3000))
    closers.push(close)
    const ask = (text: string) => matcher.match({ text, site: 'tropa', locale: 'ru', audience: 'public' })
    const putting = matcher.put(library(2000, 5000).map((entry) => ({ ...entry, body: `${entry.body} обновление` })))
    const turns = turnsDuring(putting)
    expect((await ask('модель2500')).hits[0]?.id).toBe('a2500')
    // Work in one piece leaves the loop one turn or two; how many slices it takes beyond that is a matter of the machine.
    expect(await turns).toBeGreaterThan(5)
    expect(matcher.status().entries).toBe(5000)
    for (const number of [100, 2500, 4900]) expect((await ask(`модель${number}`)).hits[0]?.id).toBe(`a${number}`)
  })

  it('keeps what is put and removed while many are being taken in', async () => {
    const { matcher, close } = await aMatcher(library(0, 300))
    closers.push(close)
    const putting = matcher.put(library(300, 1500))
    await matcher.put([anEntry({ id: 'fresh', question: 'Где взять квадрокоптер?' })])
    await matcher.remove(['a5'])
    await putting
    const first = async (text: string) =>
      (await matcher.match({ text, site: 'tropa', locale: 'ru', audience: 'public' })).hits[0]?.id
    expect(await first('квадрокоптер')).toBe('fresh')
    expect(await first('модель5')).not.toBe('a5')
    expect(matcher.status().entries).toBe(1500)
  })

  it('fills the panel before anything is typed in time that grows with the library, not with its square', async () => {
    const { matcher, close } = await aMatcher(library(0, 5000))
    closers.push(close)
    const started = performance.now()
    const hits = await matcher.suggestForContext({ site: 'tropa', locale: 'ru', product: 'SKU-7', limit: 3 })
    expect(performance.now() - started).toBeLessThan(10_000)
    expect(hits.map(({ id }) => Number(id.slice(1)) % 200)).toEqual([7, 7, 7])
  })
})
