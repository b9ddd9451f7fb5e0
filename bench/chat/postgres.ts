import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPostgres } from '../../server/realtime/testing/start-postgres.ts'
import { ownDatabase } from '../../kb/testing/migrated-once.ts'
import { type Child, close, drive, median, open, type Run, round } from './children.ts'
import type { FlowResult } from './generator.ts'

const CONVERSATIONS = 200
const IN_FLIGHT = 400
const STEADY_PER_SECOND = 500
const WARM_SECONDS = 2
const LINK_MS = 2
const targets = ['product', 'reference'] as const
type Target = (typeof targets)[number]
const links = [0, LINK_MS] as const

interface Figures {
  perSecond: number
  serverUs: number
  databaseUs: number
  p50: number
  p99: number
  refused: number
}

/** The product over PostgreSQL beside the barest pipeline over it; both also over a link that takes 2 ms each way. */
export async function runPostgres({ pairs, seconds, say }: Run): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-postgres-'))
  const given = process.env['TEST_DATABASE_URL']
  const started = given ? null : await startPostgres(folder, { waitsForDisk: true })
  const url = given ?? started?.url
  if (!url) throw new Error('PostgreSQL is not installed; name one in TEST_DATABASE_URL')
  const all: Record<Target, Figures[][]> = { product: [], reference: [] }
  try {
    const databaseCpuUs = await cpuOfDatabase(url)
    for (let pair = 0; pair < pairs; pair++) {
      // Who goes first changes, so that a machine growing slower favours neither.
      const order = pair % 2 === 0 ? targets : [...targets].reverse()
      for (const target of order) {
        const figures: Figures[] = []
        for (const delayMs of links) figures.push(await measure(target, url, delayMs, seconds, databaseCpuUs))
        all[target].push(figures)
      }
      const last = (target: Target) => all[target].at(-1)?.map((one) => Object.values(one).map((n) => round(n, 1)))
      say(`pair ${pair + 1}: ${JSON.stringify({ product: last('product'), reference: last('reference') })}`)
    }
  } finally {
    started?.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  const report = (link: number) => {
    const column = (target: Target, of: (one: Figures) => number) =>
      round(median(all[target].map((row) => of(row[link] as Figures))))
    const ratio = (of: (one: Figures) => number) =>
      round(median(all.product.map((row, i) => of(row[link] as Figures) / of(all.reference[i]?.[link] as Figures))))
    const cpu = (one: Figures) => one.serverUs + one.databaseUs
    const of = (target: Target) => ({
      msg_per_s: column(target, (one) => one.perSecond),
      cpu_us_per_message: column(target, cpu),
      of_it_server: column(target, (one) => one.serverUs),
      of_it_database: column(target, (one) => one.databaseUs),
      p50_ms_at_500: column(target, (one) => one.p50),
      p99_ms_at_500: column(target, (one) => one.p99),
    })
    return {
      link_ms: links[link],
      throughput_ratio: ratio((one) => one.perSecond),
      cpu_ratio: ratio(cpu),
      p99_ms_beyond_reference: round(
        median(all.product.map((row, i) => (row[link]?.p99 ?? 0) - (all.reference[i]?.[link]?.p99 ?? 0))),
      ),
      refused: median(all.product.map((row) => row[link]?.refused ?? 0)),
      product: of('product'),
      reference: of('reference'),
    }
  }
  return { here: report(0), away: report(1), pairs, seconds, cpus: availableParallelism() }
}

async function measure(
  target: Target,
  serverUrl: string,
  delayMs: number,
  seconds: number,
  databaseCpuUs: () => number,
): Promise<Figures> {
  const own = await ownDatabase(serverUrl)
  const address = new URL(own.url)
  let link: Child | null = null
  if (delayMs > 0) {
    link = await open('slow-link', own.url)
    address.host = new URL(link.url).host
  }
  const server =
    target === 'product'
      ? await open('product-server', '0', address.href)
      : await open('postgres-reference-server', address.href)
  // People arrive over a link that is quick: only what they say is measured.
  const slow = (ms: number) => link?.process.send({ delayMs: ms })
  const talking = () => slow(delayMs)
  const task = { target, url: server.url, seconds, warmSeconds: WARM_SECONDS }
  const full = await drive<FlowResult>(
    server,
    { ...task, kind: 'saturate', conversations: CONVERSATIONS, inFlight: IN_FLIGHT, namePrefix: 's' },
    { alsoCpuUs: databaseCpuUs, talking },
  )
  slow(0)
  const steady = await drive<FlowResult>(
    server,
    { ...task, kind: 'flow', conversations: CONVERSATIONS, perSecond: STEADY_PER_SECOND, namePrefix: 'f' },
    { talking },
  )
  slow(0)
  await close(server)
  if (link) await close(link)
  await own.drop()
  const messages = full.result.perSecond * seconds
  return {
    perSecond: full.result.perSecond,
    serverUs: full.cpuUs / messages,
    databaseUs: full.alsoCpuUs / messages,
    p50: steady.result.peerP50,
    p99: steady.result.peerP99,
    refused: full.result.refused + steady.result.refused,
  }
}

const CLOCK_TICK_US = 10_000
/** Fields of /proc/<pid>/stat after the name in brackets. */
const PARENT = 1
const OWN_TIMES = [11, 12]
const ENDED_CHILDREN_TIMES = [13, 14]

/** CPU of a database on this machine, all its processes, in microseconds; NaN of one elsewhere. */
async function cpuOfDatabase(url: string): Promise<() => number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query('select pg_backend_pid() as "backend"')
  const main = statOf(rows[0].backend)?.[PARENT]
  await client.end()
  if (!main) return () => Number.NaN
  const sum = (stat: string[] | null, fields: number[]) => fields.reduce((n, i) => n + Number(stat?.[i] ?? 0), 0)
  return () => {
    let ticks = sum(statOf(main), [...OWN_TIMES, ...ENDED_CHILDREN_TIMES])
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const stat = statOf(pid)
      if (stat?.[PARENT] === main) ticks += sum(stat, OWN_TIMES)
    }
    return ticks * CLOCK_TICK_US
  }
}

function statOf(pid: string | number): string[] | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}
