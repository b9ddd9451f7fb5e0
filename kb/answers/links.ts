import type { Locale } from '#shared'

/** `answer:<category>/<slug>`, the only way one answer points to another. */
const ANSWER_LINK = /^answer:([a-z0-9-]+)\/([a-z0-9-]+)(#[\p{L}\p{N}-]+)?$/u
const EXTERNAL = /^https?:\/\//i
const DIRECT = /^(mailto|tel):/i

export type Link =
  | { kind: 'answer'; category: string; slug: string; fragment: string }
  | { kind: 'external' | 'direct'; href: string }
  | { kind: 'none' }

/** What an address in an answer is. Everything that is not one of the allowed kinds – also relative and `//host` – is none. */
export function readLink(href: string): Link {
  const address = href.trim()
  const [, category, slug, fragment = ''] = ANSWER_LINK.exec(address) ?? []
  if (category && slug) return { kind: 'answer', category, slug, fragment }
  if (EXTERNAL.test(address) && URL.canParse(address)) return { kind: 'external', href: address }
  if (DIRECT.test(address)) return { kind: 'direct', href: address }
  return { kind: 'none' }
}

export const answerUrl = (path: { locale: Locale; category: string; slug: string }): string =>
  `/${path.locale}/${path.category}/${path.slug}`
