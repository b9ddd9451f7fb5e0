const LETTERS = 26
const pair = (at: number) => String.fromCharCode(65 + Math.floor(at / LETTERS), 65 + (at % LETTERS))

/** ISO 3166-1 codes of what the platform knows as a country of today, and of the few unions and placeholders it counts among them. */
export function countryCodes(): string[] {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
  return Array.from({ length: LETTERS * LETTERS }, (_, at) => pair(at)).filter(
    // Codes of countries that are no more stand for what came after them.
    (code) => names.of(code) !== undefined && new Intl.Locale(`und-${code}`).region === code,
  )
}
