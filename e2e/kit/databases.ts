import { ownDatabase } from '../../kb/testing/migrated-once.ts'

const server = process.env.TEST_DATABASE_URL

interface Stands {
  env: Record<string, string>
  /** Once the product has ended. */
  drop(): Promise<void>
}

/** What the product stands on in a test: SQLite in its data folder, and PostgreSQL where this machine has one. */
export const DATABASES: { name: string; stand(): Promise<Stands> }[] = [
  { name: 'SQLite', stand: async () => ({ env: {}, drop: async () => {} }) },
  ...(server
    ? [
        {
          name: 'PostgreSQL',
          stand: async () => {
            const { url, drop } = await ownDatabase(server)
            return { env: { DATABASE_URL: url }, drop }
          },
        },
      ]
    : []),
]
