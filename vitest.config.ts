import { join } from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What holds back whole databases, compares pictures or watches files has most of the machine for itself. */
const ALONE = [
  'e2e/faults/**/*.test.ts',
  'e2e/{postgres,pictures,dev,database-held,start}.test.ts',
  'e2e/security/closing.test.ts',
]

/** What takes minutes begins before what takes seconds, so that no lane is left with a long one at the end. */
const LONG = [
  'e2e/faults/faults',
  'e2e/pictures',
  'e2e/visitors/monitor',
  'e2e/desk-inbox',
  'e2e/security/xss',
  'e2e/axe',
  'e2e/catalogue',
  'widget/conversation/conversation.browser',
  'realtime/offering',
  'kb/open-library',
  'kb/pictures/pictures',
  'realtime/files',
  'realtime/scenarios',
  'matching/any-library',
]
const rank = ({ moduleId }: TestSpecification) => {
  const at = LONG.findIndex((long) => moduleId.includes(`${long}.`) || moduleId.includes(`${long}/`))
  return at < 0 ? LONG.length : at
}
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other))
  }
}

// Threads and processes of the tests read most of the product each: what Node compiled once serves all. As in `npm start`.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/firstline')

/** On a busy machine everything takes longer than a poll's usual second. */
const patience = { poll: { timeout: 30_000 } }

const unit = {
  exclude: ['**/*.browser.test.ts'],
  testTimeout: 180_000,
  hookTimeout: 180_000,
  expect: patience,
  // Many of them wait for timers and databases: more than there are cores.
  maxWorkers: 6,
}

/** `unit*`: beside the code. `e2e`: whole processes and a browser, in lanes, and after them `e2e-alone`, two at once. */
export default defineConfig({
  test: {
    // As in `npm start`: V8 ends a process with many threads where it protects code by the processor's keys.
    execArgv: ['--no-memory-protection-keys'],
    globalSetup: 'kb/testing/forget-migrated.ts',
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...unit,
          name: 'unit',
          include: ['{kb,server,bench,e2e/house}/**/*.test.ts', 'house.test.ts'],
          // Reading the product anew for each file was a quarter of all they took.
          isolate: false,
        },
      },
      {
        test: {
          ...unit,
          // What one leaves on the screen would be there for the next.
          name: 'unit-screens',
          include: ['{site,widget}/**/*.test.{ts,tsx}'],
          setupFiles: 'site/desk/testing/patience.ts',
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts', '{site,widget,server}/**/*.browser.test.ts'],
          exclude: ['e2e/house/**', ...ALONE],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          expect: patience,
          // What they wait for leaves room for more of them than there are cores.
          maxWorkers: 5,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e-alone',
          include: ALONE,
          testTimeout: 600_000,
          hookTimeout: 600_000,
          expect: patience,
          // The faults, which wait most of the time, in one lane; everything else in the other.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
