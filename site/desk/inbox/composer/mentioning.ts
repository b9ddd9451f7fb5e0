import { fold } from '#shared'

export interface Mention {
  start: number
  end: number
  typed: string
}

/** An `@` at the beginning of a word and what stands after it: a name of up to two words is typed in one go. */
const MENTION = /(?:^|[\s(])@([\p{L}\p{N}_.-]{0,40}(?: [\p{L}\p{N}_.-]{1,40})?)$/u

/** The part of a note before the caret that asks for a colleague. */
export function findMention(text: string, from: number, to: number): Mention | null {
  if (from !== to) return null
  const typed = MENTION.exec(text.slice(0, to))?.[1]
  return typed === undefined ? null : { start: to - typed.length - 1, end: to, typed }
}

/** Whom it may mean: names one word of which begins so, and that are not written out already. */
export function namesFor(typed: string, names: readonly string[]): string[] {
  const sought = fold(typed)
  const begins = (name: string) => fold(name).startsWith(sought)
  const fits = (name: string) => begins(name) || fold(name).includes(` ${sought}`)
  if (names.some((name) => fold(name) === sought)) return names.filter((name) => begins(name) && fold(name) !== sought)
  return [...new Set(names.filter(fits))]
}
