import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Agent, get, type IncomingHttpHeaders } from 'node:http'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startProduct } from '../start-product.ts'

/**
 * npm run bench:pages -- [--json] [--pairs 5] [--seconds 2]
 * What a cached page and the widget's file cost beside the same bytes from bare `node:http`, interleaved, medians of pairs.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    pairs: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
  },
})
const pairs = Number(values.pairs)
const windowMs = Number(values.seconds) * 1_000

const CONNECTIONS = 8
const CASES = [
  { name: 'answer page', path: '/ru/delivery/delivery-cost', encoding: 'identity' },
  { name: 'answer page, brotli', path: '/ru/delivery/delivery-cost', encoding: 'br' },
  { name: 'home page, brotli', path: '/en', encoding: 'br' },
  { name: 'widget.js, brotli', path: '/widget.js', encoding: 'br' },
] as const

interface Answer {
  headers: IncomingHttpHeaders
  body: Buffer
}

function ask(agent: Agent, url: string, encoding: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { 'accept-encoding': encoding } }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        if (response.statusCode !== 200) return reject(new Error(`${url} answered ${response.statusCode}`))
        resolve({ headers: response.headers, body: Buffer.concat(parts) })
      })
    }).on('error', reject)
  })
}

/**
 * Microseconds the main thread of a process has run so far (proc(5), schedstat). Both servers answer on it alone; the product's other
 * threads study the library for a while after its start, which no reader pays for.
 */
const cpuUs = (pid: number): number =>
  Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1_000

async function measure(pid: number, url: string, encoding: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const [cpu, began] = [cpuUs(pid), performance.now()]
  let answered = 0
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (performance.now() - began < windowMs) {
        await ask(agent, url, encoding)
        answered += 1
      }
    }),
  )
  const tookS = (performance.now() - began) / 1_000
  agent.destroy()
  return { cpuUs: (cpuUs(pid) - cpu) / answered, perSecond: answered / tookS }
}

const median = (list: number[]) => list.toSorted((one, other) => one - other)[Math.floor(list.length / 2)] ?? 0

async function startBare(): Promise<{ child: ChildProcess; origin: string }> {
  const child = fork(fileURLToPath(new URL('./bare-server.ts', import.meta.url)))
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  return { child, origin: `http://127.0.0.1:${port}` }
}

const product = await startProduct()
const bare = await startBare()
const plain = new Agent()
const results = []
for (const { name, path, encoding } of CASES) {
  // Twice: the first renders, the second finds what was kept.
  await ask(plain, product.origin + path, encoding)
  await new Promise((resolve) => setTimeout(resolve, 500))
  const { headers, body } = await ask(plain, product.origin + path, encoding)
  bare.child.send({ path, headers, body: body.toString('base64') })
  await once(bare.child, 'message')
  const of = { product: [] as Awaited<ReturnType<typeof measure>>[], bare: [] as Awaited<ReturnType<typeof measure>>[] }
  for (let pair = 0; pair < pairs; pair++) {
    of.product.push(await measure(product.pid, product.origin + path, encoding))
    of.bare.push(await measure(bare.child.pid ?? 0, bare.origin + path, encoding))
  }
  const ratios = of.product.map((one, at) => one.perSecond / (of.bare[at]?.perSecond ?? 1))
  results.push({
    name,
    bytes: body.length,
    productCpuUs: Math.round(median(of.product.map((one) => one.cpuUs))),
    bareCpuUs: Math.round(median(of.bare.map((one) => one.cpuUs))),
    productPerSecond: Math.round(median(of.product.map((one) => one.perSecond))),
    barePerSecond: Math.round(median(of.bare.map((one) => one.perSecond))),
    ratio: Number(median(ratios).toFixed(2)),
  })
}
bare.child.disconnect()
await product.stop()

if (values.json) console.log(JSON.stringify({ pairs, windowMs, results }))
else {
  console.log('What a reader gets from memory, beside the same bytes from bare node:http (medians of pairs)\n')
  for (const one of results)
    console.log(
      `${one.name.padEnd(22)} ${String(one.bytes).padStart(7)} B   ${String(one.productCpuUs).padStart(4)} µs of CPU (bare ${one.bareCpuUs})   ${one.productPerSecond}/s (bare ${one.barePerSecond})   ratio ${one.ratio}`,
    )
}
