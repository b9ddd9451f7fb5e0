import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Library, noSpeller, openDatabase, openLibrary } from '../index.ts'
import { copiesOf } from './migrated-once.ts'
import { readAtOnce } from './read-at-once.ts'

/** The shipped content. */
export const CONTENT = resolve(import.meta.dirname, '../../content')
const STUDY_MS = 4 * 60_000
const LOOK_MS = 250

interface Opened {
  library: Library
  close(): Promise<void>
}

/** For tests: the demo library in a database of its own, studied; `close` removes everything. Within a run it is imported and studied once. */
export async function demoLibrary(): Promise<Opened> {
  const dataDir = mkdtempSync(join(tmpdir(), 'demo-library-'))
  const run = process.env.TEST_RUN
  if (run) await copyStudied(join(copiesOf(run), 'demo-library'), dataDir)
  const { library, close } = await openIn(dataDir)
  return {
    library,
    async close() {
      await close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function openIn(dataDir: string): Promise<Opened> {
  const database = await openDatabase({ dataDir })
  const library = await openLibrary({ database, contentDir: CONTENT, speller: noSpeller(), markdown: readAtOnce() })
  await library.matcher.settled()
  return {
    library,
    async close() {
      await library.close()
      await database.close()
    },
  }
}

/** Whoever is first makes it; who comes meanwhile waits, and makes it where the first did not. */
async function copyStudied(folder: string, dataDir: string): Promise<void> {
  const lock = `${folder}.lock`
  mkdirSync(join(folder, '..'), { recursive: true })
  for (const until = Date.now() + STUDY_MS; !existsSync(folder); await pause(LOOK_MS)) {
    if (!isFree(lock) && Date.now() < until) continue
    const made = mkdtempSync(`${folder}-`)
    await (await openIn(made)).close()
    if (existsSync(folder)) rmSync(made, { recursive: true })
    else renameSync(made, folder)
    rmSync(lock, { recursive: true, force: true })
  }
  cpSync(folder, dataDir, { recursive: true })
}

function isFree(lock: string): boolean {
  try {
    mkdirSync(lock)
    return true
  } catch {
    return false
  }
}
