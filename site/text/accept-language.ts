/** The language of ours a reader understands best, by RFC 9110 §12.5.4 weights; the shop's own when none fits. */
export function bestLocale<L extends string>(header: string | null, offered: readonly L[], otherwise: L): L {
  const wanted = (header ?? '')
    .slice(0, 300)
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
      const weight = parameters.map((one) => one.trim()).find((one) => one.startsWith('q='))
      return { language: tag.split('-')[0] ?? '', weight: weight ? Number(weight.slice(2)) || 0 : 1 }
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
  for (const { language } of wanted) {
    const fits = offered.find((locale) => locale === language)
    if (fits) return fits
  }
  return otherwise
}
