import type { Site } from '#kb'

type Said = Pick<Site, 'values' | 'mail' | 'contacts'>

/** Facts that answers say and that are others now, by the names of their placeholders. Hours change with every holiday: nobody reads for that. */
export function changedFacts(before: Said, after: Said): string[] {
  const of = ({ values, mail, contacts }: Said) =>
    new Map<string, string>([
      ...values.map((one) => [`value.${one.name}`, JSON.stringify(one.text)] as const),
      ['site.phone', contacts.phone],
      ['site.mail', mail],
      ['site.address', JSON.stringify(contacts.address)],
    ])
  const [old, now] = [of(before), of(after)]
  return [...new Set([...old.keys(), ...now.keys()])].filter((name) => old.get(name) !== now.get(name))
}
