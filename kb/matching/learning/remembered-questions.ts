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

/** Questions kept beside the library (absent answers, lowered pairs), found by their stems. */
export interface RememberedQuestions {
  all: Remembered[]
  byStem: Map<string, number[]>
}

export function rememberQuestions(items: readonly LearntItem[]): RememberedQuestions {
  const byStem = new Map<string, number[]>()
  const all = items.map((item, number) => {
    const stems = new Map<string, number>()
    for (const word of tokenise(item.question)) if (matterOf(word) > 0) stems.set(stem(word), matterOf(word))
    for (const stemmed of stems.keys()) byStem.set(stemmed, [...(byStem.get(stemmed) ?? []), number])
    return { item, stems }
  })
  return { all, byStem }
}

/** Remembered questions like the asked one, best first: cosine of rarity-weighted stems. */
export function questionsLike(
  remembered: RememberedQuestions,
  site: string,
  asked: readonly string[],
  index: AnswerIndex,
): { question: string; answerId: string | null; likeness: number; weight: number }[] {
  if (remembered.all.length === 0) return []
  const weight = (stemmed: string) => index.stemWeight(index.lexicon.stemId(stemmed))
  const askedStems = new Set(asked)
  const near = new Set([...askedStems].flatMap((stemmed) => remembered.byStem.get(stemmed) ?? []))
  let askedSquares = 0
  for (const stemmed of askedStems) askedSquares += (weight(stemmed) * matterOf(stemmed)) ** 2
  return [...near]
    .map((number) => remembered.all[number]!)
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
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, MOST)
}
