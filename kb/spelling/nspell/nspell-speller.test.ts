import { afterEach, describe, expect, it } from 'vitest'
import { silent } from '../../log.ts'
import { nspellSpeller } from './nspell-speller.ts'
import type { Speller } from '../speller.ts'

const NUMBERED = new URL('../../testing/numbered-worker.ts', import.meta.url)
const FAILING = new URL('../../testing/failing-worker.ts', import.meta.url)

describe('the thread of the speller', () => {
  let speller: Speller
  afterEach(() => speller.close())

  it('is started again after it died, and the request it died of ends', async () => {
    speller = nspellSpeller(silent, { program: FAILING })
    await speller.ready(10_000)
    expect(await speller.unknown([{ word: 'смерть', script: 'ru' }])).toBeNull()
    expect(await speller.ready(10_000)).toBe(true)
    expect(await speller.unknown([{ word: 'жизнь', script: 'ru' }])).toEqual(new Map([['жизнь', []]]))
  })

  it('is given up after three restarts', async () => {
    speller = nspellSpeller(silent, { program: FAILING })
    await speller.ready(10_000)
    speller.add(['никогда'])
    for (let tries = 0; speller.state() !== 'failed' && tries < 400; tries++)
      await new Promise((resolve) => setTimeout(resolve, 25))
    expect(speller.state()).toBe('failed')
    expect(await speller.unknown([{ word: 'жизнь', script: 'ru' }])).toBeNull()
  })

  it('ends when nobody asks, and begins again with the next request, which is answered with every word of the shop', async () => {
    speller = nspellSpeller(silent, { program: NUMBERED, idleMs: 1 })
    await speller.ready(10_000)
    speller.add(['свой'])
    const threads = new Set<string | undefined>()
    for (let asked = 0; threads.size < 2 && asked < 400; asked++) {
      const word = `слово${asked}`
      const unknown = await speller.unknown([
        { word, script: 'ru' },
        { word: 'свой', script: 'ru' },
      ])
      expect([...(unknown?.keys() ?? [])]).toEqual([word])
      threads.add(unknown?.get(word)?.[0])
      speller.add(['свой'])
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    expect(threads.size).toBe(2)
    expect(speller.state()).toBe('ready')
  })

  it('keeps the thread while a request is open, however short the rest', async () => {
    speller = nspellSpeller(silent, { program: NUMBERED, idleMs: 0 })
    await speller.ready(10_000)
    const asked = Array.from({ length: 50 }, (_, n) => speller.unknown([{ word: `слово${n}`, script: 'ru' }]))
    expect((await Promise.all(asked)).every((unknown) => unknown?.size === 1)).toBe(true)
  })
})
