import { matterOf } from './text/common-words.ts'
import { stem } from './text/stem.ts'
import { tokenise } from './text/tokenise.ts'

const LEAST_LIKENESS = 0.5

interface Text {
  id: string
  text: string
  vector: Map<string, number>
}

/**
 * Groups texts by the cosine of their rarity-weighted stems: each joins the group whose sum it is most like (leader
 * clustering, longest texts first), otherwise begins one. The label is the text nearest to its group's sum.
 */
export function groupBySimilarity(
  texts: readonly { id: string; text: string }[],
  library: { weightOf(stemmed: string): number },
): { label: string; ids: string[] }[] {
  const groups: { texts: Text[]; sum: Map<string, number> }[] = []
  const vectors = texts.map(({ id, text }): Text => ({ id, text, vector: unit(text, library) }))
  for (const text of vectors.sort((a, b) => b.vector.size - a.vector.size)) {
    let best: (typeof groups)[number] | null = null
    let most = LEAST_LIKENESS
    for (const group of groups) {
      const alike = cosine(text.vector, group.sum)
      if (alike >= most) [best, most] = [group, alike]
    }
    if (!best) groups.push({ texts: [text], sum: new Map(text.vector) })
    else {
      best.texts.push(text)
      for (const [key, value] of text.vector) best.sum.set(key, (best.sum.get(key) ?? 0) + value)
    }
  }
  return groups
    .map(({ texts: members, sum }) => ({
      label: members.reduce((a, b) => (cosine(b.vector, sum) > cosine(a.vector, sum) ? b : a)).text,
      ids: members.map(({ id }) => id),
    }))
    .sort((a, b) => b.ids.length - a.ids.length)
}

function unit(text: string, library: { weightOf(stemmed: string): number }): Map<string, number> {
  const vector = new Map<string, number>()
  for (const word of tokenise(text)) {
    const value = matterOf(word) ** 2
    if (value > 0) vector.set(stem(word), value * library.weightOf(stem(word)))
  }
  const length = lengthOf(vector)
  for (const [key, value] of vector) vector.set(key, value / (length || 1))
  return vector
}

const lengthOf = (vector: Map<string, number>): number =>
  Math.sqrt([...vector.values()].reduce((sum, value) => sum + value * value, 0))

function cosine(a: Map<string, number>, b: Map<string, number>): number {
  let dot = 0
  for (const [key, value] of a) dot += value * (b.get(key) ?? 0)
  return dot / (lengthOf(a) * lengthOf(b) || 1)
}
