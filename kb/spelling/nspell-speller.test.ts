import { afterEach, describe, expect, it } from 'vitest'
import { silent } from '../log.ts'
import { nspellSpeller } from './nspell-speller.ts'
import type { Speller } from './speller.ts'

const FAILING = new URL('../testing/failing-worker.ts', import.meta.url)

describe('the thread of the speller', () => {
  let speller: Speller
  afterEach(() => speller.close())

  it('is started again after it died, and the request it died of ends', async () => {
    speller = nspellSpeller(silent, FAILING)
    await speller.ready(10_000)
    expect(await speller.unknown([{ word: 'смерть', script: 'ru' }])).toBeNull()
    expect(await speller.ready(10_000)).toBe(true)
    expect(await speller.unknown([{ word: 'жизнь', script: 'ru' }])).toEqual(new Map([['жизнь', []]]))
  })

  it('is given up after three restarts', async () => {
    speller = nspellSpeller(silent, FAILING)
    await speller.ready(10_000)
    speller.add(['никогда'])
    for (let tries = 0; speller.state() !== 'failed' && tries < 400; tries++)
      await new Promise((resolve) => setTimeout(resolve, 25))
    expect(speller.state()).toBe('failed')
    expect(await speller.unknown([{ word: 'жизнь', script: 'ru' }])).toBeNull()
  })
})
