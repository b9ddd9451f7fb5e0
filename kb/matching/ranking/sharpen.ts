import { type AnswerIndex, BODY } from './answer-index.ts'
import { type Example, SharpenedWeights, textFeatures } from './sharpened-weights.ts'

/** Above this many phrasings only thresholds are learnt: sharpening would take minutes. */
export const WORTH_SHARPENING_BELOW = 20_000
const LONGEST_TEXT = 40
const RIVALS = 20
/** Below this many answers every other one is a rival. */
const ALL_RIVALS_BELOW = 150

/**
 * Learns sharpened weights from every question and phrasing of the index. Rivals are the answers of the same site and
 * language that share the rarest words of the text.
 */
export function sharpen(index: AnswerIndex): SharpenedWeights {
  const weights = new SharpenedWeights()
  const examples = spread(examplesOf(index))
  weights.train(examples)
  return weights
}

function examplesOf(index: AnswerIndex): Example[] {
  const groups = new Map<string, number[]>()
  index.answers.forEach(({ alive, entry }, number) => {
    if (!alive) return
    const key = `${entry.site}|${entry.locale}`
    const group = groups.get(key)
    if (group) group.push(number)
    else groups.set(key, [number])
  })
  const examples: Example[] = []
  const hashOf = (number: number) => index.answers[number]!.hash
  for (const members of groups.values()) {
    for (const answer of members) {
      for (let text = index.textStart.data[answer]!; text < index.textStart.data[answer + 1]!; text++) {
        const words = [...index.wordIds.data.subarray(index.wordStart.data[text]!, index.wordStart.data[text + 1]!)]
        if (words.length === 0 || (index.textKind.data[text] === BODY && words.length > LONGEST_TEXT)) continue
        if (index.textWeight.data[text]! < 0.5) continue
        const rivals = members.length <= ALL_RIVALS_BELOW ? members : nearest(index, answer, words, members)
        examples.push({
          answer: hashOf(answer),
          features: textFeatures(
            index,
            words.map((word) => index.lexicon.words[word]!),
          ),
          rivals: rivals.map(hashOf),
        })
      }
    }
  }
  return examples
}

function nearest(index: AnswerIndex, answer: number, words: readonly number[], members: readonly number[]): number[] {
  const stems = new Map<number, number>()
  for (const word of words)
    stems.set(
      index.lexicon.stemOf.data[word]!,
      index.stemIdf.data[index.lexicon.stemOf.data[word]!]! * index.lexicon.matter.data[word]!,
    )
  const scores = new Map<number, number>()
  const rarest = [...stems].sort((a, b) => b[1] - a[1]).slice(0, 4)
  const inGroup = new Set(members)
  for (const [stemId, weight] of rarest) {
    index.postings.each(stemId, (number, impact) => {
      if (inGroup.has(number)) scores.set(number, (scores.get(number) ?? 0) + weight * impact)
    })
  }
  const best = [...scores]
    .sort((a, b) => b[1] - a[1])
    .slice(0, RIVALS)
    .map(([number]) => number)
  return best.includes(answer) ? best : [...best, answer]
}

/** Shuffled by what they say, so that one answer's texts do not follow each other and the order of answers changes nothing. */
function spread(examples: Example[]): Example[] {
  return examples
    .map((example) => ({
      example,
      at: example.features.keys.reduce((hash, key) => Math.imul(hash ^ key, 0x01000193), 0),
    }))
    .sort((a, b) => a.at - b.at || a.example.answer - b.example.answer)
    .map(({ example }) => example)
}
