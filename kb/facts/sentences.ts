import type { Locale } from '#shared'
import type { TextRange } from '../text-range.ts'

/** What begins a line of Markdown and is no word of it. */
const MARKS = /^\s*(?:[-*+]\s+|\d{1,3}[.)]\s+|#{1,6}\s+|>\s*)*/
const segmenters = new Map<Locale, Intl.Segmenter>()
const segmenterOf = (locale: Locale): Intl.Segmenter => {
  const segmenter = segmenters.get(locale) ?? new Intl.Segmenter(locale, { granularity: 'sentence' })
  segmenters.set(locale, segmenter)
  return segmenter
}

/** The sentence of a Markdown text in which a place lies, without the marks of its line; one that the place reaches beyond goes on. */
export function sentenceAt(text: string, { start, end }: TextRange, locale: Locale): string {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const lineEnd = text.indexOf('\n', end)
  const line = text.slice(lineStart, lineEnd < 0 ? text.length : lineEnd)
  const marks = MARKS.exec(line)?.[0].length ?? 0
  let from = marks
  let until = line.length
  for (const { index, segment } of segmenterOf(locale).segment(line)) {
    const last = index + segment.length
    if (index <= start - lineStart) from = Math.max(index, marks)
    if (last >= end - lineStart) {
      until = last
      break
    }
  }
  return line.slice(from, until).trim()
}
