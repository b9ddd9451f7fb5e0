import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, type DatabaseFile, migrate, openDatabase } from '#kb'
import { ownDatabase } from '../../../../kb/testing/migrated-once.ts'
import { chatMigrations } from '../../stores/chat-migrations.ts'
import type { Committer } from '../committer.ts'
import { postgresCommitter } from '../postgres-committer.ts'
import { sqliteCommitter } from '../sqlite-committer.ts'

export interface OpenNodes {
  /** Two over one database where there can be two. */
  nodes: [Committer, ...Committer[]]
  database: Database
  close(): Promise<void>
}

/** What commits moves, over an empty database of this test's own: SQLite, or a new one on the server of `parts`. */
export async function openNodes(parts: { databaseUrl?: string | undefined }): Promise<OpenNodes> {
  const dataDir = mkdtempSync(join(tmpdir(), 'firstline-nodes-'))
  const own = parts.databaseUrl ? await ownDatabase(parts.databaseUrl, chatMigrations) : null
  const database = await openDatabase({ url: own?.url, dataDir })
  await migrate(database, chatMigrations)
  const { pool } = database
  const nodes: OpenNodes['nodes'] = pool
    ? [postgresCommitter(pool), postgresCommitter(pool)]
    : [sqliteCommitter(database.file as DatabaseFile, { slowSyncMs: 0, onFault: () => {} })]
  return {
    nodes,
    database,
    close: async () => {
      await Promise.all(nodes.map((node) => node.close()))
      await database.close()
      await own?.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
