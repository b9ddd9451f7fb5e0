import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Library, noSpeller, openDatabase, openLibrary } from '../index.ts'
import { readAtOnce } from './read-at-once.ts'

/** The shipped content. */
export const CONTENT = resolve(import.meta.dirname, '../../content')

/** For tests: the demo library in a database of its own, studied; `close` removes everything. */
export async function demoLibrary(): Promise<{ library: Library; close(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'demo-library-'))
  const database = await openDatabase({ dataDir })
  const library = await openLibrary({ database, contentDir: CONTENT, speller: noSpeller(), markdown: readAtOnce() })
  await library.matcher.settled()
  return {
    library,
    async close() {
      await library.close()
      await database.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
