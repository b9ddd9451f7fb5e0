const CODES = Array.from({ length: 26 * 26 }, (_, at) => String.fromCharCode(65 + Math.floor(at / 26), 65 + (at % 26)))
let countries: Map<string, string> | undefined

/** Node's own table (CLDR), by its countries; read once, when it is first needed. */
function byZone(): Map<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  const found = new Map<string, string>()
  for (const code of CODES) {
    const place: Intl.Locale & { getTimeZones?(): string[] | undefined } = new Intl.Locale(`und-${code}`)
    // Codes of countries that are no more stand for what came after them.
    if (names.of(code) === undefined || place.region !== code) continue
    const zones = place.getTimeZones?.()
    for (const zone of zones ?? []) if (!found.has(zone)) found.set(zone, code)
  }
  return found
}

/** The country (ISO 3166-1) whose clocks show this time zone, as a browser names it; null: a zone of none, such as UTC. Nobody is asked, and no address is needed. */
export function countryOfZone(timeZone: string): string | null {
  countries ??= byZone()
  const known = countries.get(timeZone)
  if (known) return known
  try {
    // A browser may say a zone by its older name.
    return countries.get(new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone) ?? null
  } catch {
    return null
  }
}
