import { DAY_MS, MINUTE_MS } from '#shared'

/** One thing a visitor did, as the counting of endings needs it. */
export interface Step {
  visitor: string
  kind: string
  verdict: string | null
  conversation: string | null
  at: string
}

/** How visits ended. Their sum is `visits`; only `helped` is known to have ended without a person. */
export interface VisitEndings {
  visits: number
  /** Said that the answer helped, and asked nobody within the following window. */
  helped: number
  /** Were shown an answer, said nothing, and asked nobody: may have been served, may have given up. */
  silent: number
  /** Found nothing or said that it did not help, and left. */
  nothing: number
  /** Asked a person, at once or within the following window. */
  person: number
  /** Of those without a person: younger than the window, so that they may still ask. */
  recent: number
}

/** Nothing done for so long: the next thing begins another visit. The customary length of a web session. */
export const PAUSE_MS = 30 * MINUTE_MS
/** Asking a person so long after a visit is still about it. */
export const FOLLOWING_MS = DAY_MS

type Visit = { steps: Step[]; conversation: string | null }

/**
 * Deflection counted honestly: a shown answer is not a helped visitor, and whoever asks a person within a day was not served by the library.
 * `steps` come oldest first. What led to a conversation carries its id and is one visit with it.
 * Counted are visits that ended in the time between `from` and `until`, milliseconds of the clock; the steps reach further.
 */
export function visitEndings(
  steps: readonly Step[],
  now: number,
  { from, until } = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY },
): VisitEndings {
  const visits: Visit[] = []
  const byConversation = new Map<string, Visit>()
  const lastOf = new Map<string, Visit>()
  const askedAt = new Map<string, number[]>()
  for (const step of steps) {
    if (step.kind === 'solved_by' || step.kind === 'no_answer') continue
    if (step.kind === 'escalated')
      askedAt.set(step.visitor, [...(askedAt.get(step.visitor) ?? []), Date.parse(step.at)])
    const last = step.conversation ? byConversation.get(step.conversation) : lastOf.get(step.visitor)
    if (last && (step.conversation !== null || pauseSince(last, step) < PAUSE_MS)) {
      last.steps.push(step)
      continue
    }
    const visit: Visit = { steps: [step], conversation: step.conversation }
    visits.push(visit)
    if (step.conversation) byConversation.set(step.conversation, visit)
    else lastOf.set(step.visitor, visit)
  }

  const endings: VisitEndings = { visits: 0, helped: 0, silent: 0, nothing: 0, person: 0, recent: 0 }
  for (const visit of visits) {
    const end = Date.parse(visit.steps.at(-1)?.at ?? '')
    if (end < from || end >= until) continue
    const visitor = visit.steps[0]?.visitor ?? ''
    const asked = askedAt.get(visitor)?.some((at) => at >= end && at - end <= FOLLOWING_MS) ?? false
    // The same person's conversation is a visit of its own already.
    if (asked && visit.conversation === null) continue
    endings.visits += 1
    const how = visit.conversation ? 'person' : endingOf(visit.steps)
    endings[how] += 1
    if (how !== 'person' && now - end < FOLLOWING_MS) endings.recent += 1
  }
  return endings
}

const pauseSince = (visit: Visit, step: Step): number => Date.parse(step.at) - Date.parse(visit.steps.at(-1)?.at ?? '')

/** What the visitor said last decides; whoever said nothing is judged by what the last search found. */
function endingOf(steps: readonly Step[]): 'helped' | 'silent' | 'nothing' {
  const said = steps.findLast(({ kind }) => kind === 'helped' || kind === 'not_helped')
  if (said) return said.kind === 'helped' ? 'helped' : 'nothing'
  const searched = steps.findLast(({ kind }) => kind === 'searched')
  return searched?.verdict === 'answer' || searched?.verdict === 'suggest' ? 'silent' : 'nothing'
}
