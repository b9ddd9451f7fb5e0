import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import nspell, { type NSpell } from 'nspell'
import { describe, expect, it } from 'vitest'
import { randomFrom } from '../../testing/random.ts'
import { lazyDictionary } from './lazy-dictionary.ts'

const require = createRequire(import.meta.url)
const filesOf = (name: string) => {
  const dir = require.resolve(name).replace(/index\.js$/, '')
  return { aff: readFileSync(`${dir}index.aff`), dic: readFileSync(`${dir}index.dic`, 'utf8') }
}

const EACH_KIND = 25_000
const LANGUAGES = [
  { name: 'dictionary-ru', letters: 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя-', seed: 20_261_127, model: 'доставка' },
  { name: 'dictionary-en', letters: "abcdefghijklmnopqrstuvwxyz'", seed: 20_261_128, model: 'delivery' },
]

describe.each(LANGUAGES)('the dictionary found in its stems ($name)', ({ name, letters, seed, model }) => {
  const { aff, dic } = filesOf(name)
  const whole = nspell({ aff, dic })
  const lazy = lazyDictionary(aff, dic)
  const { below, pick } = randomFrom(seed)
  const forms = Object.keys(whole.data)
  const stems = dic.split('\n').map((line) => line.split('/')[0]?.trim() ?? '')

  const slip = (word: string): string => {
    const at = below(word.length + 1)
    const letter = pick([...letters])
    const [before, after] = [word.slice(0, at), word.slice(at)]
    return pick([before + letter + after, before + after.slice(1), before + letter + after.slice(1), word + letter])
  }
  const cased = (word: string) =>
    pick([word, word, word.toUpperCase(), (word[0] ?? '').toUpperCase() + word.slice(1), word.toLowerCase()])
  const junk = () => Array.from({ length: 1 + below(12) }, () => pick([...letters])).join('')
  const judgedUnlike = (words: readonly string[]) =>
    words.filter((word) => lazy.correct(word) !== whole.correct(word)).slice(0, 20)

  it('judges 100 000 words as nspell does with every form in memory', () => {
    const words = [
      ...Array.from({ length: EACH_KIND }, () => pick(stems)),
      ...Array.from({ length: EACH_KIND }, () => cased(pick(forms))),
      ...Array.from({ length: EACH_KIND }, () => cased(slip(pick(forms)))),
      ...Array.from({ length: EACH_KIND / 5 }, () => slip(slip(pick(forms)))),
      ...Array.from({ length: (EACH_KIND / 5) * 4 }, () => cased(junk())),
    ]
    expect(words.length).toBe(4 * EACH_KIND)
    expect(judgedUnlike(words)).toEqual([])
  })

  it('knows of each word what affixes it takes', () => {
    const unlike = forms
      .filter((_, at) => at % 8 === 0)
      .filter((word) => lazy.data[word]?.join() !== whole.data[word]?.join())
    expect(unlike.slice(0, 20)).toEqual([])
  })

  it('offers the same words in the same order', () => {
    for (let tries = 0; tries < 12; tries++) {
      const word = slip(slip(pick(forms)))
      expect(lazy.suggest(word), word).toEqual(whole.suggest(word))
    }
  })

  it('takes own words, alone and bent like a model, and forgets them', () => {
    const own = `${pick([...letters])}ъqz`
    const both = (act: (speller: NSpell) => void) => [whole, lazy].forEach(act)
    both((speller) => speller.add(own).add(`${own}${model}`, model))
    const bent = forms.filter((form) => form.startsWith(model.slice(0, -1))).map((form) => own + form)
    expect(lazy.correct(own)).toBe(true)
    expect(judgedUnlike([own, ...bent])).toEqual([])
    both((speller) => speller.remove(own).remove(model))
    expect(lazy.correct(own)).toBe(false)
    expect(lazy.correct(model)).toBe(false)
    expect(judgedUnlike([own, model, ...bent])).toEqual([])
    both((speller) => speller.add(model))
    expect(lazy.correct(model)).toBe(true)
  })

  it.each(['', ' ', '__proto__', 'constructor', 'toString', '0', 'a'.repeat(400), 'я'.repeat(400), '\u0000', '😀'])(
    'says of %j what nspell says',
    (word) => expect(judgedUnlike([word])).toEqual([]),
  )
})
