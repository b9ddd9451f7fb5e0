import { afterEach, describe, expect, it } from 'vitest'
import { aMatcher, SHOP } from '../../testing/a-library.ts'
import { AnswerIndex } from '../ranking/answer-index.ts'
import { Synonyms } from '../synonyms/synonyms.ts'
import { repairQuery } from './repair-query.ts'
import { Vocabulary } from './vocabulary.ts'

const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

/** Two thousand letters in words of `length`, the same every time. */
function noise(alphabet: string, length: number): string {
  let seed = 7
  return Array.from({ length: 2000 }, (_, i) => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff
    return i % (length + 1) === length ? ' ' : alphabet[(seed >> 8) % alphabet.length]
  }).join('')
}

describe('what a question may cost', () => {
  it.each([
    ['etaoinshr', 4],
    ['etaoinshr', 12],
    ['etaoinshr', 39],
    ['оеаинтсрвл', 8],
    ['оеаинтсрвл', 20],
  ])('is counted, however many unknown words it has (%s, of %i letters)', (alphabet, length) => {
    const index = new AnswerIndex()
    index.put(SHOP)
    const vocabulary = new Vocabulary(index)
    vocabulary.update()
    let spent = 0
    const asked = vocabulary.beside(new Synonyms())
    const spend = asked.spend.bind(asked)
    asked.spend = (effort) => {
      const isLeft = spend(effort)
      if (isLeft) spent++
      return isLeft
    }
    repairQuery(noise(alphabet, length), asked)
    expect(spent).toBeLessThan(1_500)
    expect(spend(0)).toBe(false)
  })

  it('still undoes the slips of a letter of usual length', async () => {
    const { matcher, close } = await aMatcher()
    closers.push(close)
    const { searched } = await matcher.match({
      text: 'падскажите скока стоет доствка и када прийдет мой закас, хачу атследить и вирнуть тавар в магазн',
      site: 'tropa',
      locale: 'ru',
      audience: 'public',
    })
    expect(searched).toMatch(/^подскажите сколько стоит доставка и когда .*заказ.*отследить и вернуть товар в магазин/)
  })
})
