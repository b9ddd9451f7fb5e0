import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** What holds back whole databases, compares pictures or watches files has the machine for itself. */
const ALONE = [
  'e2e/faults/**/*.test.ts',
  'e2e/{postgres,pictures,dev,database-held,start}.test.ts',
  'e2e/security/closing.test.ts',
]

// Threads and processes of the tests read most of the product each: what Node compiled once serves all. As in `npm start`.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/firstline')

/** A browser on a busy machine needs longer than a poll's usual second. */
const patience = { poll: { timeout: 15_000 } }

/** `unit`: beside the code. `e2e`: whole processes and a browser, in lanes, and after them `e2e-alone`, one after another. */
export default defineConfig({
  test: {
    // As in `npm start`: V8 ends a process with many threads where it protects code by the processor's keys.
    execArgv: ['--no-memory-protection-keys'],
    globalSetup: 'kb/testing/forget-migrated.ts',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{kb,server,site,widget,bench,e2e/house}/**/*.test.{ts,tsx}', 'house.test.ts'],
          exclude: ['**/*.browser.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Many of them wait for timers and databases: more than there are cores.
          maxWorkers: 5,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts', '{site,widget,server}/**/*.browser.test.ts'],
          exclude: ['e2e/house/**', ...ALONE],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          expect: patience,
          // What they wait for leaves room for a third on two cores.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e-alone',
          include: ALONE,
          testTimeout: 180_000,
          hookTimeout: 300_000,
          expect: patience,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
