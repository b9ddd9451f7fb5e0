import type { Actor } from '../actor.ts'
import { mayApprove } from '../answers/answer-moves.ts'
import type { Misspelling, Spelling } from './spelling.ts'
import { ok, refuse } from '../result.ts'
import { type KnownWords, knownWords } from './known-words.ts'
import { type Script, type Speller, scriptOf } from './speller.ts'
import type { WordStore } from './sql-word-store.ts'
import { EVERYDAY_WORDS } from './everyday-words.ts'
import { nearOwn } from './suggestions/near-own.ts'
import { asInDictionary, partsOf, type Word, wordsOf } from './words-of.ts'

const MAX_LENGTH = 20_000
const MAX_WORDS = 3_000
const SUGGESTED = 5
const READY_TIMEOUT_MS = 1_500
const WORD = /^[\p{L}][\p{L}'’‑-]{1,39}$/u

export interface SpellingParts {
  speller: Speller
  words: WordStore
  productWords: () => ReadonlyMap<string, readonly string[]>
  /** The dictionary changed here; other nodes do not know yet. */
  changed?: () => void
}

/** Product names, SKUs and the shop's words are known; everything else is asked of the speller, each part by its script. */
export async function openSpelling(
  parts: SpellingParts,
): Promise<
  Spelling & { reload(): Promise<void>; unknownOf(text: string, site: string): Promise<Misspelling[] | null> }
> {
  const { speller, words: store } = parts
  let shared: KnownWords = knownWords([])
  let own = new Map<string, KnownWords>()
  const ownOf = (site: string): KnownWords => {
    const there = own.get(site) ?? knownWords([])
    own.set(site, there)
    return there
  }
  /** What one site knows: words of files are held once for all of them, its own are no other's (I11). */
  const knownOn = (site: string): Pick<KnownWords, 'has'> => {
    const mine = own.get(site)
    return { has: (word) => shared.has(word) || (mine?.has(word) ?? false) }
  }

  async function reload(): Promise<void> {
    const approved = await store.approved()
    const ofFiles = approved.filter(({ site }) => site === null).map(({ word }) => word)
    shared = knownWords([...EVERYDAY_WORDS, ...ofFiles])
    own = new Map()
    for (const { site, word } of approved) if (site !== null) ownOf(site).add(word)
    for (const [site, names] of parts.productWords())
      for (const word of names.flatMap(wordsOf)) for (const said of [word, ...partsOf(word)]) ownOf(site).add(said.word)
    speller.add(ofFiles)
  }

  /** Null while the speller is not there: "nothing found" and "nobody looked" are different things. */
  async function unknownOf(text: string, site: string): Promise<Misspelling[] | null> {
    const known = knownOn(site)
    const mixed: Word[] = []
    const asked: (Word & { script: Script })[] = []
    for (const word of wordsOf(text.slice(0, MAX_LENGTH)).slice(0, MAX_WORDS)) {
      if (known.has(asInDictionary(word.word))) continue
      for (const part of partsToJudge(word, known)) {
        const judged = asInDictionary(part.word)
        const script = scriptOf(judged)
        if (judged.length < 2 || script === null || known.has(judged)) continue
        if (script === 'mixed') mixed.push({ ...part, word: judged })
        else if (!isAbbreviation(judged)) asked.push({ ...part, word: judged, script })
      }
    }
    const unknown = await speller.unknown([
      ...new Map(asked.map((word) => [word.word, { word: word.word, script: word.script }])).values(),
    ])
    if (!unknown) return null
    const mine = own.get(site)
    const near = mine ? await nearOwn(new Set(unknown.keys()), mine) : null
    const wrong = asked.flatMap(({ word, start, end }) => {
      const suggested = unknown.get(word)
      if (!suggested) return []
      const suggestions = [...new Set([...(near?.get(word) ?? []), ...suggested])].slice(0, SUGGESTED)
      return [{ word: text.slice(start, end), start, end, suggestions }]
    })
    return [...wrong, ...mixed.map((word) => ({ ...word, suggestions: oneAlphabet(word.word) }))].sort(
      (one, other) => one.start - other.start,
    )
  }

  await reload()
  return {
    reload,
    unknownOf,

    async check(text, site) {
      if (speller.state() === 'starting') await speller.ready(READY_TIMEOUT_MS)
      return (await unknownOf(text, site)) ?? []
    },

    words: (filter) => store.list(filter),

    async propose(site, word, actor, now) {
      const clean = word.trim().normalize('NFC')
      if (!WORD.test(clean) || scriptOf(clean) === 'mixed') return refuse({ code: 'not_a_word' })
      const approved = mayApprove(actor)
      if (!(await store.add(site, clean, approved ? 'approved' : 'proposed', actor, now))) {
        const present = await store.find(site, clean)
        if (!present || present.state === 'approved' || !approved) return refuse({ code: 'known_already' })
        await store.approve(site, clean, actor, now)
      }
      if (approved) learn(site, clean)
      return ok({
        word: clean,
        state: approved ? 'approved' : 'proposed',
        by: actor.name,
        at: new Date(now).toISOString(),
      })
    },

    async decide(site, word, approve, actor: Actor, now) {
      if (!mayApprove(actor)) return refuse({ code: 'not_allowed' })
      const present = await store.find(site, word)
      if (!present) return refuse({ code: 'not_found' })
      if (approve) {
        await store.approve(site, word, actor, now)
        learn(site, present.word)
        return ok({ ...present, state: 'approved', by: actor.name, at: new Date(now).toISOString() })
      }
      // What came with files is not one shop's to take away from the others.
      if (!(await store.remove(site, word))) return refuse({ code: 'not_found' })
      await reload()
      parts.changed?.()
      return ok(present)
    },
  }

  function learn(site: string, word: string): void {
    ownOf(site).add(word)
    parts.changed?.()
  }
}

/**
 * "iPhone’ом", "SMS-ки", "GORE-TEX’овая", "PDFку": a Russian ending after a foreign name belongs to the name. Written
 * without a sign between them, the name has to have a letter that no Russian one looks like: "CAпоги" are boots.
 */
const NAME_WITH_ENDING =
  /^(?:(\p{Script=Latin}[\p{Script=Latin}\p{M}-]*|\p{Lu}{2,6})['’‑-]\p{Script=Cyrillic}{1,8}|((?=[\p{Script=Latin}-]*[DFGIJLNQRSUVWZdfghijlqrstuvwz])[\p{Script=Latin}-]{2,})[а-яё]{1,5})$/u

/** The parts of a word that are judged, each by its script. */
function partsToJudge(word: Word, known: Pick<KnownWords, 'has'>): Word[] {
  const [, apart, joined] = NAME_WITH_ENDING.exec(word.word) ?? []
  const name = apart ?? joined
  if (name && known.has(name)) return []
  if (name) return partsOf({ ...word, word: name, end: word.start + name.length })
  return /[-‑]/.test(word.word) ? unknownParts(partsOf(word), known) : [word]
}

/** "Wi-Fi-роутер": parts that are one known word together are not judged apart. */
function unknownParts(parts: Word[], known: Pick<KnownWords, 'has'>): Word[] {
  const left: Word[] = []
  for (let at = 0; at < parts.length; at++) {
    const one = parts[at] as Word
    const next = parts[at + 1]
    if (next && known.has(asInDictionary(`${one.word}-${next.word}`))) at++
    else left.push(one)
  }
  return left
}

/** Two to five capitals are a name of something: СБП, SMS, GPS. */
const isAbbreviation = (word: string): boolean => word.length <= 5 && word === word.toUpperCase()

/** Letters that look alike, Latin over Cyrillic. */
const LOOKALIKES = ['aeopcyxkmtbhAEOPCYXKMTBH', 'аеорсухкмтвнАЕОРСУХКМТВН'] as const

/** "Дocтавка" with Latin letters in it is offered in the alphabet all its letters have; where both have, in most of them's. */
function oneAlphabet(word: string): string[] {
  const cyrillic = [...word].filter((sign) => /\p{Script=Cyrillic}/u.test(sign)).length
  const mostly = cyrillic * 2 >= word.length ? 1 : 0
  const mended = ([mostly, 1 - mostly] as (0 | 1)[]).map((to) =>
    [...word].map((sign) => LOOKALIKES[to][LOOKALIKES[to === 0 ? 1 : 0].indexOf(sign)] ?? sign).join(''),
  )
  return mended.filter((one) => scriptOf(one) !== 'mixed').slice(0, 1)
}
