import { newId } from '#shared'
import { createHash } from 'node:crypto'
import type { Answer, AnswerContent, Phrasing } from '../answers/answer.ts'
import { importedAnswer, retireAnswer } from '../answers/answer-moves.ts'
import { type AnswerStep, type AnswerStore, phrasingKey } from '../answers/store/answer-store.ts'
import { contentOf } from '../answers/content.ts'
import type { FileCatalogue } from '../catalogue/catalogue.ts'
import { broughtBack, categoryNow, type KeptCategories, takenUp } from '../catalogue/categories/kept-categories.ts'
import type { CatalogueStore } from '../catalogue/sql-catalogue-store.ts'
import type { AnswerId, PhrasingId } from '../ids.ts'
import type { WordStore } from '../spelling/sql-word-store.ts'
import { picturesIn } from '../pictures/picture.ts'
import type { SqlPictureStore } from '../pictures/sql-picture-store.ts'
import { answerPath } from './answer-file.ts'
import { CONTENT_ACTOR } from '../actor.ts'
import { type ContentFault, describeFault } from './content-fault.ts'
import type { ContentFileStore, KnownFile } from './sql-content-file-store.ts'
import type { ReadyPicture } from '../pictures/picture-files.ts'
import type { Content } from './read-content.ts'
import { importStep } from './three-way.ts'

export interface ImportReport {
  created: number
  updated: number
  kept: number
  /** Files and answers that were both changed since they last agreed; neither was touched. One sentence each. */
  conflicts: string[]
  /** Files that were renamed or moved: their answers moved with them. */
  moved: { from: string; to: string }[]
  /** Files that are gone while their answers are still there. One sentence each. */
  missing: string[]
  /** Files that are gone and whose answers were retired for it. */
  retired: string[]
  /** What lies in the folder and is nothing of the library. */
  ignored: string[]
  /** What could not be read and was left out: answers of such files stay as they were. */
  faults: readonly ContentFault[]
  /** Answers whose newest content changed. */
  changed: AnswerId[]
}

export const nothingImported = (): ImportReport => ({
  created: 0,
  updated: 0,
  kept: 0,
  conflicts: [],
  moved: [],
  missing: [],
  retired: [],
  ignored: [],
  faults: [],
  changed: [],
})

export interface ImportStores {
  answers: AnswerStore
  catalogue: CatalogueStore
  files: ContentFileStore
  words: WordStore
  pictures: SqlPictureStore
}

export const checksumOf = (source: string): string =>
  createHash('sha256').update(source.replaceAll('\r\n', '\n')).digest('hex')

/** Runs something in one transaction. */
export type Within = <T>(run: (stores: ImportStores) => Promise<T>) => Promise<T>

/** Answers of one transaction: whoever else writes waits no longer than for these. */
const AT_ONCE = 100

/**
 * Brings the library up to date with files already read, a hundred answers at a time: a server that runs on the same database
 * writes in between. Safe to repeat, and to go on with where it was cut short; what was changed on the desk meanwhile is a conflict.
 */
export async function importContent(
  within: Within,
  content: Content,
  now: number,
  {
    retireMissing = false,
    siteOfFiles,
    newPictures = [],
    giveWay = async () => {},
  }: {
    retireMissing?: boolean
    siteOfFiles: string
    newPictures?: readonly ReadyPicture[]
    /** Awaited between two transactions. */
    giveWay?: () => Promise<unknown>
  },
): Promise<ImportReport> {
  const { known, there, kept } = await within(async ({ answers, catalogue, files }) => {
    const before = await catalogue.load()
    const known = new Map((await files.all()).map((file) => [file.path, file]))
    const there = await answers.existing([...known.values()].map(({ answerId }) => answerId))
    // Decided once: a second file in `sites/` moves nothing.
    if ((await catalogue.named('of_files')) === null) await catalogue.name('of_files', siteOfFiles)
    // Answers come into categories that are there, and a category goes when nothing comes any more.
    await catalogue.replace(withWhatStands(content.catalogue, before))
    return { known, there, kept: before.kept }
  })
  const present = new Set([...content.answers.map(({ path }) => path), ...content.broken])
  const others = content.answers.filter((one) => !isAsItWas(one, known, there))
  const isGone = (file: KnownFile) => !present.has(file.path) && there.has(file.answerId)
  // Mostly nothing changed; then nobody reads the answers of all shops for it.
  const isAllAsItWas = others.length === 0 && newPictures.length === 0 && ![...known.values()].some(isGone)
  const all = isAllAsItWas ? [] : await within(({ answers }) => answers.all())
  const standing: Standing = {
    known,
    byId: new Map(all.map((answer) => [answer.id, answer])),
    byPath: new Map(all.map((answer) => [`${answer.site}:${answerPath(answer, answer.site)}`, answer])),
    gone: new Map(),
  }
  for (const file of known.values()) {
    const answer = standing.byId.get(file.answerId)
    if (isGone(file) && answer) standing.gone.set(file.path, { file, answer })
  }

  const report: ImportReport = { ...nothingImported(), ignored: content.ignored }
  // Before the answers that show them.
  for (const { picture, bytes } of newPictures) await within(({ pictures }) => pictures.put(picture, bytes))
  const changed = others.map((one) => inCategoryNow(one, kept))
  await within(({ catalogue }) => bringBackCategories(catalogue, content.catalogue, changed))
  report.kept = content.answers.length - changed.length
  for (let at = 0; at < changed.length; at += AT_ONCE) {
    const some = changed.slice(at, at + AT_ONCE)
    await within((stores) => importSome(stores, some, standing, report, now))
    await giveWay()
  }
  await within(async (stores) => {
    await leaveGone(stores, standing, report, now, retireMissing)
    const { catalogue, words } = stores
    await catalogue.replace(
      content.broken.length > 0 ? withWhatStands(content.catalogue, await catalogue.load()) : content.catalogue,
    )
    await words.replaceShipped(content.words, CONTENT_ACTOR, now)
  })
  // Other bytes have another address: whoever shows the picture is shown anew.
  const drawnAnew = new Set(newPictures.map(({ picture }) => picture.name))
  for (const { id, body } of all)
    if (!report.changed.includes(id) && picturesIn(body).some((name) => drawnAnew.has(name))) report.changed.push(id)
  return report
}

/** The folder of a file may bear the name that a category had before. */
function inCategoryNow(one: Content['answers'][number], kept: Record<string, KeptCategories>): typeof one {
  const { content } = one.file
  const category = categoryNow(kept[content.site], content.category)
  return { ...one, file: { ...one.file, content: { ...content, category } } }
}

/** Answers of files are not left in a category that was deleted at the desk while it was empty. */
async function bringBackCategories(
  catalogue: CatalogueStore,
  { categories, categoriesOfSites }: FileCatalogue,
  answers: Content['answers'],
): Promise<void> {
  for (const [site, some] of Map.groupBy(answers, ({ file }) => file.content.site)) {
    const { kept } = await catalogue.keptCategories(site)
    if (!kept) continue
    const files = categoriesOfSites[site] ?? categories
    const back = broughtBack(
      takenUp(files, kept),
      files,
      some.map(({ file }) => file.content.category),
    )
    if (back) await catalogue.keepCategories(site, back, kept)
  }
}

/** What was there when the import began. */
interface Standing {
  known: Map<string, KnownFile>
  byId: Map<AnswerId, Answer>
  byPath: Map<string, Answer>
  /** Answers whose file is gone: one of a new name may be theirs. */
  gone: Map<string, { file: KnownFile; answer: Answer }>
}

/** The file says what it said last time; what became of the answer since is the desk's affair. */
function isAsItWas(
  { path, source }: Content['answers'][number],
  known: Standing['known'],
  there: ReadonlySet<AnswerId>,
): boolean {
  const file = known.get(path)
  return file !== undefined && there.has(file.answerId) && file.checksum === checksumOf(source)
}

async function importSome(
  { answers, files }: ImportStores,
  some: Content['answers'],
  { known, byId, byPath, gone }: Standing,
  report: ImportReport,
  now: number,
): Promise<void> {
  const settled: string[] = []
  const created: AnswerStep[] = []
  const agreed: KnownFile[] = []
  const conflict = (path: string) =>
    report.conflicts.push(
      describeFault({
        file: path,
        line: 1,
        message:
          'The file and the answer in the library were both changed; neither was touched. Export the answer or restore the file.',
      }),
    )
  for (const { path, source, file } of some) {
    const checksum = checksumOf(source)
    const ancestor = known.get(path) ?? null
    const answer =
      (ancestor && byId.get(ancestor.answerId)) ??
      byPath.get(`${file.content.site}:${answerPath(file.content, file.content.site)}`) ??
      null
    const from = answer ? null : movedFrom(gone.values(), file.content, checksum)
    if (from) {
      const next = importedAnswer(from.answer, from.answer.id, file.content, CONTENT_ACTOR, now)
      if (!(await answers.save(next, from.answer.revision))) {
        conflict(path)
        continue
      }
      if (!samePhrasings(from.answer, file.phrasings))
        await answers.replacePhrasings(from.answer.id, 'content', asPhrasings(file.phrasings, now))
      gone.delete(from.file.path)
      settled.push(from.file.path)
      report.moved.push({ from: from.file.path, to: path })
      report.updated++
      report.changed.push(from.answer.id)
      agreed.push({ path, checksum, answerId: from.answer.id, revision: next.answer.revision })
      continue
    }
    const step = importStep({
      known: answer && ancestor,
      checksum,
      revision: answer?.revision ?? null,
      sameContent: answer !== null && sameContent(answer, file.content),
    })

    if (step === 'keep') report.kept++
    if (step === 'conflict') conflict(path)
    if (step === 'keep' || step === 'conflict') continue

    const id = answer?.id ?? newId('ans', now)
    const phrasings = asPhrasings(file.phrasings, now)
    let revision = answer?.revision ?? 1
    if (step === 'create') {
      created.push(withPhrasings(importedAnswer(null, id, file.content, CONTENT_ACTOR, now), phrasings))
      report.created++
    } else if (answer) {
      if (step === 'update' && !sameContent(answer, file.content)) {
        const next = importedAnswer(answer, id, file.content, CONTENT_ACTOR, now)
        if (!(await answers.save(next, answer.revision))) {
          conflict(path)
          continue
        }
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
  await files.remove(settled)
}

/** Answers whose files are gone are named, or retired where that was asked for. */
async function leaveGone(
  { answers, files }: ImportStores,
  { gone }: Standing,
  report: ImportReport,
  now: number,
  retireMissing: boolean,
): Promise<void> {
  const settled: string[] = []
  for (const { file, answer } of gone.values()) {
    if (answer.state === 'retired') {
      settled.push(file.path)
      continue
    }
    const retired = retireMissing ? retireAnswer(answer, CONTENT_ACTOR, now) : null
    if (retired?.ok && (await answers.save(retired.value, answer.revision))) {
      settled.push(file.path)
      report.retired.push(file.path)
      report.changed.push(answer.id)
    } else
      report.missing.push(
        `${file.path}: The file is gone; its answer “${answer.question}” is still there. Import with --retire-missing to retire it, or export to write the file again.`,
      )
  }
  await files.remove(settled)
}

/** A category whose answers could not be read again stays: they stand in it. */
const withWhatStands = (fresh: FileCatalogue, known: FileCatalogue): FileCatalogue => ({
  ...fresh,
  categories: [
    ...fresh.categories,
    ...known.categories.filter(({ slug }) => !fresh.categories.some((one) => one.slug === slug)),
  ],
})

/** The gone file whose answer this is under another name: the same text, or the same question; nobody changed it on the desk. */
function movedFrom(
  gone: Iterable<{ file: KnownFile; answer: Answer }>,
  content: AnswerContent,
  checksum: string,
): { file: KnownFile; answer: Answer } | null {
  const fitting = [...gone].filter(
    ({ file, answer }) =>
      answer.site === content.site &&
      answer.locale === content.locale &&
      answer.state !== 'retired' &&
      answer.revision === file.revision &&
      (file.checksum === checksum || phrasingKey(answer.question) === phrasingKey(content.question)),
  )
  return fitting.find(({ file }) => file.checksum === checksum) ?? fitting[0] ?? null
}

const asPhrasings = (texts: readonly string[], now: number): Phrasing[] =>
  texts.map((text) => ({
    id: newId('phr', now) as PhrasingId,
    text,
    source: 'content',
    at: new Date(now).toISOString(),
  }))

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
