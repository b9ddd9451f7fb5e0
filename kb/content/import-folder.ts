import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { TextOf } from '../answers/store/sql-answer-store.ts'
import type { Log } from '../log.ts'
import type { Markdown } from '../markdown/markdown.ts'
import type { Database } from '../storage/open-database.ts'
import { BrokenContent, type ContentFault, describeFault } from './content-fault.ts'
import {
  checksumOf,
  importContent,
  type ImportReport,
  type ImportStores,
  nothingImported,
  type Within,
} from './import-content.ts'
import { changedPictures } from '../pictures/picture-files.ts'
import { digestOfFolder } from './unchanged/folder-digest.ts'
import { readBodies } from './read-bodies.ts'
import { readContent } from './read-content.ts'

export interface ImportParts {
  database: Pick<Database, 'db' | 'kind'>
  storesOver(db: Database['db'], textOf: TextOf): ImportStores
  /** Plain text of a body that was not read here. */
  textOf: TextOf
  markdown: Markdown
  /** Whose the files are that name no site, where nothing else says it. */
  defaultSite: string | undefined
  log: Log
}

/** Any constant will do: it names the lock that lets one node import at a time on PostgreSQL. */
const IMPORT_LOCK = 470_123_001
/** SQLite asks for a file that another process holds every tenth of a second. */
const GIVE_WAY_MS = 150

/** Reads a content folder, whole, and brings the library up to date with it, a hundred answers at a time. */
export async function importFolder(
  { database, storesOver, textOf, markdown, defaultSite, log }: ImportParts,
  dir: string,
  at: number,
  progress?: (done: number, total: number) => void,
  how: { retireMissing?: boolean; leaveOutBroken?: boolean } = {},
): Promise<ImportReport> {
  const { answers, catalogue, files, pictures } = storesOver(database.db, textOf)
  const standing = await catalogue.load()
  const siteOfFiles = (await catalogue.named('of_files')) ?? (await catalogue.ofMostAnswers()) ?? defaultSite ?? null
  const ids = standing.sites.map(({ id }) => id)
  const digest = async () => {
    const stands = [await catalogue.named('of_files'), (await catalogue.load()).sites.map(({ id }) => id)]
    return digestOfFolder(dir, [...stands, (await pictures.all()).map(({ key }) => key).sort()])
  }
  // A start after which nothing changed reads no file twice. Whoever imports by hand wants to hear what there is.
  if (how.leaveOutBroken && ids.length > 0) {
    const agreed = await files.folder()
    if (agreed !== null && agreed === (await digest())) {
      const known = await files.all()
      const there = await answers.existing(known.map(({ answerId }) => answerId))
      if (known.every(({ answerId }) => there.has(answerId))) return { ...nothingImported(), kept: known.length }
    }
  }
  const { content, faults: broken } = readContent(dir, progress, siteOfFiles, ids)
  if (content === null || (broken.length > 0 && !how.leaveOutBroken)) {
    // A library that stands goes on as it is.
    const stands = how.leaveOutBroken && ids.length > 0
    if (!stands) throw new BrokenContent(broken)
    tellFaults(broken, log)
    return { ...nothingImported(), faults: broken }
  }
  const read = new Map((await files.all()).map(({ path, checksum }) => [path, checksum]))
  const bodies = await readBodies(content, (path, source) => read.get(path) !== checksumOf(source), markdown)
  const { plain } = bodies
  const keys = new Set((await pictures.all()).map(({ key }) => key))
  const drawn = await changedPictures(content.pictures, keys, at)
  const faults = [...broken, ...bodies.faults, ...drawn.faults]
  if (faults.length > 0 && !how.leaveOutBroken) throw new BrokenContent(faults)
  const within: Within = (run) =>
    database.db.transaction().execute(async (db) => {
      if (database.kind === 'postgres') await sql`select pg_advisory_xact_lock(${IMPORT_LOCK})`.execute(db)
      return run(storesOver(db, async (body) => plain.get(body) ?? textOf(body)))
    })
  const report = await importContent(within, bodies.content, at, {
    ...how,
    newPictures: drawn.pictures,
    siteOfFiles: siteOfFiles ?? content.catalogue.sites[0]?.id ?? '',
    // Before the first library stands nobody writes beside it.
    ...(ids.length > 0 ? { giveWay: () => pause(GIVE_WAY_MS) } : {}),
  })
  tellFaults(faults, log)
  for (const conflict of report.conflicts) log.warn({ conflict }, 'content: conflict left unchanged')
  for (const missing of report.missing)
    log.warn({ missing }, 'content: the file is gone but its answer is still in the library')
  if (report.ignored.length > 0)
    log.info({ ignored: report.ignored }, 'content: ignored files that are not part of the library')
  const isClean = [faults, report.conflicts, report.missing].every((some) => some.length === 0)
  await files.agreed(isClean ? await digest() : null)
  return { ...report, faults }
}

function tellFaults(faults: readonly ContentFault[], log: Log): void {
  for (const fault of faults)
    log.error({ fault: describeFault(fault) }, 'content: a file was left out; mend it and start again')
}
