import type { InterfaceLocale } from '../locales.ts'

const STEPS = [
  [1_000_000, 'megabyte'],
  [1_000, 'kilobyte'],
  [1, 'byte'],
] as const

/** A size as people read it: „1,2 МБ“, „340 kB“. Steps of a thousand, as systems and shops count. */
export function fileSizeText(bytes: number, locale: InterfaceLocale): string {
  const [step, unit] = STEPS.find(([from]) => bytes >= from) ?? [1, 'byte']
  const many = bytes / step
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'narrow' : 'short',
    maximumFractionDigits: many < 10 && step > 1_000 ? 1 : 0,
  }).format(many)
}
