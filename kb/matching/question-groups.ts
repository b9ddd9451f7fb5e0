import { foldWords } from '#shared'
import { matterOf } from './text/common-words.ts'
import { stem } from './text/stem.ts'
import { tokenise } from './text/tokenise.ts'

/** From this cosine on two questions ask the same. */
export const SAME_QUESTION = 0.5
/** Another name must be this much more typical of the texts. */
const CLEARLY = 0.02

type Vector = ReadonlyMap<string, number>

/**
 * Groups of questions, each known by a name, found by the cosine of rarity-weighted stems. Postings by stem keep the cost of
 * one question at the groups that share a word with it, however many there are.
 */
export class QuestionGroups {
  private readonly weightOf: (stemmed: string) => number
  private readonly vectors = new Map<string, Vector>()
  private readonly postings = new Map<string, Map<string, number>>()

  constructor(weightOf: (stemmed: string) => number) {
    this.weightOf = weightOf
  }

  get size(): number {
    return this.vectors.size
  }

  put(id: string, name: string): void {
    this.remove(id)
    const vector = this.vectorOf(name)
    this.vectors.set(id, vector)
    for (const [key, value] of vector) {
      let posting = this.postings.get(key)
      if (!posting) this.postings.set(key, (posting = new Map()))
      posting.set(id, value)
    }
  }

  remove(id: string): void {
    for (const key of this.vectors.get(id)?.keys() ?? []) {
      const posting = this.postings.get(key)
      posting?.delete(id)
      if (posting?.size === 0) this.postings.delete(key)
    }
    this.vectors.delete(id)
  }

  /** Groups at least this much alike, the most alike first; of equals the one known longer. */
  alike(text: string, least: number = SAME_QUESTION): { id: string; likeness: number }[] {
    const dots = new Map<string, number>()
    for (const [key, value] of this.vectorOf(text))
      for (const [id, other] of this.postings.get(key) ?? []) dots.set(id, (dots.get(id) ?? 0) + value * other)
    return [...dots]
      .filter(([, likeness]) => likeness >= least)
      .map(([id, likeness]) => ({ id, likeness }))
      .sort((one, other) => other.likeness - one.likeness || (one.id < other.id ? -1 : 1))
  }

  /** The text most like all of them together; the present name stays unless another is clearly more typical. */
  nameOf(texts: readonly string[], present: string): string {
    const sum = new Map<string, number>()
    for (const text of texts) for (const [key, value] of this.vectorOf(text)) sum.set(key, (sum.get(key) ?? 0) + value)
    const length = Math.hypot(...sum.values()) || 1
    const typical = (text: string) => {
      let dot = 0
      for (const [key, value] of this.vectorOf(text)) dot += value * (sum.get(key) ?? 0)
      return dot / length
    }
    let [best, most] = [present, typical(present) + CLEARLY]
    for (const text of texts) {
      const score = typical(text)
      if (score > most) [best, most] = [text, score]
    }
    return best
  }

  /** Of length one. What holds nothing but small words is like itself alone. */
  private vectorOf(text: string): Vector {
    const vector = new Map<string, number>()
    for (const word of tokenise(text)) {
      const matter = matterOf(word) ** 2
      if (matter > 0) vector.set(stem(word), matter * this.weightOf(stem(word)))
    }
    const length = Math.hypot(...vector.values())
    if (length === 0) return new Map([[`= ${foldWords(text)}`, 1]])
    for (const [key, value] of vector) vector.set(key, value / length)
    return vector
  }
}
