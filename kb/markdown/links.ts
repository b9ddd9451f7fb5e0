import { type Locale, LOCALES } from '#shared'

/** `answer:<category>/<slug>`: how one answer points to another, in its own language. */
const ANSWER_LINK = /^answer:([a-z0-9-]+)\/([a-z0-9-]+)(#[\p{L}\p{N}-]+)?$/u
/** An address of the help centre as it stands in a browser, without the host. */
const PATH = /^\/([a-z]{2})(?:\/([a-z0-9-]+)(?:\/([a-z0-9-]+))?)?\/?(#[\p{L}\p{N}-]+)?$/u
/** Pages of the help centre that are no category. */
const SECTIONS = new Set(['product', 'search'])
const HEADING = /^#(?:p-)?([\p{L}\p{N}-]+)$/u
const EXTERNAL = /^https?:\/\//i
const DIRECT = /^(mailto|tel):/i
const WITHOUT_SCHEME = /^www\.[\p{L}\p{N}-]+\.[^\s]+$/iu
const MAIL = /^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/u

export type InnerLink =
  | { kind: 'answer'; locale: Locale | null; category: string; slug: string; fragment: string }
  /** A page of the help centre that is no answer: its beginning, a category, a product. */
  | { kind: 'page'; path: string; locale: Locale; section: string | null; name: string | null }

export type Link =
  | InnerLink
  /** A heading of the same answer; `id` without the prefix that headings get. */
  | { kind: 'heading'; id: string }
  | { kind: 'external' | 'direct'; href: string }
  | { kind: 'none' }

/** Address of what an inner link names, or null where visitors find nothing: its text stays, without a link. */
export type ResolveLink = (link: InnerLink) => string | null

/** What an address in an answer is. Everything that is not one of the allowed kinds – also relative and `//host` – is none. */
export function readLink(href: string): Link {
  const address = decoded(href.trim())
  const [, category, slug, fragment = ''] = ANSWER_LINK.exec(address) ?? []
  if (category && slug) return { kind: 'answer', locale: null, category, slug, fragment }
  const path = PATH.exec(address)
  if (path) return readPath(path)
  const heading = HEADING.exec(address)
  if (heading?.[1]) return { kind: 'heading', id: heading[1] }
  if (EXTERNAL.test(address) && URL.canParse(href.trim())) return { kind: 'external', href: href.trim() }
  if (DIRECT.test(address)) return { kind: 'direct', href: href.trim() }
  if (WITHOUT_SCHEME.test(address) && URL.canParse(`https://${address}`))
    return { kind: 'external', href: `https://${href.trim()}` }
  if (MAIL.test(address)) return { kind: 'direct', href: `mailto:${href.trim()}` }
  return { kind: 'none' }
}

function readPath([whole, language, section, name, fragment = '']: RegExpExecArray): Link {
  const locale = LOCALES.find((known) => known === language)
  if (!locale) return { kind: 'none' }
  if (section && name && !SECTIONS.has(section))
    return { kind: 'answer', locale, category: section, slug: name, fragment }
  return { kind: 'page', path: whole.replace(/\/$/, ''), locale, section: section ?? null, name: name ?? null }
}

const decoded = (address: string): string => {
  try {
    return decodeURI(address)
  } catch {
    return address
  }
}

export const answerUrl = (path: { locale: Locale; category: string; slug: string }): string =>
  `/${path.locale}/${path.category}/${path.slug}`

/** An inner link as it is written inside an answer. */
export const innerHref = ({ locale, category, slug, fragment }: Extract<InnerLink, { kind: 'answer' }>): string =>
  (locale ? answerUrl({ locale, category, slug }) : `answer:${category}/${slug}`) + fragment
