import { language } from '../texts.ts'

/** A cell that a spreadsheet would run as a formula. */
const FORMULA = /^[=+\-@\t\r]/
const KEPT_MS = 60_000

export type Value = string | number | null

/** One field: what may be taken for a formula stands behind an apostrophe. */
function field(value: Value, separator: string, decimal: string): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value).replace('.', decimal)
  const text = FORMULA.test(value) ? `'${value}` : value
  return text.includes(separator) || /["\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** As spreadsheets of this language open it: with a comma for decimals, a semicolon parts the fields. */
export function csvOf(lines: readonly (readonly Value[])[]): string {
  const decimal = new Intl.NumberFormat(language.value).format(1.5).charAt(1)
  const separator = decimal === ',' ? ';' : ','
  const written = lines.map((values) => values.map((value) => field(value, separator, decimal)).join(separator))
  return `\ufeff${written.join('\r\n')}\r\n`
}

/** Hands a file out. */
export function saveAs(name: string, type: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS)
}
