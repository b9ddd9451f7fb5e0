import { countryCodes } from '#shared'

/** More names of zones no world has; beyond it they are made up, and are forgotten. */
const MOST_KNOWN = 2_000
let countries: Map<string, string | null> | undefined

/** Node's own table (CLDR), by its countries; read once, when it is first needed. */
function byZone(): Map<string, string | null> {
  const found = new Map<string, string | null>()
  for (const code of countryCodes()) {
    const place: Intl.Locale & { getTimeZones?(): string[] | undefined } = new Intl.Locale(`und-${code}`)
    for (const zone of place.getTimeZones?.() ?? []) if (!found.has(zone)) found.set(zone, code)
  }
  return found
}

/** The country (ISO 3166-1) whose clocks show this time zone, as a browser names it; null: a zone of none, such as UTC. Nobody is asked, and no address is needed. */
export function countryOfZone(timeZone: string): string | null {
  if (!countries || countries.size > MOST_KNOWN) countries = byZone()
  const known = countries.get(timeZone)
  if (known !== undefined) return known
  const country = byNameOfToday(timeZone, countries)
  countries.set(timeZone, country)
  return country
}

/** A browser may say a zone by its older name. */
function byNameOfToday(timeZone: string, known: ReadonlyMap<string, string | null>): string | null {
  try {
    return known.get(new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone) ?? null
  } catch {
    return null
  }
}
