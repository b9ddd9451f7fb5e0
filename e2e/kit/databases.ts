import pg from 'pg'

const server = process.env.TEST_DATABASE_URL

/** What the product stands on in a test: SQLite in its data folder, and PostgreSQL where this machine has one. */
export const DATABASES: { name: string; env(): Promise<Record<string, string>> }[] = [
  { name: 'SQLite', env: async () => ({}) },
  ...(server ? [{ name: 'PostgreSQL', env: () => anEmptyDatabase(server) }] : []),
]

/** A database of its own, as the product's setting. */
async function anEmptyDatabase(url: string): Promise<{ DATABASE_URL: string }> {
  const name = `e2e_${Date.now()}_${process.pid}`
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  await owner.query(`create database ${name}`)
  await owner.end()
  return { DATABASE_URL: url.replace(/\/[^/]*$/, `/${name}`) }
}
