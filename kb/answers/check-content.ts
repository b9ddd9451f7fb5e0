import { isOfSite, placeholderFaults, placeholdersIn } from '../templates/placeholders.ts'
import type { AnswerContent } from './answer.ts'
import { writtenFaults, WrittenContent } from './content.ts'
import { type InnerLink, readLink } from '../markdown/links.ts'
import type { ReadMarkdown } from '../markdown/read-markdown.ts'
import type { TextRange } from '../text-range.ts'
import type { ContentRefused } from './refusals.ts'

const Text = WrittenContent.pick({ question: true, body: true })

/** What is wrong with a text in itself. Only templates hold placeholders of a conversation, and none reaches a visitor empty. */
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
  const ofConversations = known.filter(({ name }) => !isOfSite(name))
  if (audience === 'public' && ofConversations.length > 0)
    faults.push({ code: 'placeholder_not_public', ...named(ofConversations) })
  return faults
}

/**
 * What is wrong with how a text reads: asked at submission and approval, not of drafts. A text that cannot be read, one
 * that shows nothing (comments, rulers alone), links and pictures to what does not exist (yet), and pictures that nobody describes.
 */
export async function readingFaults(
  read: ReadMarkdown | null,
  exists: (link: InnerLink) => Promise<boolean> | boolean,
  hasPicture: (name: string) => boolean,
): Promise<ContentRefused[]> {
  if (!read) return [{ code: 'body_too_complex', field: 'body' }]
  if (!SHOWS.test(read.plain)) return [{ code: 'nothing_shown', field: 'body' }]
  const missing: { target: string; at: TextRange }[] = []
  for (const { href, start, end } of read.links) {
    const link = readLink(href)
    const inner = link.kind === 'answer' || link.kind === 'page' ? link : null
    if (inner && (await exists(inner))) continue
    const short = inner?.kind === 'answer' && inner.locale === null
    missing.push({ target: short ? `${inner.category}/${inner.slug}` : href, at: { start, end } })
  }
  const faults: ContentRefused[] = []
  if (missing.length > 0)
    faults.push({
      code: 'link_unknown',
      targets: missing.map(({ target }) => target),
      at: missing.map(({ at }) => at),
    })
  const gone = read.pictures.filter(({ name }) => !hasPicture(name))
  if (gone.length > 0)
    faults.push({ code: 'picture_unknown', targets: gone.map(({ name }) => name), at: gone.map(placeOf) })
  const silent = read.pictures.filter(({ description }) => description === '')
  if (silent.length > 0) faults.push({ code: 'picture_undescribed', at: silent.map(placeOf) })
  return faults
}

const placeOf = ({ start, end }: TextRange): TextRange => ({ start, end })

const SHOWS = /[\p{L}\p{N}\p{P}\p{S}]/u
