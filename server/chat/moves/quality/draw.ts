export interface Candidate {
  operatorId: string
  conversationId: string
  stars: number | null
}
export interface Drawn {
  operatorId: string
  conversationId: string
  drawnBy: 'chance' | 'low_rating'
}

const LOW_STARS = 2

/**
 * As many of each operator as they lack: every other one is badly rated while there are such, the rest is chance. `random` gives
 * numbers from 0 to below 1.
 */
export function draw(
  candidates: readonly Candidate[],
  lacks: (operatorId: string) => number,
  random: () => number,
): Drawn[] {
  const drawn: Drawn[] = []
  for (const [operatorId, theirs] of Map.groupBy(candidates, (one) => one.operatorId)) {
    const most = lacks(operatorId)
    const shuffled = theirs.map((one) => ({ one, place: random() })).toSorted((a, b) => a.place - b.place)
    const low = shuffled.filter(({ one }) => one.stars !== null && one.stars <= LOW_STARS).slice(0, Math.ceil(most / 2))
    const rest = shuffled.filter((one) => !low.includes(one)).slice(0, most - low.length)
    drawn.push(
      ...low.map(({ one }) => ({ operatorId, conversationId: one.conversationId, drawnBy: 'low_rating' as const })),
      ...rest.map(({ one }) => ({ operatorId, conversationId: one.conversationId, drawnBy: 'chance' as const })),
    )
  }
  return drawn
}
