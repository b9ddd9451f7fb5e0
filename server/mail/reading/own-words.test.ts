import { describe, expect, it } from 'vitest'
import { readLetter } from './read-letter.ts'
import { LETTER_CORPUS, SHOP } from '../testing/letter-corpus.ts'
import { letterOf, REPLY_ADDRESS } from '../testing/letter-of.ts'

const ours = { addresses: [REPLY_ADDRESS, 'help@shop.example'], names: Object.values(SHOP), texts: [] }
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}\s]/gu) ?? []
const namesOf = (text: string): string[] => text.match(/[\p{L}\p{N}]{2,}/gu) ?? []

/** How many of `wanted` stand in `words`, each one used once. */
function found(wanted: readonly string[], words: readonly string[]): number {
  const left = new Map<string, number>()
  for (const word of words) left.set(word, (left.get(word) ?? 0) + 1)
  return wanted.filter((word) => {
    const n = left.get(word) ?? 0
    left.set(word, n - 1)
    return n > 0
  }).length
}

describe('what is read of a letter', () => {
  it('is at least 99 % of the own words, and not 3 % of the quoted ones, over letters of every program', async () => {
    const total = { letters: 0, own: 0, kept: 0, quoted: 0, gone: 0 }
    const wrong: string[] = []
    for (const { name, raw, own, quoted } of LETTER_CORPUS) {
      const { text } = await readLetter(letterOf(raw), ours)
      const kept = found(wordsOf(own), wordsOf(text))
      const beyond = namesOf(text).filter((word) => !namesOf(own).includes(word))
      const foreign = namesOf(quoted).filter((word) => !namesOf(own).includes(word))
      const gone = foreign.length - found(foreign, beyond)
      total.letters += 1
      total.own += wordsOf(own).length
      total.kept += kept
      total.quoted += foreign.length
      total.gone += gone
      const address = text.includes(REPLY_ADDRESS) ? ' (with our address)' : ''
      if (kept < wordsOf(own).length || gone < foreign.length || address)
        wrong.push(`${name}${address}: ${JSON.stringify(text)}`)
    }
    console.info(
      `${total.letters} letters: ${((100 * total.kept) / total.own).toFixed(2)} % of ${total.own} own words kept, ${((100 * total.gone) / total.quoted).toFixed(2)} % of ${total.quoted} quoted words gone\n${wrong.join('\n')}`,
    )
    expect(total.letters).toBeGreaterThanOrEqual(200)
    expect(total.kept / total.own).toBeGreaterThanOrEqual(0.99)
    expect(total.gone / total.quoted).toBeGreaterThanOrEqual(0.97)
  })
})
