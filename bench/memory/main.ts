import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startProduct } from '../start-product.ts'
import { type Heaps, residentOf } from './parts.ts'

/**
 * npm run bench:memory -- [--json] [--settle 20] [--idle 0] [--data FOLDER]
 * What one node with the demo holds in memory, part by part: at rest after the start, with both dictionaries in use, after a
 * few thousand requests, and once nobody has written for `--idle` seconds.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    settle: { type: 'string', default: '20' },
    idle: { type: 'string', default: '0' },
    data: { type: 'string' },
  },
})
const [settleMs, idleMs] = [Number(values.settle) * 1_000, Number(values.idle) * 1_000]

const ADMIN = { email: 'lead@tropa.example', password: 'a-long-sentence-for-a-bench' }
const REQUESTS = 3_000
const MIB = 1_048_576

const startedAt = performance.now()
const product = await startProduct({
  ...(values.data ? { dataDir: values.data } : {}),
  env: { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, DEMO_SHOP: 'on' },
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
await pause(settleMs)
await measure('at rest')
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
await pause(settleMs + idleMs)
await measure('at rest again')
const live = await heaps('collect')
await product.stop()

if (values.json) console.log(JSON.stringify({ readyMs, spellingMs, stages, live }))
else {
  const mib = (bytes: number) => (bytes / MIB).toFixed(1).padStart(8)
  console.log(`Ready after ${readyMs} ms; the first text spelled ${spellingMs} ms after that.`)
  for (const { stage, resident, heaps: parts } of stages) {
    console.log(`\n${stage}: RSS ${mib(resident.rss).trim()} MB, PSS ${mib(resident.pss).trim()} MB`)
    console.log(`  ${''.padEnd(24)}${'used'.padStart(8)}${'kept'.padStart(8)}${'buffers'.padStart(8)}`)
    for (const { part, usedBytes, committedBytes, externalBytes } of parts)
      console.log(`  ${part.padEnd(24)}${mib(usedBytes)}${mib(committedBytes)}${mib(externalBytes)}`)
    const kept = parts.reduce((sum, { committedBytes }) => sum + committedBytes, 0)
    console.log(`  ${'all heaps'.padEnd(24)}${''.padStart(8)}${mib(kept)}`)
    console.log(`  ${'not in a heap'.padEnd(24)}${''.padStart(8)}${mib(resident.anonymous - kept)}`)
    console.log(`  ${'program files'.padEnd(24)}${''.padStart(8)}${mib(resident.files)}`)
  }
  console.log(`\nLive in main after a full collection: ${mib(live[0]?.usedBytes ?? 0).trim()} MB`)
}
