import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { modelIn } from '../threaded-meaning.ts'
import { createSentenceEncoder, DIMENSIONS } from './sentence-encoder.ts'
import { READ } from './tokeniser.ts'

const folder = process.env['TEST_MODEL_DIR']
const files = folder ? modelIn(folder) : null
const beside = (name: string) => readFileSync(new URL(`./original/${name}`, import.meta.url))
const texts = beside('texts.txt').toString('utf8').split('\n').slice(0, -1)
/** Where pieces of other scripts were left out. */
const unread = texts.filter((text) => !READ.test(text.normalize('NFKC')))
const vectors = new Int8Array(beside('vectors.bin'))

/** Cosine of an angle; what the original gives is kept in one byte a number. */
function likeness(one: Float32Array, other: Int8Array): number {
  let [product, length] = [0, 0]
  for (let at = 0; at < DIMENSIONS; at++) {
    product += (one[at] as number) * (other[at] as number)
    length += (other[at] as number) ** 2
  }
  return product / Math.sqrt(length)
}

it('has a vector of the original for each text', () => expect(vectors.length).toBe(texts.length * DIMENSIONS))

// Where the model could not be fetched, `npm test` says so at its end.
if (files)
  describe('the sentence encoder', async () => {
    const rows = join(mkdtempSync(join(tmpdir(), 'encoder-')), 'rows')
    const encoder = await createSentenceEncoder({ ...files, pieces: readFileSync(files.pieces), rows })
    afterAll(() => rmSync(dirname(rows), { recursive: true }))
    it(`gives the vectors of the original for ${texts.length} texts`, () => {
      const unlike = texts
        .map((text, at) => ({
          text,
          alike: likeness(encoder.encode(text), vectors.subarray(at * DIMENSIONS, (at + 1) * DIMENSIONS)),
        }))
        .filter(({ alike }) => !(alike > 0.99))
      expect(unlike.filter(({ text }) => !unread.includes(text))).toEqual([])
      expect(unread.length).toBeLessThanOrEqual(3)
    }, 300_000)
    it('gives the same once its table is in a file, and where none can be written', async () => {
      const asked = texts.slice(0, 20)
      const given = asked.map((text) => encoder.encode(text))
      for (const place of [rows, join(rows, 'no folder')]) {
        const other = await createSentenceEncoder({ ...files, pieces: readFileSync(files.pieces), rows: place })
        expect(asked.map((text) => other.encode(text))).toEqual(given)
      }
    })
    it('gives the same after any other text, however long', () => {
      const before = encoder.encode('где мой заказ')
      encoder.encode('слово '.repeat(5_000))
      encoder.encode('')
      expect(encoder.encode('где мой заказ')).toEqual(before)
    })
  })
