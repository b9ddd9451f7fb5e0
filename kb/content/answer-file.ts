import { stringify } from 'yaml'
import { z } from 'zod'
import { type AnswerContent, LOCALES } from '../answers/answer.ts'
import type { ContentFault } from './content-fault.ts'
import { type Read, readYaml } from './read-yaml.ts'

/** One answer as a file: `<locale>/<category>/<slug>.md`, front matter, then Markdown. */
export interface AnswerFile {
  content: AnswerContent
  phrasings: string[]
}

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const PATH = new RegExp(`^(${LOCALES.join('|')})/([^/]+)/([^/]+)\\.md$`)
const MAX_QUESTION = 300
const MAX_BODY = 20_000

const words = (field: string, max: number) =>
  z
    .string(`${field} is needed and must be text.`)
    .trim()
    .min(1, `${field} must not be empty.`)
    .max(max, `${field} is longer than ${max} characters.`)

const FrontMatter = z.strictObject(
  {
    question: words('The question', MAX_QUESTION),
    phrasings: z.array(words('A phrasing', MAX_QUESTION), 'Phrasings must be a list of texts.').default([]),
    audience: z.enum(['public', 'operators'], 'Audience must be “public” or “operators”.').default('public'),
    products: z.array(words('A product', 40), 'Products must be a list of SKUs.').default([]),
    shortcut: z
      .string('The shortcut must be text.')
      .regex(/^[a-z0-9-]{1,30}$/, 'The shortcut must be Latin letters, digits or hyphens, 1–30 of them.')
      .optional(),
    site: z.string('The site must be its id.').optional(),
  },
  {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `Unknown field ${issue.keys?.map((key) => `“${key}”`).join(', ')}; allowed are question, phrasings, audience, products, shortcut, site.`
        : undefined,
  },
)

/** `path` is relative to the content folder, with `/`. `site` is the one that a file without `site` belongs to. */
export function readAnswerFile(path: string, text: string, site: string): Read<AnswerFile> {
  const fault = (line: number, message: string): { ok: false; faults: ContentFault[] } => ({
    ok: false,
    faults: [{ file: path, line, message }],
  })
  const [, locale, category, slug] = PATH.exec(path) ?? []
  if (!locale || !category || !slug) return fault(1, 'An answer must be at <locale>/<category>/<slug>.md.')
  if (!SLUG.test(slug)) return fault(1, 'The file name must be lower-case Latin letters, digits and hyphens.')

  const lines = text
    .replaceAll('\r\n', '\n')
    .replace(/^\uFEFF/, '')
    .split('\n')
  if (lines[0]?.trim() !== '---') return fault(1, 'The file must begin with front matter between two lines “---”.')
  const end = lines.indexOf('---', 1)
  if (end < 0) return fault(1, 'The front matter is not closed by a line “---”.')

  const front = readYaml(lines.slice(1, end).join('\n'), FrontMatter, path, 1)
  if (!front.ok) return front
  const body = lines
    .slice(end + 1)
    .join('\n')
    .trim()
  if (!body) return fault(end + 1, 'The answer has no text below its front matter.')
  if (body.length > MAX_BODY) return fault(end + 1, `The answer is longer than ${MAX_BODY} characters.`)

  const { question, phrasings, audience, products, shortcut, site: own } = front.value
  return {
    ok: true,
    value: {
      content: {
        site: own ?? site,
        locale: locale as AnswerContent['locale'],
        category,
        slug,
        question,
        body,
        audience,
        products,
        shortcut: shortcut ?? null,
      },
      phrasings,
    },
  }
}

export const answerPath = (content: Pick<AnswerContent, 'locale' | 'category' | 'slug'>): string =>
  `${content.locale}/${content.category}/${content.slug}.md`

/** The canonical text of an answer file; `readAnswerFile` gives back the same. */
export function writeAnswerFile({ content, phrasings }: AnswerFile, defaultSite: string): string {
  const front = {
    question: content.question,
    ...(phrasings.length > 0 ? { phrasings } : {}),
    audience: content.audience,
    products: content.products,
    ...(content.shortcut ? { shortcut: content.shortcut } : {}),
    ...(content.site === defaultSite ? {} : { site: content.site }),
  }
  return `---\n${stringify(front, { lineWidth: 0 })}---\n${content.body.trim()}\n`
}
