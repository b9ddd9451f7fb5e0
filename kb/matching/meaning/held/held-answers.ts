import { HeldVectors } from './held-vectors.ts'
import type { Among, AskedPhrasing, Likeness, NearAnswer } from '../meaning.ts'
import { lengthOf, pack, type PackedVector } from './packed-vector.ts'

const MOST_NEAR = 60
/** For many phrasings at once: enough to judge them by, and little to hand over. */
const MOST_NEAR_EACH = 30
/** So many texts are compared one and all; of more, only answers whose signs are nearest. */
const WHOLE_UP_TO = 20_000
/**
 * Rows looked at then, and answers that must be among them. Of 9 000 texts of the public sets the 800 nearest by signs held
 * 99.98 % of the 20 that are nearest, and 99.5 % of the 60.
 */
const LIKELY_ROWS = 1_600
const LEAST_LIKELY = 400
/**
 * How alike the questions of two answers are, by the model that all weights were fitted with: mean and deviation over the public
 * sets (0.21…0.32 and 0.12…0.16).
 */
const USUAL = { mean: 0.29, deviation: 0.15 }
/** Questions compared to find the same of another model. */
const MOST_COMPARED = 200
const LEAST_COMPARED = 5
const LEAST_DEVIATION = 0.02

/** An answer by its texts, its own question first. */
export interface TextsOfAnswer extends Among {
  id: string
  texts: string[]
}
interface Held extends TextsOfAnswer {
  rows: number[]
  middle: number
}

/** Answers and the vectors of their texts; a text that several answers hold is held once. */
export class HeldAnswers {
  private readonly answers = new Map<string, Held>()
  private readonly texts = new Map<string, { row: number; uses: number }>()
  /** By row: whose text or middle it is. */
  private readonly holders: (readonly Held[] | undefined)[] = []
  private vectors: HeldVectors | null = null
  private readonly wholeUpTo: number

  constructor(wholeUpTo = WHOLE_UP_TO) {
    this.wholeUpTo = wholeUpTo
  }

  knows(text: string): boolean {
    return this.texts.has(text)
  }

  /** Whether vectors of so many numbers can be held beside those that are. */
  accepts(length: number): boolean {
    return !this.vectors || this.vectors.length === length
  }

  /**
   * Brings likenesses of another model to the scale that weights were fitted on: questions of this library are as alike then, and
   * differ as much.
   */
  standardise(): void {
    const { vectors } = this
    const rows = [...this.answers.values()]
      .map(({ texts, rows }) => ({ text: texts[0] as string, row: rows[0] as number }))
      .sort((one, other) => (one.text < other.text ? -1 : 1))
      .filter(({ text }, at, all) => text !== all[at - 1]?.text)
      .slice(0, MOST_COMPARED)
    if (!vectors || rows.length < LEAST_COMPARED) return
    vectors.tellOn({ by: 1, add: 0 })
    let [count, sum, squares] = [0, 0, 0]
    for (const [at, { row }] of rows.entries()) {
      vectors.ask(vectors.at(row))
      for (const other of rows.slice(at + 1)) {
        const likeness = vectors.likeness(other.row)
        count++
        sum += likeness
        squares += likeness * likeness
      }
    }
    const mean = sum / count
    const by = USUAL.deviation / Math.max(Math.sqrt(squares / count - mean * mean), LEAST_DEVIATION)
    vectors.tellOn({ by, add: USUAL.mean - mean * by })
  }

  /** Takes the answer in, in place of what is known of it; `made` has the vectors of texts that are not known. Gives the texts nobody holds any more. */
  put(answer: TextsOfAnswer, made: ReadonlyMap<string, PackedVector>): string[] {
    const before = this.answers.get(answer.id)
    const rows = answer.texts.map((text) => this.hold(text, made))
    const vectors = this.vectors
    if (!vectors) return []
    const middle = vectors.add(this.middleOf(rows))
    const held = { ...answer, rows, middle }
    this.answers.set(answer.id, held)
    for (const row of [middle, ...rows]) this.holders[row] = [...(this.holders[row] ?? []), held]
    return before ? this.release(before) : []
  }

  /** Gives the texts nobody holds any more. */
  remove(id: string): string[] {
    const before = this.answers.get(id)
    if (!before) return []
    this.answers.delete(id)
    return this.release(before)
  }

  nearest(question: Float32Array, among: Among, also: readonly string[] = []): NearAnswer[] {
    return this.best(question, among, AS_HELD, MOST_NEAR, new Set(also))
  }

  /** For each phrasing the nearest answers, while none of them belongs to any answer. */
  nearestEach(phrasings: readonly AskedPhrasing[]): NearAnswer[][] {
    const { vectors } = this
    if (!vectors) return phrasings.map(() => [])
    const out = new Set(phrasings.map(({ text }) => text))
    const middles = new Map<string, number>()
    for (const { id, texts, rows } of this.answers.values()) {
      const rest = rows.filter((_row, at) => !out.has(texts[at] as string))
      if (rest.length < rows.length && rest.length > 0) middles.set(id, vectors.add(this.middleOf(rest)))
    }
    const without: Reading = {
      middleOf: ({ id, middle }) => middles.get(id) ?? middle,
      isOut: (text) => out.has(text),
    }
    const near = phrasings.map(({ text, among }) => {
      const held = this.texts.get(text)
      return held ? this.best(vectors.at(held.row), among, without, MOST_NEAR_EACH) : []
    })
    for (const row of middles.values()) vectors.remove(row)
    return near
  }

  /** The nearest `most`, best first, and after them those in `also` that are not among them. */
  private best(
    question: Float32Array,
    among: Among,
    { middleOf, isOut }: Reading,
    most: number,
    also: ReadonlySet<string> = new Set(),
  ): NearAnswer[] {
    const { vectors } = this
    if (!vectors) return []
    const isWhole = vectors.count <= this.wholeUpTo
    vectors.ask(question, isWhole)
    const best: NearAnswer[] = []
    const others: NearAnswer[] = []
    for (const answer of isWhole ? this.answers.values() : this.likely(question, among, also)) {
      if (!isAmong(answer, among)) continue
      let nearest = -1
      let text: string | null = null
      for (let at = 0; at < answer.rows.length; at++) {
        const likeness = vectors.likeness(answer.rows[at] as number)
        if (likeness <= nearest || isOut(answer.texts[at] as string)) continue
        nearest = likeness
        text = answer.texts[at] as string
      }
      if (text === null) continue
      const { id } = answer
      const middle = vectors.likeness(middleOf(answer))
      const last = best.length < most ? undefined : best.at(-1)
      const isBehind = last !== undefined && nearest + middle < meant(last)
      if (isBehind && !also.has(id)) continue
      const one = { id, text, nearest, middle, asked: vectors.likeness(answer.rows[0] as number) }
      if (isBehind) others.push(one)
      else {
        let place = best.length
        while (place > 0 && nearerFirst(one, best[place - 1] as NearAnswer) < 0) place--
        best.splice(place, 0, one)
        const out = best.length > most ? best.pop() : undefined
        if (out && also.has(out.id)) others.push(out)
      }
    }
    return [...best, ...others.sort(nearerFirst)]
  }

  /** Of a large library the answers with a text, or a middle, whose signs are nearest, and those in `also`. */
  private likely(question: Float32Array, among: Among, also: ReadonlySet<string>): Set<Held> {
    const likely = new Set<Held>()
    for (const round of (this.vectors as HeldVectors).signs.nearest(question, LIKELY_ROWS)) {
      for (const row of round) for (const one of this.holders[row] ?? []) if (isAmong(one, among)) likely.add(one)
      if (likely.size >= LEAST_LIKELY) break
    }
    for (const id of also) {
      const one = this.answers.get(id)
      if (one) likely.add(one)
    }
    return likely
  }

  private hold(text: string, made: ReadonlyMap<string, PackedVector>): number {
    const known = this.texts.get(text)
    if (known) {
      known.uses++
      return known.row
    }
    const vector = made.get(text) as PackedVector
    this.vectors ??= new HeldVectors(lengthOf(vector))
    const row = this.vectors.add(vector)
    this.texts.set(text, { row, uses: 1 })
    return row
  }

  private release(held: Held): string[] {
    const { texts, rows, middle } = held
    for (const row of [middle, ...rows]) this.holders[row] = this.holders[row]?.filter((one) => one !== held)
    this.vectors?.remove(middle)
    return texts.filter((text) => {
      const known = this.texts.get(text)
      if (!known || --known.uses > 0) return false
      this.vectors?.remove(known.row)
      this.texts.delete(text)
      return true
    })
  }

  private middleOf(rows: readonly number[]): PackedVector {
    const vectors = this.vectors as HeldVectors
    const middle = new Float32Array(vectors.length)
    for (const row of rows)
      for (const [at, number] of vectors.at(row).entries()) middle[at] = (middle[at] as number) + number
    const length = Math.hypot(...middle) || 1
    return pack(middle.map((number) => number / length))
  }
}

/** How answers are read for one question: their middle, and which of their texts do not count. */
interface Reading {
  middleOf(answer: Held): number
  isOut(text: string): boolean
}
const AS_HELD: Reading = { middleOf: ({ middle }) => middle, isOut: () => false }

const isAmong = (answer: Held, among: Among): boolean =>
  answer.site === among.site &&
  (among.audience === 'all' || answer.audience === among.audience) &&
  (among.locale === null || answer.locale === among.locale)

const meant = ({ nearest, middle }: Likeness): number => nearest + middle
const nearerFirst = (one: NearAnswer, other: NearAnswer): number =>
  meant(other) - meant(one) || (one.id < other.id ? -1 : 1)
