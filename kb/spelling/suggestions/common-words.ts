import { readFileSync } from 'node:fs'
import type { Script } from '../speller.ts'

/** What people write, the commonest first: how often decides between two words that are equally near. */
export interface CommonWords {
  /** In the dictionary's spelling, commonest first. */
  list: readonly string[]
  /** 0 for the commonest word, growing with the logarithm of its place, 1 for what is not listed. ё counts as е. */
  rarity(word: string): number
  /** The same of a word in small letters: asked of thousands. */
  rarityOfSmall(word: string): number
  /** As it is written: names begin with a capital. */
  written(word: string): string
}

/** The words alone, commonest first. */
export const listOfCommon = (script: Script): readonly string[] =>
  readFileSync(new URL(`./words/common-${script}.txt`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')

/** 0 for the commonest of so many words, growing with the logarithm of its place towards 1. */
export const rarityAt = (place: number, words: number): number => Math.log(place + 1) / Math.log(words + 1)

export function commonWords(script: Script): CommonWords {
  const list = listOfCommon(script)
  const places = new Map(list.map((word, place) => [asListed(word), place]))
  const capitals = new Map(list.filter((word) => word !== word.toLowerCase()).map((word) => [word.toLowerCase(), word]))
  const rarityOfSmall = (word: string): number => {
    const place = places.get(word.includes('ё') ? word.replaceAll('ё', 'е') : word)
    return place === undefined ? 1 : rarityAt(place, list.length)
  }
  return {
    list,
    written: (word) => capitals.get(word) ?? word,
    rarity: (word) => rarityOfSmall(word.toLowerCase()),
    rarityOfSmall,
  }
}

const asListed = (word: string): string => word.toLowerCase().replaceAll('ё', 'е')
