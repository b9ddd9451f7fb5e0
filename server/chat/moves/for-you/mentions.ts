const isOfWord = (letter: string | undefined): boolean => letter !== undefined && /[\p{L}\p{N}_]/u.test(letter)

/**
 * Who is called in a note: `@` and a whole name, whatever its case. The longest name wins, so "@Anna Reed" calls no
 * other Anna; whoever shares a name is called with it.
 */
export function mentionedIn<T>(text: string, called: readonly { name: string; of: T }[]): Set<T> {
  let left = plain(text)
  const byName = new Map<string, T[]>()
  for (const { name, of } of called) {
    const known = plain(name).trim()
    if (known !== '') byName.set(known, [...(byName.get(known) ?? []), of])
  }
  const found = new Set<T>()
  for (const [name, all] of [...byName].toSorted(([a], [b]) => b.length - a.length)) {
    for (let at = left.indexOf(`@${name}`); at >= 0; at = left.indexOf(`@${name}`, at + 1)) {
      const end = at + 1 + name.length
      if (isOfWord(left[at - 1]) || isOfWord(left[end])) continue
      for (const each of all) found.add(each)
      left = left.slice(0, at) + ' '.repeat(end - at) + left.slice(end)
    }
  }
  return found
}

const plain = (text: string): string => text.toLowerCase().replace(/\s/g, ' ')
