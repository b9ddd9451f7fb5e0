import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../../testing/random.ts'
import { HeldAnswers } from './held-answers.ts'
import { HeldSigns } from './held-signs.ts'
import { HeldVectors } from './held-vectors.ts'
import { numbersOf, pack, unpack } from './packed-vector.ts'

const { below } = randomFrom(11)
const vector = (length: number): Float32Array => {
  const numbers = Float32Array.from({ length }, () => below(2_000) / 1_000 - 1)
  const size = Math.hypot(...numbers)
  return numbers.map((number) => number / size)
}
const product = (one: Float32Array, other: Float32Array) =>
  one.reduce((sum, number, at) => sum + number * (other[at] as number), 0)

describe('a packed vector', () => {
  it('is a number in 127 parts of the greatest', () => {
    const numbers = vector(512)
    expect(product(numbers, unpack(pack(numbers)))).toBeCloseTo(1, 3)
    expect(numbersOf(pack(numbers)).length).toBe(512)
    expect([...unpack(pack(new Float32Array(3)))]).toEqual([0, 0, 0])
  })
})

describe('held vectors', () => {
  it.each([512, 100, 16, 1])('of %i numbers are as alike to a question as the product says', (length) => {
    const held = new HeldVectors(length)
    const vectors = Array.from({ length: 300 }, () => vector(length))
    const rows = vectors.map((one) => held.add(pack(one)))
    const question = vector(length)
    held.ask(question)
    for (const [at, one] of vectors.entries())
      expect(held.likeness(rows[at] as number)).toBeCloseTo(product(question, unpack(pack(one))), 3)
  })
  it('use the row of one that was removed again', () => {
    const held = new HeldVectors(4)
    const [, row] = [held.add(pack(vector(4))), held.add(pack(vector(4)))]
    held.remove(row)
    const fresh = pack(vector(4))
    expect(held.add(fresh)).toBe(row)
    expect(held.at(row)).toEqual(unpack(fresh))
  })
  it('are all of one length', () => {
    expect(() => new HeldVectors(4).add(pack(vector(5)))).toThrow('5 numbers')
  })
})

describe('held signs', () => {
  it.each([512, 100, 1])('of %i numbers differ where the signs do', (length) => {
    const held = new HeldSigns(length)
    const signs = Array.from({ length: 2_000 }, () => numbersOf(pack(vector(length))))
    for (const [row, one] of signs.entries()) held.set(row, one)
    held.set(7, signs[8] as Int8Array)
    const question = vector(length)
    const differ = (one: Int8Array) => one.filter((number, at) => number > 0 !== (question[at] as number) > 0).length
    const differences = signs.map((one, row) => differ(row === 7 ? (signs[8] as Int8Array) : one))
    expect([...held.compare(question)]).toEqual(differences)
    const rounds = [...held.nearest(question, 100)]
    expect(rounds[0]?.length).toBeGreaterThanOrEqual(100)
    expect(rounds.flat().toSorted((one, other) => one - other)).toEqual([...differences.keys()])
    const farthest = rounds.map((round) => Math.max(...round.map((row) => differences[row] as number)))
    expect(farthest).toEqual(farthest.toSorted((one, other) => one - other))
  })
})

describe('held answers', () => {
  const at = (...numbers: number[]) => pack(Float32Array.from(numbers))
  const MADE = new Map([
    ['north', at(1, 0, 0)],
    ['east', at(0, 1, 0)],
    ['northeast', at(Math.SQRT1_2, Math.SQRT1_2, 0)],
    ['up', at(0, 0, 1)],
  ])
  const answer = (id: string, ...texts: string[]) =>
    ({ id, site: 's', audience: 'public', locale: 'en', texts }) as const
  const among = { site: 's', audience: 'public', locale: 'en' } as const
  const filled = () => {
    const held = new HeldAnswers()
    held.put({ ...answer('a'), texts: ['north', 'northeast'] }, MADE)
    held.put({ ...answer('b'), texts: ['up', 'northeast'] }, MADE)
    held.put({ ...answer('c'), texts: ['east'], site: 'other' }, MADE)
    return held
  }

  it('come nearest first, with the text that is nearest, the middle and their own question', () => {
    const [first, second, ...rest] = filled().nearest(Float32Array.from([1, 0, 0]), among)
    expect(rest).toEqual([])
    expect(first).toMatchObject({ id: 'a', text: 'north' })
    expect(first?.nearest).toBeCloseTo(1, 2)
    expect(first?.middle).toBeCloseTo(Math.cos(Math.PI / 8), 2)
    expect(second).toMatchObject({ id: 'b', text: 'northeast' })
    expect(second?.asked).toBeCloseTo(0, 2)
  })
  it('say which texts no answer holds any more', () => {
    const held = filled()
    expect(held.remove('b')).toEqual(['up'])
    expect(held.put({ ...answer('a'), texts: ['east'] }, MADE).sort()).toEqual(['north', 'northeast'])
    expect(held.knows('east')).toBe(true)
    expect(held.remove('a')).toEqual([])
    expect(held.remove('c')).toEqual(['east'])
    expect(held.nearest(Float32Array.from([1, 0, 0]), among)).toEqual([])
  })
  it('asked their own phrasings, do not know them', () => {
    const held = filled()
    const [near] = held.nearestEach([{ text: 'northeast', among }])
    expect(near?.map(({ id, text }) => [id, text])).toEqual([
      ['a', 'north'],
      ['b', 'up'],
    ])
    expect(near?.[0]?.middle).toBeCloseTo(Math.SQRT1_2, 2)
    expect(held.nearest(Float32Array.from([0, 1, 0]), among)[0]?.text).toBe('northeast')
  })
  it('are sixty at most, and those that were asked for besides', () => {
    const held = new HeldAnswers()
    for (let i = 0; i < 80; i++)
      held.put({ ...answer(`a${i}`), texts: [`t${i}`] }, new Map([[`t${i}`, at(1, i / 10, 0)]]))
    const near = held.nearest(Float32Array.from([1, 0, 0]), among, ['a79', 'a3'])
    expect(near.length).toBe(61)
    expect(near.at(-1)?.id).toBe('a79')
  })
  it('of a large library are the same, though only those with the nearest signs are compared', () => {
    const [whole, large] = [new HeldAnswers(), new HeldAnswers(100)]
    const question = vector(512)
    const towards = (share: number) =>
      vector(512).map((number, at) => number * (1 - share) + (question[at] as number) * share)
    for (let i = 0; i < 3_000; i++) {
      const texts = [`question ${i}`, `phrasing ${i}`]
      const made = new Map(texts.map((text) => [text, pack(towards(i % 50 === 0 ? below(800) / 1_000 : 0))]))
      const one = { ...answer(`a${i}`), texts, site: i % 3 === 0 ? 'other' : 's' }
      for (const held of [whole, large]) held.put(one, made)
    }
    for (const held of [whole, large]) held.remove('a50')
    const [nearest] = whole.nearest(question, among)
    const near = (held: HeldAnswers) => held.nearest(question, among, ['a1']).map(({ id, text }) => `${id} ${text}`)
    expect(near(large).slice(0, 20)).toEqual(near(whole).slice(0, 20))
    expect(near(large)).toContainEqual(expect.stringMatching(/^a1 /))
    const asked = [{ text: nearest?.text as string, among }]
    const [own] = large.nearestEach(asked)
    expect(own?.slice(0, 10)).toEqual(whole.nearestEach(asked)[0]?.slice(0, 10))
    expect(own?.map(({ text }) => text)).not.toContain(nearest?.text)
  })
})
