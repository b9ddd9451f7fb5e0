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

/** The same hue for the same name, on every screen and every day: 0…359 degrees. */
export function hueOf(name: string): number {
  let sum = 7
  for (const sign of name.trim().toLocaleLowerCase()) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 100_003
  return (sum * 47) % 360
}
