import { answersLocale, type InterfaceLocale } from '#shared'
/** An operator as routing sees them: willing and connected ones only are passed in. */
export interface Candidate {
  id: string
  /** Conversations held plus offers not yet answered. */
  load: number
  capacity: number
  /** Has an offer to answer: one at a time. */
  asked?: boolean
  idleSince: string | null
  /** Empty: any. */
  languages: string[]
  skills: string[]
  /** null: every one. */
  sites: string[] | null
}

export interface Waiting {
  site: string
  locale: InterfaceLocale
  groupName: string | null
  /** What the question is about, in small letters. */
  topics: readonly string[]
  previousOperatorId: string | null
  /** Not to be asked again now. */
  declined: ReadonlySet<string>
}

/**
 * Who is asked next: whom the visitor spoke with before, else somebody whose group is the question's subject, else
 * fewest conversations, else longest idle.
 * A visitor whose language the library does not have may be answered in the one its answers are given in.
 * Nobody is asked two things at once.
 * Languages and sites are conditions, not wishes, and so is the group transferred to as long as any of it is here:
 * a visitor must not wait for a group that went home. Nobody above capacity is asked.
 */
export function chooseOperator(waiting: Waiting, candidates: readonly Candidate[]): Candidate | null {
  const fits = (list: string[], ...values: string[]) =>
    list.length === 0 || values.some((value) => list.includes(value))
  const understand = candidates.filter(
    (one) =>
      fits(one.languages, waiting.locale, answersLocale(waiting.locale)) && (one.sites?.includes(waiting.site) ?? true),
  )
  const group = understand.filter((one) => waiting.groupName !== null && one.skills.includes(waiting.groupName))
  const able = (group.length > 0 ? group : understand).filter(
    (one) => !one.asked && one.load < one.capacity && !waiting.declined.has(one.id),
  )
  const known = able.find((one) => one.id === waiting.previousOperatorId)
  if (known) return known
  const versed = able.filter((one) => one.skills.some((skill) => waiting.topics.includes(skill.toLowerCase())))
  return (versed.length > 0 ? versed : able).reduce<Candidate | null>(
    (best, one) => (best === null || before(one, best) ? one : best),
    null,
  )
}

function before(a: Candidate, b: Candidate): boolean {
  if (a.load !== b.load) return a.load < b.load
  const [idleA, idleB] = [a.idleSince ?? '', b.idleSince ?? '']
  return idleA === idleB ? a.id < b.id : idleA < idleB
}
