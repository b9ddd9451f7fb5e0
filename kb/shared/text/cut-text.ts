/** How far back a cut may move: longer than any emoji, shorter than what stacks of marks could make of one letter. */
const LOOKED_BACK = 64
const segmenter = typeof Intl.Segmenter === 'function' ? new Intl.Segmenter() : null

/**
 * The beginning of people's words, at most so long (UTF-16, as limits count): never half of what a reader sees as one
 * sign. Half an emoji is no text, and whoever is sent it may refuse the whole.
 */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  const from = Math.max(0, most - LOOKED_BACK)
  const end = segmenter?.segment(text.slice(from, most + LOOKED_BACK)).containing(most - from)?.index ?? most - from
  const cut = text.slice(0, from + end || most)
  // One sign longer than the limit, or a browser that knows no signs: then at least no half of a letter.
  return /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut
}

/** What stands for a name in a round mark. */
export const firstSign = (text: string): string =>
  segmenter?.segment(text)[Symbol.iterator]().next().value?.segment ?? Array.from(text)[0] ?? ''
