const SEGMENTS = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** Of a name, two letters at most: its face where there is no picture. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s-]+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  const letters = (words.length > 1 ? [words[0], words.at(-1)] : words).map((word = '') => {
    const [first] = SEGMENTS.segment(word)
    return first?.segment ?? ''
  })
  return letters.join('').toLocaleUpperCase()
}
