import { newId } from '#shared'
import { createHash } from 'node:crypto'
import type { Actor, Answer, AnswerContent, Phrasing } from '../answers/answer.ts'
import { importedAnswer } from '../answers/answer-moves.ts'
import { type AnswerStep, type AnswerStore, phrasingKey } from '../answers/answer-store.ts'
import { contentOf } from '../answers/content.ts'
import type { CatalogueStore } from '../catalogue/catalogue.ts'
import type { AnswerId, PhrasingId } from '../ids.ts'
import type { WordStore } from '../spelling/word-store.ts'
import { answerPath } from './answer-file.ts'
import { describeFault } from './content-fault.ts'
import type { ContentFileStore, KnownFile } from './content-file-store.ts'
import type { Content } from './read-content.ts'
import { importStep } from './three-way.ts'

export interface ImportReport {
  created: number
  updated: number
  kept: number
  /** Files and answers that were both changed since they last agreed; neither was touched. One sentence each. */
  conflicts: string[]
  /** Answers whose newest content changed. */
  changed: AnswerId[]
}

/** Who stands behind answers that came from files. */
export const CONTENT_ACTOR: Actor = { id: 'system:content', name: 'content/', role: 'system' }

export interface ImportStores {
  answers: AnswerStore
  catalogue: CatalogueStore
  files: ContentFileStore
  words: WordStore
}

export const checksumOf = (source: string): string =>
  createHash('sha256').update(source.replaceAll('\r\n', '\n')).digest('hex')

/** Brings the library up to date with files already read. Run it in one transaction; it is safe to repeat. */
export async function importContent(
  { answers, catalogue, files, words }: ImportStores,
  content: Content,
  now: number,
): Promise<ImportReport> {
  const known = new Map((await files.all()).map((file) => [file.path, file]))
  const all = await answers.all()
  const byId = new Map(all.map((answer) => [answer.id, answer]))
  const byPath = new Map(all.map((answer) => [`${answer.site}:${answerPath(answer)}`, answer]))

  const report: ImportReport = { created: 0, updated: 0, kept: 0, conflicts: [], changed: [] }
  const created: AnswerStep[] = []
  const agreed: KnownFile[] = []
  for (const { path, source, file } of content.answers) {
    const checksum = checksumOf(source)
    const ancestor = known.get(path) ?? null
    const answer = (ancestor && byId.get(ancestor.answerId)) ?? byPath.get(`${file.content.site}:${path}`) ?? null
    const step = importStep({
      known: answer && ancestor,
      checksum,
      revision: answer?.revision ?? null,
      sameContent: answer !== null && sameContent(answer, file.content),
    })

    if (step === 'keep') report.kept++
    if (step === 'conflict')
      report.conflicts.push(
        describeFault({
          file: path,
          line: 1,
          message:
            'The file and the answer in the library were both changed; neither was touched. Export the answer or restore the file.',
        }),
      )
    if (step === 'keep' || step === 'conflict') continue

    const id = answer?.id ?? newId('ans', now)
    const phrasings = file.phrasings.map(
      (text): Phrasing => ({
        id: newId('phr', now) as PhrasingId,
        text,
        source: 'content',
        at: new Date(now).toISOString(),
      }),
    )
    let revision = answer?.revision ?? 1
    if (step === 'create') {
      created.push(withPhrasings(importedAnswer(null, id, file.content, CONTENT_ACTOR, now), phrasings))
      report.created++
    } else if (answer) {
      if (step === 'update' && !sameContent(answer, file.content)) {
        const next = importedAnswer(answer, id, file.content, CONTENT_ACTOR, now)
        if (!(await answers.save(next, answer.revision)))
          throw new Error(`${path}: the answer changed during its import`)
        revision = next.answer.revision
      }
      if (!samePhrasings(answer, file.phrasings)) await answers.replacePhrasings(id, 'content', phrasings)
      report.updated += step === 'update' ? 1 : 0
      report.kept += step === 'adopt' ? 1 : 0
    }
    report.changed.push(id)
    agreed.push({ path, checksum, answerId: id, revision })
  }
  await answers.insert(created)
  await files.put(agreed)
  await catalogue.replace(content.catalogue)
  await words.replaceShipped(
    content.words.map(({ word }) => word),
    CONTENT_ACTOR,
    now,
  )
  return report
}

const withPhrasings = (step: AnswerStep, phrasings: Phrasing[]): AnswerStep => ({
  ...step,
  answer: { ...step.answer, phrasings },
})

const sameContent = (one: AnswerContent, other: AnswerContent): boolean =>
  JSON.stringify(contentOf(one)) === JSON.stringify(contentOf(other))

function samePhrasings(answer: Answer, texts: readonly string[]): boolean {
  const own = answer.phrasings.filter(({ source }) => source === 'content').map(({ text }) => text)
  return own.length === new Set(texts.map(phrasingKey)).size && texts.every((text) => own.includes(text))
}
