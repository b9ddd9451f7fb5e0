import type { TextRange } from '../text-range.ts'

export interface Word extends TextRange {
  word: string
}

/** What is not prose: skipped before words are taken. Every repetition is bounded or over one character class. */
const NOT_PROSE = [
  /(`{3,}|~{3,})[^`~]*(?:\1|$)/g,
  /`[^`\n]*`/g,
  /\{\{[^{}]*\}\}/g,
  /\b[a-z][a-z0-9+.-]{1,20}:\/\/\S+/giu,
  /\b(?:www|answer|mailto|tel)[.:]\S+/giu,
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,190}/gu,
  /(?<![\p{L}\p{N}])(?:[\p{L}\p{N}-]{1,63}\.){1,4}(?:ru|com|org|net|example|рф|io|dev|me|su|info|biz|shop|store|app|online|by|kz|ua|uk|de|eu|us)(?:\/\S*)?(?![\p{L}\p{N}])/giu,
  /(?<![\p{L}\p{N}])[a-z\d-]{1,63}(?:\.[a-z\d-]{2,63}){1,4}\/\S*/giu,
  /(?<=\d\s?%)-\p{L}{1,4}(?!\p{L})/gu,
  /\]\([^()\s]{0,2000}\)/g,
  /(?<![\p{L}\p{N}])[@#/][\p{L}\p{N}_-]+/gu,
  /<\/?[a-z][^<>]{0,200}>/giu,
  /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,10});/gi,
  /(?<![\p{L}\p{N}_.-])[\p{L}\p{N}_-]{1,80}\.(?:pdf|docx?|xlsx?|pptx?|png|jpe?g|gif|webp|svg|heic|zip|rar|7z|txt|csv|md|html?|mp[34]|mov|avi|exe|apk|ipa|dmg|json|xml|ya?ml)(?![\p{L}\p{N}])/giu,
]
/** Letters with apostrophes inside; everything that holds a digit (SKU, order, size, model) is taken whole and dropped. */
const TOKEN = /[\p{L}\p{N}][\p{L}\p{M}\p{N}\u00AD\u200B-\u200D\u2060\uFEFF'’‑-]*/gu
const UNSEEN = /[\u0301\u00AD\u200B-\u200D\u2060\uFEFF]/g
const JOINING = new Set("-'’‑")
const MIN_LENGTH = 2

/** Words of a text with their offsets; hyphenated ones whole (the caller judges their parts). */
export function wordsOf(text: string): Word[] {
  let prose = text
  for (const pattern of NOT_PROSE) prose = prose.replace(pattern, (match) => ' '.repeat(match.length))
  return [...prose.matchAll(TOKEN)].flatMap(({ 0: raw, index }) => {
    let length = raw.length
    while (JOINING.has(raw[length - 1] as string)) length--
    const word = raw.slice(0, length)
    if (word.length < MIN_LENGTH || /\p{N}/u.test(word)) return []
    return [{ word, start: index, end: index + word.length }]
  })
}

/** A word as a dictionary knows it: composed letters, no stress, nothing that is not seen, one apostrophe. */
export const asInDictionary = (word: string): string =>
  word.normalize('NFC').replace(UNSEEN, '').normalize('NFC').replaceAll('’', "'")

/** The parts of a hyphenated word with their offsets. */
export function partsOf({ word, start }: Word): Word[] {
  return [...word.matchAll(/[^-‑]+/g)].map(({ 0: part, index }) => ({
    word: part,
    start: start + index,
    end: start + index + part.length,
  }))
}
