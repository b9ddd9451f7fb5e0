const LONGEST = 60

export interface HeadingIds {
  idOf(words: string): string
  has(id: string): boolean
}

/** Makes ids of headings from their words, each once: one maker for each text. */
export function headingIds(): HeadingIds {
  const used = new Set<string>()
  const times = new Map<string, number>()
  return {
    idOf(words) {
      const base = words
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '-')
        .replace(/^-|-$/g, '')
        .slice(0, LONGEST)
      let number = (times.get(base) ?? 0) + 1
      let id = number === 1 ? base : `${base}-${number}`
      while (used.has(id)) id = `${base}-${++number}`
      times.set(base, number)
      used.add(id)
      return id
    },
    has: (id) => used.has(id),
  }
}
