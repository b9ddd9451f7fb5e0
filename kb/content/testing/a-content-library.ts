import type { Library } from '../../library.ts'
import { openLibrary } from '../../open-library.ts'
import { noSpeller } from '../../spelling/speller.ts'
import type { Database } from '../../storage/open-database.ts'
import { aContentFolder } from '../../testing/a-content-folder.ts'
import { NOW } from '../../testing/an-answer.ts'
import { readAtOnce } from '../../testing/read-at-once.ts'

export interface ContentLibrary {
  database: Database
  library: Library & { close(): Promise<void> }
  folder: ReturnType<typeof aContentFolder>
  close(): Promise<void>
}

/** A library over a content folder of its own, in which time stands still. */
export async function aContentLibrary(open: () => Promise<Database>): Promise<ContentLibrary> {
  const database = await open()
  const folder = aContentFolder()
  const library = await openLibrary({
    database,
    contentDir: folder.dir,
    speller: noSpeller(),
    markdown: readAtOnce(),
    now: () => NOW,
  })
  return {
    database,
    library,
    folder,
    close: async () => {
      await library.close()
      await database.close()
      folder.remove()
    },
  }
}
