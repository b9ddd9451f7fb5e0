import type { LearntItem } from '../matcher.ts'
import type { AnswerIndex } from '../ranking/answer-index.ts'
import { matterOf } from '../text/common-words.ts'
import { stem } from '../text/stem.ts'
import { tokenise } from '../text/tokenise.ts'

const LEAST_LIKENESS = 0.45
const MOST = 5

interface Remembered {
  item: LearntItem
  stems: Map<string, number>
}

/** Questions kept beside the library (absent answers, lowered pairs), found by their stems. What changes is changed alone: there may be ten thousand. */
export class RememberedQuestions {
  private readonly byId = new Map<string, Remembered>()
  private readonly byStem = new Map<string, Set<Remembered>>()

  constructor(items: readonly LearntItem[] = []) {
    for (const item of items) this.put(item)
  }

  get size(): number {
    return this.byId.size
  }

  put(item: LearntItem): void {
    this.remove(item.id)
    const stems = new Map<string, number>()
    for (const word of tokenise(item.question)) if (matterOf(word) > 0) stems.set(stem(word), matterOf(word))
    const remembered = { item, stems }
    this.byId.set(item.id, remembered)
    for (const stemmed of stems.keys()) {
      const holding = this.byStem.get(stemmed)
      if (holding) holding.add(remembered)
      else this.byStem.set(stemmed, new Set([remembered]))
    }
  }

  remove(id: string): void {
    const remembered = this.byId.get(id)
    if (!remembered) return
    this.byId.delete(id)
    for (const stemmed of remembered.stems.keys()) {
      const holding = this.byStem.get(stemmed)
      holding?.delete(remembered)
      if (holding?.size === 0) this.byStem.delete(stemmed)
    }
  }

  /** Those that share a stem with what is asked. */
  near(stems: Iterable<string>): Set<Remembered> {
    const found = new Set<Remembered>()
    for (const stemmed of stems) for (const one of this.byStem.get(stemmed) ?? []) found.add(one)
    return found
  }
}

/** Remembered questions like the asked one, best first: cosine of rarity-weighted stems. */
export function questionsLike(
  remembered: RememberedQuestions,
  site: string,
  asked: readonly string[],
  index: AnswerIndex,
): { question: string; answerId: string | null; likeness: number; weight: number }[] {
  if (remembered.size === 0) return []
  const weight = (stemmed: string) => index.stemWeight(index.lexicon.stemId(stemmed))
  const askedStems = new Set(asked)
  let askedSquares = 0
  for (const stemmed of askedStems) askedSquares += (weight(stemmed) * matterOf(stemmed)) ** 2
  return [...remembered.near(askedStems)]
    .filter(({ item }) => item.site === site)
    .map(({ item, stems }) => {
      let dot = 0
      let squares = 0
      for (const [stemmed, matter] of stems) {
        const value = weight(stemmed) * matter
        squares += value * value
        if (askedStems.has(stemmed)) dot += value * weight(stemmed) * matterOf(stemmed)
      }
      return {
        question: item.question,
        answerId: item.answerId,
        weight: item.weight,
        likeness: dot / (Math.sqrt(squares * askedSquares) || 1),
      }
    })
    .filter(({ likeness }) => likeness >= LEAST_LIKENESS)
    .sort((a, b) => b.likeness - a.likeness || (a.question < b.question ? -1 : a.question > b.question ? 1 : 0))
    .slice(0, MOST)
}
