import { HeldVectors } from './held-vectors.ts'
import type { Among, AskedPhrasing, Likeness, NearAnswer } from './meaning.ts'
import { lengthOf, pack, type PackedVector } from './packed-vector.ts'

const MOST_NEAR = 60
/** For many phrasings at once: enough to judge them by, and little to hand over. */
const MOST_NEAR_EACH = 30
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
  private vectors: HeldVectors | null = null

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
    this.answers.set(answer.id, { ...answer, rows, middle })
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
    this.vectors?.ask(question)
    return this.best(among, (answer) => ({ middle: answer.middle, isOut: () => false }), MOST_NEAR, new Set(also))
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
    const near = phrasings.map(({ text, among }) => {
      const held = this.texts.get(text)
      if (!held) return []
      vectors.ask(vectors.at(held.row))
      return this.best(
        among,
        ({ id, middle }) => ({ middle: middles.get(id) ?? middle, isOut: (of: string) => out.has(of) }),
        MOST_NEAR_EACH,
      )
    })
    for (const row of middles.values()) vectors.remove(row)
    return near
  }

  /** The nearest `most`, best first, and after them those in `also` that are not among them. */
  private best(
    among: Among,
    as: (answer: Held) => { middle: number; isOut(text: string): boolean },
    most: number,
    also: ReadonlySet<string> = new Set(),
  ): NearAnswer[] {
    const { vectors } = this
    if (!vectors) return []
    const best: NearAnswer[] = []
    const others: NearAnswer[] = []
    for (const answer of this.answers.values()) {
      if (answer.site !== among.site || (among.audience !== 'all' && answer.audience !== among.audience)) continue
      if (among.locale !== null && answer.locale !== among.locale) continue
      const { middle: row, isOut } = as(answer)
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
      const middle = vectors.likeness(row)
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

  private release({ texts, middle }: Held): string[] {
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

const meant = ({ nearest, middle }: Likeness): number => nearest + middle
const nearerFirst = (one: NearAnswer, other: NearAnswer): number =>
  meant(other) - meant(one) || (one.id < other.id ? -1 : 1)
