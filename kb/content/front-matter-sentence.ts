import type { z } from 'zod'

const NOUNS: Partial<Record<string, string>> = { 'phrasings.': 'A phrasing', 'products.': 'A product' }
const RULES: Partial<Record<string, string>> = {
  question_empty: 'The question must not be empty.',
  shortcut_invalid: 'The shortcut must be letters, digits or hyphens.',
  date_invalid: 'A date must be a day such as 2026-11-30.',
}

/** What to mend in the front matter of an answer, for the person who wrote the file. */
export function frontMatterSentence(issue: z.core.$ZodIssue): string {
  const [field, item] = issue.path.map(String)
  if (field === undefined && issue.code === 'invalid_type') return 'The front matter must be fields like “question: …”.'
  const name = (item !== undefined && NOUNS[`${field}.`]) || `The ${field}`
  switch (issue.code) {
    case 'unrecognized_keys':
      return `Unknown field ${issue.keys.map((key) => `“${key}”`).join(', ')}.`
    case 'too_big':
      return issue.origin === 'array'
        ? `There are more than ${issue.maximum} ${field}.`
        : `${name} is longer than ${issue.maximum} characters.`
    case 'too_small':
      return RULES[issue.message] ?? `${name} must not be empty.`
    case 'invalid_type':
      return issue.expected === 'array' ? `${capital(field)} must be a list.` : `${name} is needed and must be text.`
    case 'invalid_value':
      return `${capital(field)} must be ${issue.values.map((value) => `“${String(value)}”`).join(' or ')}.`
    default:
      return RULES[issue.message] ?? `${name} has another form.`
  }
}

const capital = (field = ''): string => field.charAt(0).toUpperCase() + field.slice(1)
