import { fold } from '#shared'
import type { ComponentChild } from 'preact'

/** A text with the beginnings of words that were looked for marked; `words` are folded. */
export function Marked({ text, words }: { text: string; words: readonly string[] }) {
  const composed = text.normalize('NFC')
  const folded = fold(composed)
  // Folding that changes the length would mark the wrong letters.
  if (words.length === 0 || folded.length !== composed.length) return <>{text}</>
  const parts: ComponentChild[] = []
  let from = 0
  for (const { 0: word, index } of folded.matchAll(/[\p{L}\p{N}]+/gu)) {
    const begins = words.filter((each) => word.startsWith(each)).sort((one, other) => other.length - one.length)[0]
    if (!begins) continue
    parts.push(composed.slice(from, index), <mark key={index}>{composed.slice(index, index + word.length)}</mark>)
    from = index + word.length
  }
  return (
    <>
      {parts}
      {composed.slice(from)}
    </>
  )
}
