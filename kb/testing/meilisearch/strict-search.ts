import { Refused } from './strict-refusals.ts'

export type Document = Record<string, unknown>

export interface Searched {
  uid: string
  settings: Record<string, unknown>
  documents: Map<string, Document>
}

export interface SearchBody {
  q?: string
  limit?: number
  filter?: string | string[]
  matchingStrategy?: 'last' | 'all' | 'frequency'
  attributesToRetrieve?: string[]
}

interface Hit {
  document: Document
  words: number
  typos: number
  attribute: number
  exact: number
}

const MOST_WORDS = 10
const WORD = /[\p{L}\p{N}]+/gu
const CONDITION = /^\s*([\w.]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s"']+))?\s*$/
/** Shares of a ranking score, about: only their order is of use. */
const SCORE_OF_ATTRIBUTE = [0.97, 0.83, 0.63]

/** What Meilisearch finds, best first: words by strategy, typos, attribute, exactness, as its ranking rules say. */
export function hitsOf(index: Searched, body: SearchBody): Hit[] {
  const { q = '', matchingStrategy = 'last' } = body
  const allowed = conditionsOf(index, body.filter)
  const documents = [...index.documents.values()].filter(allowed)
  const words = [...q.toLowerCase().matchAll(WORD)].map(([word]) => word).slice(0, MOST_WORDS)
  if (words.length === 0) return documents.map((document) => ({ document, words: 0, typos: 0, attribute: 0, exact: 0 }))
  const fields = index.settings.searchableAttributes as string[]
  const terms = words.map((word, i) => ({ word, isPrefix: i === words.length - 1 && !/\s$/.test(q) }))
  const found = new Map<Document, Hit>()
  for (const required of stepsOf(terms, matchingStrategy, [...index.documents.values()], fields)) {
    for (const document of documents) {
      if (found.has(document)) continue
      const hit = matched(document, required, fields)
      if (hit) found.set(document, hit)
    }
  }
  return [...found.values()].sort(
    (a, b) => b.words - a.words || a.typos - b.typos || a.attribute - b.attribute || b.exact - a.exact,
  )
}

export const rankingScore = ({ attribute }: Hit): number => SCORE_OF_ATTRIBUTE[attribute] ?? 0.5

interface Term {
  word: string
  isPrefix: boolean
}

/** The words that must all be there, from all of them to ever fewer. */
function stepsOf(terms: Term[], strategy: string, documents: Document[], fields: string[]): Term[][] {
  if (strategy === 'all') return [terms]
  if (strategy === 'last') return terms.map((_, left) => terms.slice(0, terms.length - left))
  const held = new Map(
    terms.map((term) => [term, documents.filter((document) => matched(document, [term], fields)).length]),
  )
  const counts = [...new Set(held.values())].sort((a, b) => b - a)
  return counts.map((most) => terms.filter((term) => held.get(term)! <= most))
}

function matched(document: Document, terms: readonly Term[], fields: readonly string[]): Hit | null {
  let typos = 0
  let attribute = fields.length
  let exact = 0
  for (const term of terms) {
    let best = Infinity
    fields.forEach((field, position) => {
      for (const [word] of textOf(document[field]).matchAll(WORD)) {
        const cost = distance(term, word)
        if (cost > best || cost === Infinity) continue
        if (cost < best || position < attribute) attribute = Math.min(attribute, position)
        best = cost
        if (word === term.word) exact++
      }
    })
    if (best === Infinity) return null
    typos += best
  }
  return { document, words: terms.length, typos, attribute, exact }
}

const textOf = (value: unknown): string => [value].flat().join(' ').toLowerCase()

/** Typos between a word of a query and one of a document as far as its length allows them. */
function distance({ word, isPrefix }: Term, held: string): number {
  if (held === word || (isPrefix && held.startsWith(word))) return 0
  const most = word.length >= 8 ? 2 : word.length >= 4 ? 1 : 0
  const ends = isPrefix ? [held.length, word.length - 1, word.length, word.length + 1] : [held.length]
  const best = Math.min(...ends.map((end) => edits(word, held.slice(0, end), most)))
  return best <= most ? best : Infinity
}

/** Edits and swaps of neighbours; a wrong first letter counts twice. */
function edits(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most || most === 0) return Infinity
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2]! + 1 : Infinity
      row.push(Math.min(last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1), last[j]! + 1, row[j - 1]! + 1, swap))
    }
    ;[before, last] = [last, row]
  }
  return last[b.length]! + (a[0] === b[0] ? 0 : 1)
}

/** Filters of equalities, joined by OR within one string and by AND between strings. */
function conditionsOf({ uid, settings }: Searched, filter: SearchBody['filter']): (document: Document) => boolean {
  const known = [...(settings.filterableAttributes as string[])].sort()
  const all = [filter ?? []].flat().map((text) => {
    const parts = splitByOr(text).map((part) => {
      const [, name, double, single, bare] = CONDITION.exec(part) ?? []
      const value = double?.replace(/\\(.)/g, '$1') ?? single ?? bare
      if (name === undefined || value === undefined) throw Refused.filterWithoutValue(text)
      if (!known.includes(name)) throw Refused.notFilterable(uid, name, value, known)
      return { name, value }
    })
    return (document: Document) => parts.some(({ name, value }) => document[name] === value)
  })
  return (document) => all.every((holds) => holds(document))
}

/** Splits at OR outside of quotes. */
const splitByOr = (text: string): string[] =>
  (text.match(/(?:"(?:[^"\\]|\\.)*"|(?!\sOR\s)[\s\S])+/g) ?? ['']).map((part) => part.replace(/^\s*OR\s/, ''))
