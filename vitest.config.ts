import { defineConfig } from 'vitest/config'

/** `unit`: beside the code, in parallel. `e2e`: whole processes and a browser, one after another. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{kb,server,site,widget,bench,e2e/house}/**/*.test.{ts,tsx}', 'house.test.ts'],
          exclude: ['**/*.browser.test.ts'],
          testTimeout: 20_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts', '{site,widget,server}/**/*.browser.test.ts'],
          exclude: ['e2e/house/**'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
