import type { InterfaceLocale } from '#shared'
import type { z } from '@hono/zod-openapi'
import { isProblemCode, problemText } from './problem-texts.ts'

type Issue = z.core.$ZodIssue
type Locale = InterfaceLocale

const plural = (count: number, [one, few, many]: [string, string, string]): string => {
  const rule = new Intl.PluralRules('ru').select(count)
  return rule === 'one' ? one : rule === 'few' ? few : many
}
const signs = (count: number) => `${count} ${plural(count, ['знака', 'знаков', 'знаков'])}`
const values = (count: number | bigint) => `${count} ${plural(Number(count), ['значения', 'значений', 'значений'])}`
const FORMATS: Record<string, Record<Locale, string>> = {
  email: { en: 'A mail address like anna@shop.example.', ru: 'Адрес почты вида anna@shop.example.' },
  date: { en: 'A date like 2026-11-25.', ru: 'Дата вида 2026-11-25.' },
}
const OTHER: Record<Locale, string> = { en: 'This has another form.', ru: 'Здесь нужен другой вид записи.' }

/** The limit of one field; `of` says of what: characters of a `string`, entries of an `array`, else a number. */
export function atMostText(of: string, limit: number | bigint, locale: Locale): string {
  const ru = locale === 'ru'
  if (of === 'string')
    return ru ? `Не длиннее ${signs(Number(limit))}.` : `At most ${limit} ${limit === 1 ? 'character' : 'characters'}.`
  if (of === 'array')
    return ru ? `Не больше ${values(limit)}.` : `At most ${limit} ${limit === 1 ? 'entry' : 'entries'}.`
  return ru ? `Не больше ${limit}.` : `At most ${limit}.`
}

/** What to mend in one field, in the reader's language. Says the rule, never what was sent. */
export function fieldText(issue: Issue, locale: Locale): string {
  // Schemas of the domain say the code of their refusal.
  if (isProblemCode(issue.message)) return problemText(issue.message, locale)
  const ru = locale === 'ru'
  switch (issue.code) {
    case 'invalid_type':
      return ru ? 'Это поле нужно, и значение должно быть другого вида.' : 'This is needed, and of another type.'
    case 'too_big':
      return atMostText(issue.origin, issue.maximum, locale)
    case 'too_small':
      if (issue.minimum === 1 && issue.origin === 'string')
        return ru ? 'Не может быть пустым.' : 'This must not be empty.'
      return issue.origin === 'string'
        ? ru
          ? `Не короче ${signs(Number(issue.minimum))}.`
          : `At least ${issue.minimum} characters.`
        : issue.origin === 'array'
          ? ru
            ? `Не меньше ${values(issue.minimum)}.`
            : `At least ${issue.minimum} ${issue.minimum === 1 ? 'entry' : 'entries'}.`
          : ru
            ? `Не меньше ${issue.minimum}.`
            : `At least ${issue.minimum}.`
    case 'invalid_value': {
      const choices = issue.values.map(String).join(', ')
      return ru ? `Одно из: ${choices}.` : `One of: ${choices}.`
    }
    case 'invalid_format': {
      const known = FORMATS[issue.format]
      // A rule of our own comes with an example in its schema.
      return (
        known?.[locale] ??
        (issue.format === 'regex' && !issue.message.startsWith('Invalid')
          ? `${OTHER[locale].slice(0, -1)}: ${issue.message}.`
          : OTHER[locale])
      )
    }
    case 'custom':
      return issue.message && issue.message !== 'Invalid input'
        ? `${OTHER[locale].slice(0, -1)}: ${issue.message}.`
        : OTHER[locale]
    default:
      return OTHER[locale]
  }
}
