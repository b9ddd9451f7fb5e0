/** Signs that stand behind the number in every language. */
const BEHIND = new Set(['RUB', 'KZT', 'BYN', 'UAH', 'KGS', 'AMD', 'GEL', 'UZS'])

/** `12 990 ₽`, `$129.90`: as a reader of the language writes it, without pennies where there are none. */
export function money(amount: number, currency: string, locale: string): string {
  const digits = Number.isInteger(amount) ? 0 : 2
  const shape = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  try {
    const style = { ...shape, style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
    const whole = new Intl.NumberFormat(locale, style)
    if (!BEHIND.has(currency)) return whole.format(amount)
    const sign = whole.formatToParts(amount).find(({ type }) => type === 'currency')?.value ?? currency
    return `${new Intl.NumberFormat(locale, shape).format(amount)}\u00a0${sign}`
  } catch {
    return `${new Intl.NumberFormat(locale, shape).format(amount)} ${currency}`
  }
}
