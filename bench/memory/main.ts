import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { grow } from '../grow/grow.ts'
import { sqliteTables } from '../grow/tables.ts'
import { startProduct } from '../start-product.ts'
import { type Heaps, residentOf } from './parts.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

/**
 * npm run bench:memory -- [--json] [--rest 320] [--conversations 100000]
 * What one node with the demo holds in memory, part by part: after the start, with both dictionaries in use, after a few
 * thousand requests, and once it has been left alone for `--rest` seconds. With
 * `--conversations` the same after a year of a busy shop.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rest: { type: 'string', default: '320' },
    conversations: { type: 'string', default: '0' },
  },
})
const restMs = Number(values.rest) * 1_000

const ADMIN = { email: 'lead@tropa.example', password: 'a-long-sentence-for-a-bench' }
const SEED = 20_261_127
const REQUESTS = 3_000
/** The library is studied in a thread after the start. */
const STUDY_MS = 15_000
const MIB = 1_048_576

const dataDir = mkdtempSync(join(tmpdir(), 'firstline-memory-'))
const env = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, DEMO_SHOP: 'on' }
const conversations = Number(values.conversations)
// The first start imports the content; what a node needs from day to day is seen at the second.
await (await startProduct({ dataDir, env })).stop()
if (conversations > 0) {
  const size = { conversations, messages: 10, visits: conversations * 5, gaps: Math.min(2_000, conversations / 5) }
  await grow(sqliteTables(join(dataDir, 'firstline.db')), size, SEED, Date.now())
}

const startedAt = performance.now()
const product = await startProduct({
  dataDir,
  env,
  nodeOptions: ['--import', fileURLToPath(new URL('./probe.ts', import.meta.url))],
})
const readyMs = Math.round(performance.now() - startedAt)

async function heaps(message: 'tell' | 'collect'): Promise<Heaps['heaps']> {
  const told = once(product.process, 'message') as Promise<[Heaps]>
  product.process.send(message)
  return (await told)[0].heaps
}

const stages: { stage: string; resident: ReturnType<typeof residentOf>; heaps: Heaps['heaps'] }[] = []
async function measure(stage: string): Promise<void> {
  stages.push({ stage, resident: residentOf(product.pid), heaps: await heaps('tell') })
}

async function signIn(): Promise<string> {
  const response = await fetch(`${product.origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { origin: product.origin, 'content-type': 'application/json', 'x-firstline': '1' },
    body: JSON.stringify(ADMIN),
  })
  if (!response.ok) throw new Error(`sign-in: ${response.status} ${await response.text()}`)
  return response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

async function spell(cookie: string, text: string): Promise<number> {
  const response = await fetch(`${product.origin}/api/desk/spelling/check`, {
    method: 'POST',
    headers: { cookie, origin: product.origin, 'content-type': 'application/json', 'x-firstline': '1' },
    body: JSON.stringify({ text }),
  })
  const { words, starting } = (await response.json()) as { words: unknown[]; starting: boolean }
  return starting ? -1 : words.length
}

const cookie = await signIn()
const firstSpelling = performance.now()
while ((await spell(cookie, 'Здраствуйте, see your recieptt')) !== 2) await pause(50)
const spellingMs = Math.round(performance.now() - firstSpelling)
await measure('just started')
await pause(STUDY_MS)
for (const text of ['Извените, зпказ уже в пути, програма паказала ашипку', 'The delivary of your jaket, hte parcell'])
  await spell(cookie, text)
await measure('both spellers asked')
const asked = ['/ru/delivery/delivery-cost', '/en', '/widget.js', '/api/widget/context?site=tropa&locale=ru']
for (let n = 0; n < REQUESTS; n++) {
  const path =
    n % 2 === 0
      ? `/api/search?site=tropa&locale=ru&q=${encodeURIComponent(`сколько стоит доставка ${n}`)}`
      : asked[n % asked.length]
  await (await fetch(product.origin + path)).arrayBuffer()
}
await measure(`after ${REQUESTS} requests`)
await pause(restMs)
await measure(`at rest for ${values.rest} s`)
const live = await heaps('collect')
await product.stop()
rmSync(dataDir, { recursive: true, force: true })

if (values.json) say(JSON.stringify({ readyMs, spellingMs, stages, live }))
else {
  const mib = (bytes: number) => (bytes / MIB).toFixed(1).padStart(8)
  say(`Ready after ${readyMs} ms; the first text spelled ${spellingMs} ms after that.`)
  for (const { stage, resident, heaps: parts } of stages) {
    say(`\n${stage}: RSS ${mib(resident.rss).trim()} MB, PSS ${mib(resident.pss).trim()} MB`)
    say(`  ${''.padEnd(24)}${'used'.padStart(8)}${'kept'.padStart(8)}${'buffers'.padStart(8)}`)
    for (const { part, usedBytes, committedBytes, externalBytes } of parts)
      say(`  ${part.padEnd(24)}${mib(usedBytes)}${mib(committedBytes)}${mib(externalBytes)}`)
    const kept = parts.reduce((sum, { committedBytes }) => sum + committedBytes, 0)
    say(`  ${'all heaps'.padEnd(24)}${''.padStart(8)}${mib(kept)}`)
    say(`  ${'not in a heap'.padEnd(24)}${''.padStart(8)}${mib(resident.anonymous - kept)}`)
    say(`  ${'program files'.padEnd(24)}${''.padStart(8)}${mib(resident.files)}`)
  }
  say(`\nLive in main after a full collection: ${mib(live[0]?.usedBytes ?? 0).trim()} MB`)
}
