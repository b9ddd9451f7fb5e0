import { describe, expect, it, vi } from 'vitest'
import { isCommonWord } from '../text/common-words.ts'
import { commonSlips, shortSlip } from './common-slips.ts'

const near = (typed: string) => commonSlips(typed, 1.4).map(({ word }) => word)

describe('common words one slip away', () => {
  it.each([
    ['hman', 'human'],
    ['wieght', 'weight'],
    ['assistsnce', 'assistance'],
    ['хотчу', 'хочу'],
    ['зойти', 'зайти'],
    ['дошол', 'дошел'],
  ])('of “%s” are also “%s”', (typed, meant) => expect(near(typed)).toContain(meant))

  it('are none of a number, of two alphabets, and of what is far from any word', () => {
    for (const typed of ['tr1101', 'cлово', 'xqzvkw', '']) expect(near(typed)).toEqual([])
  })

  it('are the same where they were read beforehand, a slice after the other', async () => {
    vi.resetModules()
    const again = await import('./common-slips.ts')
    await again.readCommonWords()
    for (const typed of ['hman', 'хотчу', 'дошол'])
      expect(again.commonSlips(typed, 1.4)).toEqual(commonSlips(typed, 1.4))
  })

  it('say what the slip costs and how rare the word is', () => {
    const of = (typed: string, meant: string) => commonSlips(typed, 1.4).find(({ word }) => word === meant)!
    expect(of('wth', 'with').cost).toBe(1)
    expect(of('wtih', 'with').cost).toBe(0.8)
    expect(of('wth', 'with').rarity).toBeLessThan(of('hman', 'human').rarity)
  })
})

describe('a spoilt grammar word', () => {
  it.each([
    ['cna', 'can'],
    ['ofr', 'for'],
    ['teh', 'the'],
  ])('“%s” is “%s”', (typed, meant) => expect(shortSlip(typed)).toBe(meant))

  it('is some grammar word where several are as near', () => {
    for (const typed of ['ti', 'ny', 'чот']) expect(isCommonWord(shortSlip(typed) ?? '')).toBe(true)
  })

  it.each(['cod', 'upi', 'emi', 'человек', 'x'])('is not “%s”', (typed) => expect(shortSlip(typed)).toBeNull())
})
