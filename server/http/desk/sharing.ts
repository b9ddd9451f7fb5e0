import type { Answer } from '#kb'
import { type DeskPerson, mayActAs, personOn } from '../../auth/people.ts'
import { Refusal } from '../problems/problem.ts'

/** Shops of which somebody is no member are nothing they learn of. */
export const knownTo =
  (person: DeskPerson) =>
  <Content extends Pick<Answer, 'sharedWith'>>(content: Content): Content => ({
    ...content,
    sharedWith: content.sharedWith.filter((site) => personOn(person, site)),
  })

/** With whom an answer is shared once this is asked for: shops one does not know stay, and only a lead of a shop brings it there. */
export function sharedAsAsked(
  person: DeskPerson,
  { site, sharedWith: now }: Pick<Answer, 'site' | 'sharedWith'>,
  asked: readonly string[],
): string[] {
  const added = asked.filter((one) => one !== site && !now.includes(one))
  for (const one of added) {
    const there = personOn(person, one)
    if (!there || !mayActAs(there.role, 'lead')) throw new Refusal('not_allowed')
  }
  return [...now.filter((one) => !personOn(person, one) || asked.includes(one)), ...added]
}
