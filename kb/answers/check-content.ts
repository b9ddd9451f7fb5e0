import { placeholderFaults, placeholdersIn } from '../templates/placeholders.ts'
import type { AnswerContent } from './answer.ts'
import { writtenFaults, WrittenContent } from './content.ts'
import { answerLinks } from './plain-text.ts'
import type { ContentRefused } from './refusals.ts'

const Text = WrittenContent.pick({ question: true, body: true })

/** What is wrong with a text in itself. Placeholders are for templates only, and never reach a visitor empty. */
export function contentFaults({
  question,
  body,
  audience,
}: Pick<AnswerContent, 'question' | 'body' | 'audience'>): ContentRefused[] {
  const faults = writtenFaults(Text, { question, body })
  if (faults.some((fault) => fault.code === 'too_long' && fault.field === 'body')) return faults

  const { unknown, withoutFallback } = placeholderFaults(body)
  const named = (found: readonly { name: string; start: number; end: number }[]) => ({
    names: [...new Set(found.map(({ name }) => name))],
    at: found.map(({ start, end }) => ({ start, end })),
  })
  if (unknown.length > 0) faults.push({ code: 'placeholder_unknown', ...named(unknown) })
  if (withoutFallback.length > 0) faults.push({ code: 'placeholder_needs_fallback', ...named(withoutFallback) })
  const known = placeholdersIn(body).filter(({ start }) => !unknown.some((other) => other.start === start))
  if (audience === 'public' && known.length > 0) faults.push({ code: 'placeholder_not_public', ...named(known) })
  return faults
}

/** Links to answers that do not exist (yet): a draft may hold them, a text sent to review may not. */
export function linkFaults(body: string, exists: (category: string, slug: string) => boolean): ContentRefused[] {
  const missing = answerLinks(body).filter(({ category, slug }) => !exists(category, slug))
  if (missing.length === 0) return []
  return [
    {
      code: 'link_unknown',
      targets: missing.map(({ category, slug }) => `${category}/${slug}`),
      at: missing.map(({ start, end }) => ({ start, end })),
    },
  ]
}
