import { DAY_MS, HOUR_MS, MINUTE_MS } from '#shared'
import { type Began, type Library, type Log, named } from '#kb'

/** After a start others have more need of the machine. */
const FIRST_AFTER_MS = 2 * MINUTE_MS
const EVERY_MS = 6 * HOUR_MS
const LONGEST_REPORT_DAYS = 365

/** What people did is counted with a report of it. */
interface Work {
  workReport(site: string, asked: { by: 'day'; days: number }): Promise<unknown>
}

/**
 * Counts the visits of each day, and what people did in it, once it is over, before anybody looks: whoever looks at a year first would else wait for all of
 * its days. Timers, to be cleared.
 */
export function countPastDays(
  parts: { library: Pick<Library, 'find' | 'figures'>; live: Work; began: Began; log: Log },
  firstAfterMs = FIRST_AFTER_MS,
): NodeJS.Timeout[] {
  const { library, live, began, log } = parts
  const count = async () => {
    for (const { id } of await library.find.sites()) {
      await library.figures.totals({ site: id, sinceMs: LONGEST_REPORT_DAYS * DAY_MS }, Date.now())
      await live.workReport(id, { by: 'day', days: LONGEST_REPORT_DAYS })
    }
  }
  const run = () =>
    void named(began, 'counting of past days', 0, count).catch((error: unknown) =>
      log.warn({ err: error }, 'past days could not be counted; whoever looks at them waits for it'),
    )
  return [setTimeout(run, firstAfterMs).unref(), setInterval(run, EVERY_MS).unref()]
}
