/** Cormack, Clarke & Büttcher 2009: far enough from zero that no single list decides. */
const DAMPING = 60

/** Several lists as one, best first: what stands high in many lists comes first (reciprocal rank fusion). */
export function byReciprocalRank(lists: readonly (readonly string[])[], most: number): string[] {
  const worth = new Map<string, number>()
  for (const list of lists) list.forEach((id, rank) => worth.set(id, (worth.get(id) ?? 0) + 1 / (DAMPING + rank + 1)))
  return [...worth]
    .sort((a, b) => b[1] - a[1])
    .slice(0, most)
    .map(([id]) => id)
}
