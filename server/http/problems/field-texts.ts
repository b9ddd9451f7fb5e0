import type { InterfaceLocale } from '#shared'
import type { z } from '@hono/zod-openapi'
import { isProblemCode, problemText, sayOfFields } from './problem-texts.ts'

type Issue = z.core.$ZodIssue

/** The limit of one field; `of` says of what: characters of a `string`, entries of an `array`, else a number. */
export function atMostText(of: string, limit: number | bigint, locale: InterfaceLocale): string {
  const key = of === 'string' ? 'atMostCharacters' : of === 'array' ? 'atMostEntries' : 'atMost'
  return sayOfFields(locale)(key, { n: Number(limit) })
}

function atLeastText(of: string, limit: number | bigint, locale: InterfaceLocale): string {
  const key = of === 'string' ? 'atLeastCharacters' : of === 'array' ? 'atLeastEntries' : 'atLeast'
  return sayOfFields(locale)(key, { n: Number(limit) })
}

/** What to mend in one field, in the reader's language. Says the rule, never what was sent. */
export function fieldText(issue: Issue, locale: InterfaceLocale): string {
  // Schemas of the domain say the code of their refusal.
  if (isProblemCode(issue.message)) return problemText(issue.message, locale)
  const say = sayOfFields(locale)
  switch (issue.code) {
    case 'unrecognized_keys':
      return say('notSettable')
    case 'invalid_type':
      return say('needed')
    case 'too_big':
      return atMostText(issue.origin, issue.maximum, locale)
    case 'too_small':
      return issue.minimum === 1 && issue.origin === 'string'
        ? say('empty')
        : atLeastText(issue.origin, issue.minimum, locale)
    case 'invalid_value':
      return say('oneOf', { choices: issue.values.map(String).join(', ') })
    case 'invalid_format':
      if (issue.format === 'email') return say('email')
      if (issue.format === 'date') return say('date')
      // A rule of our own comes with an example in its schema.
      return issue.format === 'regex' && !issue.message.startsWith('Invalid')
        ? say('formLike', { rule: issue.message })
        : say('form')
    case 'custom':
      return issue.message && issue.message !== 'Invalid input' ? say('formLike', { rule: issue.message }) : say('form')
    default:
      return say('form')
  }
}
