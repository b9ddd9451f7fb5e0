import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { startPostgres } from '../../server/realtime/testing/start-postgres.ts'
import { startProduct } from '../start-product.ts'
import { copyAndRestore } from './copy-and-restore.ts'
import { grow, openOf, type Size } from './grow.ts'
import { postgresTables, sqliteTables } from './tables.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

/**
 * npm run bench:grow -- [--conversations 10000] [--postgres] [--restore] [--settle 60] [--json]
 * A year of a busy shop: every slow page of the desk and what every page of the shop asks for, median of seven,
 * beside a loop of /healthz that says how long everybody else waited meanwhile.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    conversations: { type: 'string', default: '10000' },
    postgres: { type: 'boolean', default: false },
    restore: { type: 'boolean', default: false },
    settle: { type: 'string', default: '60' },
  },
})
const conversations = Number(values.conversations)
const settleS = Number(values.settle)

const ADMIN = { email: 'lead@tropa.example', password: 'a-long-sentence-for-a-bench' }
const TIMES = 7
const SEED = 20_261_127
const HEALTH_EVERY_MS = 5
/** Of proc(5): the system's clock ticks a hundred times a second. */
const TICK_MS = 10
/** The gaps page waits three seconds for what is not grouped yet. */
const STILL_GROUPING_MS = 2_500
const MOST_GROUPING_MS = 20 * 60_000
const LOOK_EVERY_MS = 2_000

const median = (list: readonly number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0

/** The largest page of the list that has rows. */
const LAST_PAGE = Math.ceil((conversations - openOf({ conversations })) / 30)
const q = encodeURIComponent
const ROUTES: [name: string, path: string][] = [
  ['widget context', '/api/widget/context?site=tropa&locale=ru'],
  ['search of the library', `/api/search?site=tropa&locale=ru&q=${q('сколько стоит доставка')}`],
  ['all conversations', '/api/desk/conversations?view=all'],
  ['solved, first page', '/api/desk/conversations?view=solved'],
  ['solved, last page', `/api/desk/conversations?view=solved&page=${LAST_PAGE}`],
  ['searched: one of them', `/api/desk/conversations?view=all&q=${q('посетитель 31415')}`],
  ['searched: in every third text', `/api/desk/conversations?view=all&q=${q('доставка кэшбэк')}`],
  ['searched: in none', `/api/desk/conversations?view=all&q=${q('снегоступы палатка')}`],
  ['now', '/api/desk/now'],
  ['responses, 365 d', '/api/desk/responses?days=365'],
  ['numbers, 28 d', '/api/desk/numbers?days=28'],
  ['numbers, 365 d', '/api/desk/numbers?days=365'],
  ['unhelpful, 365 d', '/api/desk/unhelpful?days=365'],
  ['gaps, 28 d', '/api/desk/gaps?days=28'],
  ['gaps, 365 d', '/api/desk/gaps?days=365'],
]

type Product = Awaited<ReturnType<typeof startProduct>>

async function signIn({ origin }: Product): Promise<string> {
  const signedIn = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json', 'x-firstline': '1' },
    body: JSON.stringify(ADMIN),
  })
  if (!signedIn.ok) throw new Error(`sign-in: ${signedIn.status} ${await signedIn.text()}`)
  return signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

/** CPU the product has used so far, all its threads, in milliseconds; the database's own is not in it. */
const ranMs = ({ pid }: Product): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

async function measure(product: Product, cookie: string) {
  const ask = async (path: string): Promise<number> => {
    const at = performance.now()
    const response = await fetch(product.origin + path, { headers: { cookie } })
    await response.arrayBuffer()
    if (!response.ok) throw new Error(`${path} answered ${response.status}`)
    return performance.now() - at
  }
  const holds = async (path: string): Promise<boolean> => {
    const found = (await (await fetch(product.origin + path, { headers: { cookie } })).json()) as { total: number }
    return found.total > 0
  }
  /** The longest answer of /healthz while something runs, in milliseconds. */
  const whileWatched = async <T>(run: () => Promise<T>): Promise<{ value: T; stallMs: number }> => {
    let [over, stallMs] = [false, 0]
    const watch = (async () => {
      while (!over) {
        stallMs = Math.max(stallMs, await ask('/healthz'))
        await pause(HEALTH_EVERY_MS)
      }
    })()
    const value = await run().finally(() => {
      over = true
    })
    await watch
    return { value, stallMs: Math.round(stallMs) }
  }

  // The year came all at once: what a running shop groups and counts as it happens waits to be done.
  const from = performance.now()
  const grouped = await whileWatched(async () => {
    while ((await ask('/api/desk/gaps?days=28')) > STILL_GROUPING_MS && performance.now() - from < MOST_GROUPING_MS);
  })
  const groupedS = Math.round((performance.now() - from) / 1_000)
  // Conversations are taken into the desk's search newest first, so the oldest is the last; its number is an operator's too.
  const oldest = `/api/desk/conversations?view=all&q=v0&perPage=1`
  while (performance.now() - from < MOST_GROUPING_MS && !(await holds(oldest))) await pause(LOOK_EVERY_MS)
  const indexedS = Math.round((performance.now() - from) / 1_000)
  const results = []
  for (const [name, path] of ROUTES) {
    const cpuBefore = ranMs(product)
    const { value, stallMs } = await whileWatched(async () => {
      const times: number[] = []
      for (let n = 0; n < TIMES; n++) times.push(await ask(path))
      return times
    })
    results.push({
      name,
      firstMs: Math.round(value[0] ?? 0),
      medianMs: Math.round(median(value)),
      stallMs,
      cpuMs: Math.round((ranMs(product) - cpuBefore) / TIMES),
    })
  }
  const quiet = await whileWatched(() => pause(1_000))
  return { groupedS, indexedS, groupingStallMs: grouped.stallMs, quietStallMs: quiet.stallMs, results }
}

const dataDir = mkdtempSync(join(tmpdir(), 'firstline-grow-'))
let [server, product]: [Awaited<ReturnType<typeof startPostgres>>, Product | null] = [null, null]
/** Also when something throws: a PostgreSQL left behind runs for ever. */
async function end(): Promise<void> {
  await product?.stop()
  server?.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void end().finally(() => process.exit(1)))

try {
  server = values.postgres ? await startPostgres(dataDir, { waitsForDisk: true }) : null
  if (values.postgres && !server) throw new Error('PostgreSQL is not installed')
  const env: Record<string, string> = server ? { DATABASE_URL: server.url } : {}
  const first = await startProduct({
    dataDir,
    env: { ...env, ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password },
  })
  await first.stop()
  const size = { conversations, messages: 10, visits: conversations * 5, gaps: Math.min(2_000, conversations / 5) }
  const tables = server ? await postgresTables(server.url) : sqliteTables(join(dataDir, 'firstline.db'))
  await grow(tables, size, SEED, Date.now())
  const copied = values.restore && !server ? copyAndRestore(dataDir) : null

  const startedAt = performance.now()
  product = await startProduct({ dataDir, env })
  const readyMs = Math.round(performance.now() - startedAt)
  const readyCpuMs = ranMs(product)
  const measured = await measure(product, await signIn(product))
  await pause(settleS * 1_000)
  const rssMb = Math.round(
    Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${product.pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024,
  )
  report({ size, postgres: values.postgres, copied, readyMs, readyCpuMs, rssMb, ...measured })
} finally {
  await end()
}

function report(
  all: Awaited<ReturnType<typeof measure>> & {
    size: Size
    postgres: boolean
    copied: ReturnType<typeof copyAndRestore> | null
    readyMs: number
    readyCpuMs: number
    rssMb: number
  },
): void {
  if (values.json) {
    say(JSON.stringify(all))
    return
  }
  const { size, copied } = all
  say(
    `A year: ${size.conversations} conversations, ${size.conversations * size.messages} messages, ${size.visits} visits. Ready after ${all.readyMs} ms (${all.readyCpuMs} ms of CPU); ${all.rssMb} MB at the end.`,
  )
  if (copied)
    say(`Backup ${copied.backupMs} ms, ${copied.megabytes} MB; restored in ${copied.restoreMs} ms: ${copied.restored}`)
  say(`The year's questions were grouped in ${all.groupedS} s, /healthz at most ${all.groupingStallMs} ms meanwhile.`)
  say(`Its messages stood in the desk's search after ${all.indexedS} s.`)
  say(`Nothing asked: /healthz at most ${all.quietStallMs} ms.\n`)
  const columns = (name: string, ...numbers: (number | string)[]) =>
    say(name.padEnd(32) + numbers.map((one) => String(one).padStart(8)).join(''))
  columns('(ms)', 'first', 'median', 'stall', 'cpu')
  for (const { name, firstMs, medianMs, stallMs, cpuMs } of all.results)
    columns(name, firstMs, medianMs, stallMs, cpuMs)
}
