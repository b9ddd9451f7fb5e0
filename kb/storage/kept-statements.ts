import type { DatabaseSync, StatementSync } from 'node:sqlite'

const KEPT = 200

/** Prepared once each; the one not asked for longest gives way. */
export function keptStatements(connection: DatabaseSync): (text: string) => StatementSync {
  const kept = new Map<string, StatementSync>()
  return (text) => {
    const statement = kept.get(text) ?? connection.prepare(text)
    kept.delete(text)
    kept.set(text, statement)
    const oldest = kept.size > KEPT ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
    return statement
  }
}
