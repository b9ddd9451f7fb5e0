import { listOfCommon, rarityAt } from '../../spelling/suggestions/common-words.ts'
import { hashText } from '../lexicon/lexicon.ts'
import { slices } from '../slices.ts'
import { isCommonWord } from '../text/common-words.ts'
import { areNeighbourKeys } from '../text/keyboard.ts'
import { slipDistance } from './edit-distance.ts'

export interface CommonSlip {
  word: string
  /** Of the slip, as `slipDistance` has it. */
  cost: number
  /** 0 for the commonest word of the language, towards 1 for rare ones. */
  rarity: number
}

/** So many of the commonest words of a language are meant by a slip: Russian ones have more forms. */
const MOST_COMMON = { latin: 12_000, cyrillic: 24_000 }
const ALPHABETS = { latin: 'abcdefghijklmnopqrstuvwxyz', cyrillic: 'абвгдежзийклмнопрстуфхцчшщъыьэюя' }
/** 36 000 words in 131 072 places, of which eight bits say how rare. */
const TABLE_BITS = 17
/** What is tried for one word, in look-ups of the question's budget: a try is a third of one. */
export const effortOfCommon = (length: number): number => Math.ceil((length * 2 * 33) / 3)

interface Table {
  keys: Uint32Array
  rarities: Uint8Array
}
let table: Table | null = null
/** Words between two looks at the clock. */
const AT_ONCE = 1_000

/** Words people write every day that lie one slip from `typed`, in no order. */
export function commonSlips(typed: string, most: number): CommonSlip[] {
  const alphabet = /^[a-z]+$/.test(typed) ? ALPHABETS.latin : /^[а-я]+$/.test(typed) ? ALPHABETS.cyrillic : null
  if (!alphabet) return []
  const found = new Map<string, CommonSlip>()
  const look = (word: string) => {
    const rarity = rarityOf(word)
    if (rarity === null || found.has(word) || word === typed) return
    const cost = slipDistance(typed, word, most)
    if (cost < Infinity) found.set(word, { word, cost, rarity })
  }
  for (let at = 0; at <= typed.length; at++) {
    const [before, after] = [typed.slice(0, at), typed.slice(at)]
    if (after !== '') look(before + after.slice(1))
    if (after.length > 1) look(before + after[1]! + after[0]! + after.slice(2))
    for (const letter of alphabet) {
      look(before + letter + after)
      if (after !== '') look(before + letter + after.slice(1))
    }
  }
  return [...found.values()]
}

/** A grammar word of two or three letters that a neighbouring key or a swap has spoilt ("ti", "cna"): one of those as near; null where there is none. */
export function shortSlip(typed: string): string | null {
  if (typed.length < 2 || typed.length > 3) return null
  const found = new Set<string>()
  for (let at = 0; at < typed.length; at++) {
    const [before, after] = [typed.slice(0, at), typed.slice(at + 1)]
    if (after !== '') found.add(before + after[0]! + typed[at]! + after.slice(1))
    for (const letter of NEIGHBOURS.get(typed[at]!) ?? []) found.add(before + letter + after)
  }
  return [...found].find((word) => word !== typed && isCommonWord(word)) ?? null
}

const NEIGHBOURS = new Map(
  Object.values(ALPHABETS).flatMap((alphabet) =>
    Array.from(alphabet, (key) => [key, Array.from(alphabet).filter((other) => areNeighbourKeys(key, other))] as const),
  ),
)

function rarityOf(word: string): number | null {
  table ??= readAtOnce()
  const at = placeOf(table.keys, word)
  return table.keys[at] === 0 ? null : table.rarities[at]! / 255
}

/** Reads the words in slices of time: whoever has mistyped first after a start would hold everybody up for them. */
export async function readCommonWords(): Promise<void> {
  if (table) return
  const [read, rest] = [emptyTable(), slices()]
  for (const _ of filling(read)) await rest()
  table ??= read
}

function readAtOnce(): Table {
  const read = emptyTable()
  for (const _ of filling(read));
  return read
}

const emptyTable = (): Table => ({
  keys: new Uint32Array(1 << TABLE_BITS),
  rarities: new Uint8Array(1 << TABLE_BITS),
})

function* filling({ keys, rarities }: Table): Generator<void> {
  for (const [script, locale] of [
    ['latin', 'en'],
    ['cyrillic', 'ru'],
  ] as const) {
    const list = listOfCommon(locale)
    for (const [place, written] of list.slice(0, MOST_COMMON[script]).entries()) {
      if (place % AT_ONCE === 0) yield
      const word = written.toLowerCase().replaceAll('ё', 'е')
      const at = placeOf(keys, word)
      if (keys[at] !== 0) continue
      keys[at] = keyOf(word)
      rarities[at] = Math.round(rarityAt(place, list.length) * 255)
    }
  }
}

const keyOf = (word: string): number => hashText(word) >>> 0 || 1

function placeOf(keys: Uint32Array, word: string): number {
  const key = keyOf(word)
  let at = Math.imul(key, 0x9e3779b1) >>> (32 - TABLE_BITS)
  while (keys[at] !== 0 && keys[at] !== key) at = (at + 1) & (keys.length - 1)
  return at
}
