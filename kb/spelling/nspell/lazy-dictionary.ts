import nspell, { type AffixEntry, type AffixRule, type NSpell } from 'nspell'
import addToData from 'nspell/lib/util/add.js'
import ruleCodes from 'nspell/lib/util/rule-codes.js'
import { type Stem, StemTable } from './stem-table.ts'

/** What a removed ending must be made of to be put back: letters, no pattern. */
const LITERAL = /^[\p{L}'’-]*$/u
/** What makes nspell read a line in a way of its own: comments and escapes. */
const UNUSUAL = /[#\\\t]/
const EXPANSIONS_KEPT = 200

/** An ending as one rule makes it: the stem had `removed` in its place. */
interface Ending {
  removed: string
  entry: AffixEntry
  /** By the place of a string of codes: whether it holds this rule. */
  takenBy: Uint8Array
}

/** Endings by their letters from the last one back. */
interface EndingNode {
  endings: Ending[]
  before: Map<number, EndingNode>
}

/**
 * nspell with the same words, found in the stems instead of in a table of every form: 1.4 million Russian forms take
 * 235 MB and seconds to make, their 146 000 stems some 4 MB. A form is taken apart by the endings of the affix rules, and
 * the rule itself then says whether it makes the form of the stem. Lines with rules that cannot be undone so (compounds,
 * affixes on affixes) nspell expands as ever; there are few.
 */
export function lazyDictionary(aff: Uint8Array, dic: string): NSpell {
  const rules = nspell({ aff })
  const { stems, expanded } = sortLines(dic, rules)
  const speller = nspell({ aff, dic: `${expanded.length}\n${expanded.join('\n')}` })
  const forms = new Forms(new StemTable(stems), rules)
  speller.data = lazyData(speller.data, (word) => forms.codesOf(word))
  return speller
}

function sortLines(dic: string, { rules, compoundRuleCodes, flags }: NSpell): { stems: Stem[]; expanded: string[] } {
  const undone = new Set(Object.keys(rules).filter((code) => rules[code]?.entries.every(canBeUndone)))
  const stems: Stem[] = []
  const expanded: string[] = []
  const plain = new Map<string, boolean>([['', true]])
  for (const line of dic.slice(dic.indexOf('\n') + 1).split('\n')) {
    const slash = line.indexOf('/')
    const word = (slash < 0 ? line : line.slice(0, slash)).trim()
    const codes = slash < 0 ? '' : line.slice(slash + 1).trim()
    let isPlain = plain.get(codes)
    if (isPlain === undefined) {
      isPlain = ruleCodes(flags, codes).every(
        (code) => !(code in compoundRuleCodes) && code !== flags.NEEDAFFIX && (!rules[code] || undone.has(code)),
      )
      plain.set(codes, isPlain)
    }
    if (!isPlain || UNUSUAL.test(line)) expanded.push(line)
    else if (word) stems.push({ word, codes })
  }
  return { stems, expanded }
}

const canBeUndone = ({ remove, continuation }: AffixEntry): boolean =>
  continuation.length === 0 && LITERAL.test(lettersOf(remove))

/** "ый" of /ый$/. */
const lettersOf = (remove: RegExp | ''): string => (remove === '' ? '' : remove.source.replace(/^\^|\$$/g, ''))

class Forms {
  private readonly stems: StemTable
  private readonly rules: NSpell
  private readonly codes: readonly string[][]
  private readonly endings: EndingNode = { endings: [], before: new Map() }
  private readonly prefixes: { entry: AffixEntry; removed: string }[]
  private readonly withPrefix: Uint8Array
  /** Where the first 0, 1, 2 … letters of the word in hand stand among the stems. */
  private readonly from: Uint32Array
  private readonly to: Uint32Array
  private last = ''
  private lastKnown = 0
  private readonly expansions = new Map<number, Record<string, string[]>>()

  constructor(stems: StemTable, rules: NSpell) {
    this.stems = stems
    this.rules = rules
    this.codes = stems.codes.map((codes) => ruleCodes(rules.flags, codes))
    this.from = new Uint32Array(stems.longest + 1)
    this.to = new Uint32Array(stems.longest + 1)
    this.to[0] = stems.size
    const ofType = (type: AffixRule['type']) => Object.entries(rules.rules).filter(([, rule]) => rule.type === type)
    for (const [code, rule] of ofType('SFX')) {
      const takenBy = Uint8Array.from(this.codes, (codes) => Number(codes.includes(code)))
      for (const entry of rule.entries)
        nodeOf(this.endings, entry.add).endings.push({ removed: lettersOf(entry.remove), entry, takenBy })
    }
    const prefixes = ofType('PFX')
    this.prefixes = prefixes.flatMap(([, rule]) =>
      rule.entries.map((entry) => ({ entry, removed: lettersOf(entry.remove) })),
    )
    const codesOfPrefixes = new Set(prefixes.map(([code]) => code))
    this.withPrefix = Uint8Array.from(this.codes, (codes) => Number(codes.some((code) => codesOfPrefixes.has(code))))
  }

  /** The codes of a word of the dictionary, none for what is but a form of one, undefined for what is no word. */
  codesOf(word: string): string[] | undefined {
    const known = this.descend(word)
    const own = known === word.length ? this.stemsAt(word.length) : []
    if (own.length > 0) return own.toSorted((one, other) => one - other).flatMap((place) => this.codesAt(place))
    return this.hasEnding(word, known) || this.hasPrefix(word) ? [] : undefined
  }

  private codesAt(place: number): readonly string[] {
    return this.codes[this.stems.codesOf(place)] as readonly string[]
  }

  /** How many of the first letters some stem begins with. Neighbours of a word are asked for in turn, and begin alike. */
  private descend(word: string): number {
    const { stems, from, to, last } = this
    const most = Math.min(word.length, stems.longest)
    let depth = 0
    while (depth < this.lastKnown && word.charCodeAt(depth) === last.charCodeAt(depth)) depth++
    this.last = word
    for (; depth < most; depth++) {
      const letter = word.charCodeAt(depth)
      const end = to[depth] as number
      const first = stems.first(from[depth] as number, end, depth, letter)
      const after = first < end ? stems.first(first, end, depth, letter + 1) : first
      if (first === after) break
      from[depth + 1] = first
      to[depth + 1] = after
    }
    this.lastKnown = depth
    return depth
  }

  /** Stems that are the first `length` letters of the word in hand and no more. */
  private stemsAt(length: number, from = this.from[length] as number, to = this.to[length] as number): number[] {
    const places: number[] = []
    for (let place = from; place < to && this.stems.lengthOf(place) === length; place++) places.push(place)
    return places
  }

  /** Whether a rule makes the word of a stem by an ending. `known`: see `descend`. */
  private hasEnding(word: string, known: number): boolean {
    let node: EndingNode | undefined = this.endings
    for (let kept = word.length; node; kept--) {
      if (kept <= known)
        for (const { removed, entry, takenBy } of node.endings)
          if (
            this.someStem(
              kept,
              removed,
              (place) => takenBy[this.stems.codesOf(place)] === 1 && makes(this.stems.wordOf(place), entry, word),
            )
          )
            return true
      if (kept === 0) return false
      node = node.before.get(word.charCodeAt(kept - 1))
    }
    return false
  }

  /** Whether one of the stems that are `kept` letters of the word in hand and then `rest` does. */
  private someStem(kept: number, rest: string, does: (place: number) => boolean): boolean {
    let first = this.from[kept] as number
    let last = this.to[kept] as number
    for (let at = 0; at < rest.length; at++) {
      const letter = rest.charCodeAt(at)
      first = this.stems.first(first, last, kept + at, letter)
      if (first === last) return false
      last = this.stems.first(first, last, kept + at, letter + 1)
      if (first === last) return false
    }
    const length = kept + rest.length
    for (let place = first; place < last && this.stems.lengthOf(place) === length; place++) if (does(place)) return true
    return false
  }

  /** Prefixes go together with endings in an order of their own: of the stems that may be meant nspell makes all forms. */
  private hasPrefix(word: string): boolean {
    for (const { entry, removed } of this.prefixes) {
      if (!word.startsWith(entry.add)) continue
      const rest = removed + word.slice(entry.add.length)
      const known = this.descend(rest)
      let node: EndingNode | undefined = this.endings
      for (let kept = rest.length; node; kept--) {
        if (kept <= known) {
          const isMade = (place: number) =>
            this.withPrefix[this.stems.codesOf(place)] === 1 && word in this.expansionOf(place)
          if (kept === rest.length && this.someStem(kept, '', isMade)) return true
          for (const ending of node.endings) if (this.someStem(kept, ending.removed, isMade)) return true
        }
        if (kept === 0) break
        node = node.before.get(rest.charCodeAt(kept - 1))
      }
    }
    return false
  }

  private expansionOf(place: number): Record<string, string[]> {
    const known = this.expansions.get(place)
    if (known) return known
    const made = Object.create(null) as Record<string, string[]>
    addToData(made, this.stems.wordOf(place), this.codesAt(place), this.rules)
    if (this.expansions.size >= EXPANSIONS_KEPT) this.expansions.clear()
    this.expansions.set(place, made)
    return made
  }
}

function nodeOf(root: EndingNode, ending: string): EndingNode {
  let node = root
  for (let at = ending.length - 1; at >= 0; at--) {
    const letter = ending.charCodeAt(at)
    const next = node.before.get(letter) ?? { endings: [], before: new Map() }
    node.before.set(letter, next)
    node = next
  }
  return node
}

/** As nspell applies a rule for endings. */
const makes = (stem: string, { match, remove, add }: AffixEntry, word: string): boolean =>
  (match === '' || match.test(stem)) && (remove === '' ? stem : stem.replace(remove, '')) + add === word

/** What nspell asks and changes like its own table: own words lie over the dictionary, removed ones are gone from it. */
function lazyData(
  own: Record<string, string[]>,
  codesOf: (word: string) => string[] | undefined,
): Record<string, string[]> {
  const removed = new Set<string>()
  // nspell asks twice for what it finds.
  let asked = ''
  let answer: string[] | undefined
  const get = (word: string): string[] | undefined => {
    const added = own[word]
    if (added || removed.has(word)) return added
    if (word !== asked) {
      answer = codesOf(word)
      asked = word
    }
    return answer
  }
  return new Proxy(own, {
    get: (_own, word) => (typeof word === 'string' ? get(word) : undefined),
    has: (_own, word) => typeof word === 'string' && get(word) !== undefined,
    set(_own, word, codes: string[]) {
      removed.delete(word as string)
      own[word as string] = codes
      return true
    },
    deleteProperty(_own, word) {
      removed.add(word as string)
      delete own[word as string]
      return true
    },
  })
}
