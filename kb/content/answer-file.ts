import { ANSWER_FIELDS, LOCALES, emptyAnswer } from '#shared'
import { stringify } from 'yaml'
import { z } from 'zod'
import { type AnswerContent, KeptContent, WRITTEN, WRITTEN_PHRASINGS } from '../answers/content.ts'
import { isBackwards } from '../answers/validity/in-time.ts'
import { PICTURE_FILE } from '../pictures/picture-files.ts'
import type { ContentFault } from './content-fault.ts'
import { frontMatterSentence } from './front-matter-sentence.ts'
import { type Read, readYaml } from './read-yaml.ts'

/** One answer as a file: `<locale>/<category>/<slug>.md`, of another site below `sites/<id>/`; front matter, then Markdown. */
export interface AnswerFile {
  content: AnswerContent
  phrasings: string[]
}

const PATH = new RegExp(`^(?:sites/([^/]+)/)?(${LOCALES.join('|')})/([^/]+)/([^/]+)\\.md$`)

/** All that is written of an answer, but for what its path and the text below say. */
const FrontMatter = z
  .object(WRITTEN)
  .omit({ category: true, slug: true, body: true })
  .partial()
  .required({ question: true })
  .extend({ phrasings: WRITTEN_PHRASINGS.default([]), site: z.string().optional() })
  .strict()

/** `path` is relative to the content folder, with `/`. `site` is the one that a file belongs to where neither it nor its path names one. */
export function readAnswerFile(path: string, text: string, site: string): Read<AnswerFile> {
  const fault = (line: number, message: string): { ok: false; faults: ContentFault[] } => ({
    ok: false,
    faults: [{ file: path, line, message }],
  })
  const [, ofPath = site, locale, category, slug] = PATH.exec(path) ?? []
  if (!locale || !category || !slug) return fault(1, 'An answer must be at <locale>/<category>/<slug>.md.')
  if (!WRITTEN.slug.safeParse(slug).success)
    return fault(
      1,
      `The file name must be lower-case Latin letters, digits and hyphens, at most ${ANSWER_FIELDS.slug.limit} of them.`,
    )

  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/^\uFEFF/, '')
    .split('\n')
  const unreadable = lines.findIndex((line) => line.includes('\u0000'))
  if (unreadable >= 0) return fault(unreadable + 1, 'This is not text: it holds the character NUL.')
  const start = lines.findIndex((line) => line.trim() !== '')
  if (lines[start]?.trim() !== '---') return fault(1, 'The file must begin with front matter between two lines “---”.')
  const end = lines.findIndex((line, at) => at > start && line.trimEnd() === '---')
  if (end < 0) return fault(start + 1, 'The front matter is not closed by a line “---”.')

  const front = readYaml(lines.slice(start + 1, end).join('\n'), FrontMatter, path, {
    lineOffset: start + 1,
    say: frontMatterSentence,
  })
  if (!front.ok) return front
  const body = inLibrary(
    lines
      .slice(end + 1)
      .join('\n')
      .trim(),
  )
  if (!body) return fault(end + 1, 'The answer has no text below its front matter.')
  if (body.length > ANSWER_FIELDS.body.limit)
    return fault(end + 1, `The answer is longer than ${ANSWER_FIELDS.body.limit} characters.`)

  const { phrasings, ...written } = front.value
  if (isBackwards({ validFrom: null, validUntil: null, ...written }))
    return fault(start + 1, 'The last day (validUntil) comes before the first (validFrom).')
  return {
    ok: true,
    value: {
      content: KeptContent.parse({ ...emptyAnswer(), site: ofPath, locale, category, slug, body, ...written }),
      phrasings: phrasings.filter(Boolean),
    },
  }
}

export const answerPath = (
  content: Pick<AnswerContent, 'site' | 'locale' | 'category' | 'slug'>,
  siteOfFiles: string,
): string =>
  `${content.site === siteOfFiles ? '' : `sites/${content.site}/`}${content.locale}/${content.category}/${content.slug}.md`

/** The canonical text of an answer file at `path`; `readAnswerFile` gives back the same. */
export function writeAnswerFile({ content, phrasings }: AnswerFile, path = 'locale/category/slug.md'): string {
  const { site: _site, locale: _, category: __, slug: ___, question, body, sharedWith, ...rest } = content
  const front = {
    question,
    ...(phrasings.length > 0 ? { phrasings } : {}),
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null)),
    // Most answers are of one site alone.
    ...(sharedWith.length > 0 ? { sharedWith } : {}),
  }
  return `---\n${stringify(front, { lineWidth: 0 })}---\n${inFiles(body.trim(), path)}\n`
}

/** A picture is written as a reader of the file finds it, from where the file is; the library knows it by its name. */
const PICTURE_PLACE = new RegExp(
  String.raw`(!\[[^\]\n]*\]\()<?(?:\.{0,2}/)*(?:[\w-]+/)*(${PICTURE_FILE})>?(?=[)\s])`,
  'g',
)
const inLibrary = (body: string): string => (body.includes('![') ? body.replace(PICTURE_PLACE, '$1/pictures/$2') : body)
const inFiles = (body: string, path: string): string =>
  body.replaceAll('](/pictures/', `](${'../'.repeat(path.split('/').length - 1)}pictures/`)
