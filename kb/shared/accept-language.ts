/** A header is read no further than this: it may be as long as the sender likes. */
const READ_AT_MOST = 300

/** Of the offered languages the one a reader understands best, by the weights of RFC 9110 §12.5.4; at equal weight the first named. */
export function bestLocale<L extends string>(
  acceptLanguage: string | null | undefined,
  offered: readonly L[],
  otherwise: L,
): L {
  const wanted = (acceptLanguage ?? '')
    .slice(0, READ_AT_MOST)
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.toLowerCase().split(';')
      const weight = parameters.map((one) => one.trim()).find((one) => one.startsWith('q='))
      return { language: tag.trim().split('-')[0], weight: weight ? Number(weight.slice(2)) || 0 : 1 }
    })
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight)
  for (const { language } of wanted) {
    const fits = offered.find((locale) => locale === language)
    if (fits) return fits
  }
  return otherwise
}
