import type { DatabaseSync } from 'node:sqlite'
import type { Turns } from '#shared'
import { headsOf, type MoveSql } from '../heads.ts'
import { type Move, runMove } from '../moves/index.ts'
import { sqliteSql } from '../sql.ts'

/** Runs moves in one transaction over the only connection that changes conversations, when it is its turn. `synced` is called after the commit. */
export function sqliteWriter(
  connection: DatabaseSync,
  { turns, synced }: { turns?: Turns; synced?: () => void } = {},
): (work: Move[]) => Promise<unknown[]> {
  const plain = sqliteSql(connection)
  const heads = headsOf(plain)
  const sql: MoveSql = { ...plain, heads }
  // Differs from before when another connection has written since: a restored backup, or a table of the library's.
  const dataVersion = connection.prepare('PRAGMA data_version')
  let seen: unknown
  return async (work) => {
    const turn = turns?.take() ?? 0
    try {
      const begin = () => connection.exec('BEGIN IMMEDIATE')
      if (turns) turns.lock(begin)
      else begin()
      const version = dataVersion.get()?.['data_version']
      if (version !== seen) heads.forget()
      seen = version
      const values: unknown[] = []
      for (const move of work) {
        if (move.name !== 'postMessage') await heads.write()
        values.push(await runMove(sql, move))
      }
      await heads.write()
      connection.exec('COMMIT')
      synced?.()
      return values
    } catch (fault) {
      heads.forget()
      if (connection.isTransaction) connection.exec('ROLLBACK')
      throw fault
    } finally {
      turns?.give(turn)
    }
  }
}
