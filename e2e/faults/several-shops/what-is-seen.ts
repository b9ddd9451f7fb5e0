/** Ids, and actors as scenarios of several shops name them. */
const NAMED = /\b(?:cnv|msg|vis)_[0-9A-Za-z]+|\b(?:op|v)_[a-z]+_\d+\b/g

/** I11: what stands in anything a client is told, whether it asked or not; each once. Of one shop alone nothing is noted. */
export function whatIsSeen(
  shop: string | null,
  note: (event: string, words: string[]) => void,
): (event: string, told: unknown) => void {
  const seen = new Set<string>()
  return (event, told) => {
    if (shop === null) return
    const words = (JSON.stringify(told ?? null).match(NAMED) ?? []).filter((word) => !seen.has(word))
    for (const word of words) seen.add(word)
    if (words.length > 0) note(event, words)
  }
}
