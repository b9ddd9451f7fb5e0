import { WEEKDAYS } from '#shared'
import type { Site } from '#kb'

/** Opening hours by weekday from Monday (0…6), each span as `[from, to]`. */
export const weekOf = (site: Site): { day: number; spans: [string, string][] }[] =>
  WEEKDAYS.map((name, day) => ({
    day,
    spans: (site.hours[name] ?? []).map((span): [string, string] => {
      const [from = '', to = ''] = span.split('-')
      return [from, to]
    }),
  }))
