import type { Markdown } from '../markdown/markdown.ts'
import { WRITTEN } from '../answers/content.ts'
import type { ContentFault } from './content-fault.ts'
import type { Content } from './read-content.ts'

/** Content whose bodies are Markdown alone, with their plain texts by body; answers at fault are among its broken ones. */
export interface ReadBodies {
  content: Content
  plain: ReadonlyMap<string, string>
  faults: ContentFault[]
}

/** A machine that is busy with its start may need longer than the budget of a text: an honest one is read the next time. */
const TRIES = 3

async function patiently<T>(read: () => Promise<T | null>): Promise<T | null> {
  for (let tried = 1; tried < TRIES; tried++) {
    const found = await read()
    if (found !== null) return found
  }
  return read()
}

const SHOWS = /[\p{L}\p{N}\p{P}\p{S}]/u

/**
 * Reads the bodies of the files that `changed` names, before anything is written: HTML becomes Markdown, and a body that
 * would be published empty, without a part of it, or not at all is a fault with its file.
 */
export async function readBodies(
  content: Content,
  changed: (path: string, source: string) => boolean,
  markdown: Markdown,
): Promise<ReadBodies> {
  const faults: ContentFault[] = []
  const broken: string[] = []
  const plain = new Map<string, string>()
  const answers: Content['answers'] = []
  for (const answer of content.answers) {
    const { path, source, file } = answer
    if (!changed(path, source) && !file.content.body.includes('<')) {
      answers.push(answer)
      continue
    }
    const line = source.split(/\r?\n/).findIndex((one, at) => at > 0 && one.trimEnd() === '---') + 2
    const fault = (message: string) => {
      faults.push({ file: path, line, message })
      broken.push(path)
    }
    const clean = await patiently(() => markdown.withoutHtml(file.content.body))
    const text = clean && (await patiently(() => markdown.plain(clean.body)))
    if (!clean || text === null) {
      fault('The text takes too long to read: take out unusual runs of marks, or make two answers of it.')
      continue
    }
    if (clean.lost.length > 0) fault(`HTML that cannot be kept: ${clean.lost.map((tag) => `<${tag}>`).join(', ')}.`)
    else if (!SHOWS.test(text)) fault('Nothing of the text would be shown.')
    else if (!WRITTEN.body.safeParse(clean.body).success) fault('Written as Markdown, the text is too long.')
    else {
      plain.set(clean.body, text)
      answers.push({ ...answer, file: { ...file, content: { ...file.content, body: clean.body } } })
    }
  }
  return { content: { ...content, answers, broken: [...content.broken, ...broken] }, plain, faults }
}
