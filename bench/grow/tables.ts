import { DatabaseSync } from 'node:sqlite'
import pg from 'pg'

type Value = string | number | null

/** Tables of a stopped installation, written to past the product. */
export interface Tables {
  into(table: string, columns: readonly string[]): (...values: Value[]) => void
  column(select: string): Promise<string[]>
  /** To be awaited now and then. */
  flush(): Promise<void>
  close(): Promise<void>
}

const columnList = (columns: readonly string[]) => columns.map((name) => `"${name}"`).join(', ')

export function sqliteTables(file: string): Tables {
  const database = new DatabaseSync(file)
  database.exec('PRAGMA synchronous = OFF; begin')
  return {
    into: (table, columns) => {
      const insert = database.prepare(
        `insert into "${table}" (${columnList(columns)}) values (${columns.map(() => '?').join(', ')})`,
      )
      return (...values) => void insert.run(...values)
    },
    column: async (select) =>
      database
        .prepare(select)
        .all()
        .map((row) => String(Object.values(row)[0])),
    flush: async () => {},
    close: async () => {
      database.exec('commit; analyze')
      database.close()
    },
  }
}

export async function postgresTables(url: string): Promise<Tables> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('set synchronous_commit = off')
  const waiting: { text: string; rows: Record<string, Value>[] }[] = []
  const flush = async () => {
    for (const one of waiting) {
      if (one.rows.length > 0) await client.query(one.text, [JSON.stringify(one.rows)])
      one.rows = []
    }
  }
  return {
    into: (table, columns) => {
      const list = columnList(columns)
      const text = `insert into "${table}" (${list}) select ${list} from json_populate_recordset(null::"${table}", $1::json)`
      const one: (typeof waiting)[number] = { text, rows: [] }
      waiting.push(one)
      return (...values) => void one.rows.push(Object.fromEntries(columns.map((name, i) => [name, values[i] ?? null])))
    },
    column: async (select) => (await client.query(select)).rows.map((row) => String(Object.values(row)[0])),
    flush,
    close: async () => {
      await flush()
      await client.query('analyze')
      await client.end()
    },
  }
}
