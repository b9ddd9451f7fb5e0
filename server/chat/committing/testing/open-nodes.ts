import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, type DatabaseFile, migrate, openDatabase } from '#kb'
import { ownDatabase } from '../../../../kb/testing/migrated-once.ts'
import { serverMigrations } from '../../../migrations.ts'
import type { MoveName, MoveOutcome, MoveRequest } from '../../moves/index.ts'
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
  const migrations = serverMigrations(parts.databaseUrl ? 'postgres' : 'sqlite')
  const own = parts.databaseUrl ? await ownDatabase(parts.databaseUrl, migrations) : null
  const database = await openDatabase({ url: own?.url, dataDir })
  await migrate(database, migrations)
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

type Done<N extends MoveName> = Extract<MoveOutcome<N>, { ok: true }>['value']

/** Moves that must be done, on this node and at this time where nothing else is said: what came of one, or its refusal thrown. */
export const runningOn =
  (node: Committer, usual: number) =>
  async <N extends MoveName>(name: N, request: MoveRequest<N>, now = usual, on = node): Promise<Done<N>> => {
    const outcome = (await on.run(name, request, now)) as MoveOutcome<N>
    if (!outcome.ok) throw new Error(`${name}: ${outcome.code}`)
    return outcome.value as Done<N>
  }
