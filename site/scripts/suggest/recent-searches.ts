const MOST = 5

/** What this browser searched for last, newest first: kept here, sent nowhere. A browser that refuses storage remembers nothing. */
export function recentSearches(site: string) {
  const key = `firstline:searches:${site}`
  const read = (): string[] => {
    try {
      const kept = JSON.parse(localStorage[key] ?? '[]') as unknown[]
      return kept.filter((one) => typeof one === 'string').slice(0, MOST)
    } catch {
      return []
    }
  }
  const attempt = (act: () => void) => {
    try {
      act()
    } catch {
      // Only the memory is lost.
    }
  }
  return {
    read,
    add(text: string) {
      const said = text.trim()
      const others = read().filter((one) => one.toLowerCase() !== said.toLowerCase())
      if (said) attempt(() => localStorage.setItem(key, JSON.stringify([said, ...others].slice(0, MOST))))
    },
    clear: () => attempt(() => localStorage.removeItem(key)),
  }
}
