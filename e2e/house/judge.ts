import { readSource } from './read-source.ts'
import type { SourceFacts } from './source-facts.ts'
import { HABITS, isMadeForTests, RULES } from './rules.ts'

export interface Violation {
  path: string
  line: number
  says: string
  /** What was taken; null for a habit. */
  target: string | null
}

/** What in this file breaks a rule of the house. Looks at nothing but its path and its text. */
export const judge = (path: string, source: string): Violation[] => judgeFacts(readSource(path, source))

export function judgeFacts(facts: SourceFacts): Violation[] {
  const { path } = facts
  if (isMadeForTests(path)) return []
  const taken = RULES.filter((rule) => rule.of(path)).flatMap(({ says, refuses }) =>
    facts.takes.filter((one) => refuses(one, path)).map(({ line, target }) => ({ path, line, says, target })),
  )
  const done = HABITS.filter((habit) => habit.of(path)).flatMap(({ says, lines }) =>
    lines(facts).map((line) => ({ path, line, says, target: null })),
  )
  return [...taken, ...done]
}

export const inWords = ({ path, line, says, target }: Violation): string =>
  `${path}:${line}${target ? ` takes ${target}` : ''} – ${says}`
