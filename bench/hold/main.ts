import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { io } from 'socket.io-client'
import { replyAddresses } from '../../server/mail/reply-address.ts'
import { grow } from '../grow/grow.ts'
import { sqliteTables } from '../grow/tables.ts'
import { startProduct } from '../start-product.ts'
import { type Ask, type Case, casesOf, type Document } from './cases.ts'
import type { Ground } from './ground.ts'
import { takeMany } from './conversations-first.ts'
import { foundAtTheDesk, openShop } from './made-first.ts'
import { lengthenConversations } from './long-conversations.ts'
import { REFUSED } from './refusals.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

/**
 * npm run bench:hold -- [--short] [--only REGEXP] [--conversations 2000] [--json] [--profile FOLDER] [--alone]
 * Every route, event and letter with the worst it takes, one at a time and sixteen at once, beside a chat at 100 messages a
 * second and /healthz: how long everybody else waited, and what held the main thread, by the product's own watch. `--alone`:
 * one at a time and nobody beside it, for what each takes of the main thread, which is the same on a busy machine.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    short: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    conversations: { type: 'string', default: '2000' },
    profile: { type: 'string' },
    alone: { type: 'boolean', default: false },
  },
})
const conversations = Number(values.conversations)
const rounds = values.short ? 1 : 3
/** Each case is watched for at least this long, so that a hundredth of what was sent is somebody. */
const leastMs = values.short ? 150 : 1_200

const AT_ONCE = 16
const MOST_P99_MS = 50
const MOST_HELD_MS = 250
/** A window in which the machine kept even an idle process waiting for longer is not judged. */
const MOST_LATE_MS = 15
const SETTLE_MS = values.short ? 2_000 : 20_000
/** Until the watch has said what it saw. */
const SAID_MS = 60
const READY_MS = 30_000
const NOTHING = 'nothing'
const SEED = 20_261_127
const ADMIN = { email: 'lead@tropa.example', password: 'a-long-sentence-for-a-bench' }
const INBOUND_SECRET = 'an-inbound-secret-for-a-bench-only'
const LETTER_FROM = 'v1@mail.example'

interface Held {
  heldMs: number
  workedMs: number
  works: { name: string; size: number }[]
}
interface Seen {
  acks: number[]
  health: number[]
  /** How late what stands beside was itself. */
  late: number[]
  refused: number
  /** Connections that ended, and what was not answered in twenty seconds. */
  cut: number
  lost: { acks: number; health: number }
}
interface Result {
  name: string
  atOnce: number
  answers: Record<string, number>
  tookMs: number
  ackP99: number
  healthP99: number
  /** What stands beside was itself late by so much: such a window says nothing of the two before. */
  lateP99: number
  refused: number
  cut: number
  lost: Seen['lost']
  heldMs: number
  /** The longest of them by what the thread itself worked in it. */
  workedMs: number
  /** Of the main thread, for one of them: what the chat and /healthz cost beside it is taken off. */
  cpuMs: number
  fault: string | null
}

const percentile = (list: readonly number[], share: number) => {
  const sorted = list.toSorted((one, other) => one - other)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
}

const dataDir = mkdtempSync(join(tmpdir(), 'firstline-hold-'))
const env = { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password }
const file = join(dataDir, 'firstline.db')
const first = await startProduct({ dataDir, env })
const visitor = await aVisitor(first.origin)
const other = await aVisitor(first.origin)
await first.stop()
await grow(
  sqliteTables(file),
  { conversations, messages: 10, visits: conversations * 5, gaps: conversations / 5 },
  SEED,
  Date.now(),
)
const conversationIds = lengthenConversations(file, 3, [visitor.id, other.id])

const product = await startProduct({
  dataDir,
  log: 'pipe',
  nodeOptions: values.profile ? ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] : [],
  env: {
    LOG_LEVEL: 'warn',
    TRUSTED_PROXIES: '127.0.0.1',
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'help@tropa.example',
    MAIL_INBOUND_SECRET: INBOUND_SECRET,
  },
})
let held: Held[] = []
let fault: string | null = null
let unread = ''
product.process.stderr?.on('data', (data: Buffer) => {
  const lines = (unread + data.toString()).split('\n')
  unread = lines.pop() ?? ''
  for (const line of lines) {
    if (line.includes('"heldMs"')) held.push(JSON.parse(line))
    else if (/"level":[56]0/.test(line)) fault ??= line.slice(0, 600)
  }
})

async function aVisitor(origin: string): Promise<{ id: string; token: string }> {
  const made = await fetch(`${origin}/api/visitors`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ site: 'tropa', locale: 'ru' }),
  })
  const { token } = (await made.json()) as { token: string }
  const { v: id } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { v: string }
  return { id, token }
}

async function ground(): Promise<Ground> {
  const { origin } = product
  const headers = { origin, 'content-type': 'application/json', 'x-firstline': '1' }
  const signedIn = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers,
    body: JSON.stringify(ADMIN),
  })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
  const found = await fetch(`${origin}/api/desk/answers?state=published&locale=ru&audience=public&perPage=1`, {
    headers: { cookie },
  })
  const { items } = (await found.json()) as { items: { id: string }[] }
  const key = await fetch(`${origin}/api/desk/catalogue/key`, { headers: { cookie } })
  const { key: catalogueKey } = (await key.json()) as { key: string }
  const connect = async (namespace: string, auth: object, extraHeaders: Record<string, string>) => {
    const socket = io(origin + namespace, {
      path: '/api/live',
      transports: ['websocket'],
      forceNew: true,
      auth,
      extraHeaders,
    })
    await new Promise((resolve) => socket.once('connect', () => resolve(null)))
    socket.on('disconnect', (reason) => {
      say(`${namespace} was cut: ${reason}`)
      // Ended by the server, it stays away unless told.
      if (reason === 'io server disconnect') socket.connect()
    })
    return socket
  }
  const database = new DatabaseSync(file, { readOnly: true })
  const { value } = database.prepare(`select "value" from "secrets" where "name" = 'visitors'`).get() as {
    value: string
  }
  const { id, visitorMail } = database
    .prepare(`select "id", "visitorMail" from "conversations" where "state" = 'waiting' limit 1`)
    .get() as { id: string; visitorMail: string | null }
  database.close()
  const { addressFor } = replyAddresses('help@tropa.example', [value])
  const { secret, product: ofCatalogue } = await foundAtTheDesk({ origin, cookie })
  return {
    origin,
    cookie,
    admin: ADMIN,
    identitySecret: secret,
    product: ofCatalogue,
    token: visitor.token,
    otherToken: other.token,
    answerId: items[0]?.id ?? '',
    conversationIds,
    inboundSecret: INBOUND_SECRET,
    catalogueKey,
    letterTo: addressFor(id),
    letterFrom: visitorMail ?? LETTER_FROM,
    desk: await connect('/desk', { protocol: 1 }, { cookie, origin }),
    visitor: await connect('/visitor', { protocol: 1, token: visitor.token }, {}),
  }
}

/** Nanoseconds the main thread has run so far (proc(5), schedstat): what others do on the machine is not in it. */
const ranNs = (): number =>
  Number(readFileSync(`/proc/${product.pid}/task/${product.pid}/schedstat`, 'utf8').split(' ')[0])

async function whileBeside(beside: ChildProcess | null, run: () => Promise<void>): Promise<Seen> {
  if (!beside) {
    await run()
    return { acks: [], health: [], late: [], refused: 0, cut: 0, lost: { acks: 0, health: 0 } }
  }
  beside.send('begin')
  await run()
  beside.send('end')
  const [seen] = (await once(beside, 'message')) as [Seen]
  return seen
}

/** What a message of the chat or a look at /healthz costs the main thread, on average. */
let besideEachMs = 0
/** Where nobody is beside it: what it works in a millisecond although nothing is asked of it. */
let restingMs = 0

async function measure(
  beside: ChildProcess | null,
  { name, ask: usual, ready }: Case,
  atOnce: number,
): Promise<Result> {
  const answers: Record<string, number> = {}
  const unmade = (error: unknown) => () => Promise.reject(error)
  const asks: Ask[] = []
  for (let at = 0; at < rounds * atOnce; at++) asks.push(ready ? await ready().catch(unmade) : usual)
  // What making them has cost is over and said.
  if (ready) await pause(SAID_MS)
  held = []
  fault = null
  const counted = async (ask: Ask) => {
    const answer = await ask().catch((error: unknown) => `failed: ${String(error).slice(0, 160)}`)
    answers[answer] = (answers[answer] ?? 0) + 1
  }
  let tookMs = 0
  const ranBefore = ranNs()
  let ranMs = 0
  const { acks, health, late, refused, cut, lost } = await whileBeside(beside, async () => {
    const at = performance.now()
    for (let round = 0; round < rounds; round++)
      await Promise.all(asks.slice(round * atOnce, (round + 1) * atOnce).map(counted))
    tookMs = Math.round(performance.now() - at)
    await pause(Math.max(SAID_MS, leastMs - tookMs))
    // Before what stands beside waits for answers that never came: the chat goes on meanwhile, and counts nowhere.
    ranMs = (ranNs() - ranBefore) / 1e6
  })
  const besideMs = beside ? (acks.length + health.length) * besideEachMs : restingMs * tookMs
  if (beside && name === NOTHING) besideEachMs = ranMs / (acks.length + health.length)
  if (!beside && name === NOTHING) restingMs = ranMs / tookMs
  return {
    name,
    atOnce,
    cpuMs: Math.round(Math.max(0, ranMs - besideMs) / (rounds * atOnce)),
    fault,
    answers,
    tookMs,
    ackP99: percentile(acks, 0.99),
    healthP99: percentile(health, 0.99),
    lateP99: percentile(late, 0.99),
    refused,
    cut,
    lost,
    heldMs: Math.max(0, ...held.map(({ heldMs }) => heldMs)),
    workedMs: Math.max(0, ...held.map(({ workedMs }) => workedMs)),
  }
}

let beside: ChildProcess | null = null
/** Also when something throws: a product left behind keeps a core busy. */
async function end(): Promise<void> {
  if (beside?.connected) beside.disconnect()
  await product.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void end().finally(() => process.exit(1)))

let idle: Result
let count = 0
const results: Result[] = []
try {
  if (!values.alone) {
    beside = fork(fileURLToPath(new URL('./beside.ts', import.meta.url)), [product.origin])
    await once(beside, 'message')
  }
  const here = await ground()
  await openShop(here)
  await takeMany(here)
  // Whoever is away may invite nobody.
  await here.desk.timeout(READY_MS).emitWithAck('presence:set', { available: true })
  const document = (await (await fetch(`${product.origin}/api/openapi.json`)).json()) as Document
  const cases = casesOf(document, here).filter(({ name }) => new RegExp(values.only).test(name))
  count = cases.length
  await pause(SETTLE_MS)
  idle = await measure(beside, { name: NOTHING, ask: () => pause(2_000).then(() => 'asked') }, 1)
  for (const one of cases) {
    for (const atOnce of values.alone ? [1] : [1, one.most ?? AT_ONCE]) results.push(await measure(beside, one, atOnce))
    if (!values.json) print(...results.slice(values.alone ? -1 : -2))
  }
  here.desk.disconnect()
  here.visitor.disconnect()
} finally {
  await end()
}

const judged = results.filter(({ lateP99 }) => lateP99 <= MOST_LATE_MS)
const late = judged.filter(({ ackP99, healthP99 }) => Math.max(ackP99, healthP99) > MOST_P99_MS)
const holding = results.filter(({ cpuMs }) => cpuMs > MOST_HELD_MS)
/** Nobody answered them as asked: what stands behind the refusal was not measured. */
const refusedOnly = results.filter(({ atOnce, answers }) => atOnce === 1 && Object.keys(answers).every(isRefusal))
const unexplained = refusedOnly.filter(({ name }) => !(name in REFUSED))
if (unexplained.length > 0) process.exitCode = 1
if (values.json)
  say(
    JSON.stringify(
      { conversations, short: values.short, idle, results, refused: refusedOnly.map(({ name }) => name) },
      null,
      1,
    ),
  )
else {
  print(idle)
  say(
    `\n${count} cases, ${results.length} windows: ${holding.length} take more than ${MOST_HELD_MS} ms of the main thread; of ${judged.length} on a machine free enough to judge (beside late by ${MOST_LATE_MS} ms at most), ${late.length} have a p99 above ${MOST_P99_MS} ms`,
  )
  for (const one of holding.toSorted((a, b) => b.cpuMs - a.cpuMs)) print(one)
  say(`\nnever done, only refused: ${refusedOnly.length}, of them with no reason why: ${unexplained.length}`)
  for (const { name, answers } of refusedOnly)
    say(`${name.padEnd(54)} ${Object.keys(answers).join(' ')}: ${REFUSED[name] ?? 'NOT MEASURED'}`)
  if (late.length > 0) say('\nlate, of those judged:')
  for (const one of late.toSorted((a, b) => b.ackP99 - a.ackP99)) print(one)
}

function isRefusal(answer: string): boolean {
  return answer !== 'ok' && !/^[23]\d\d/.test(answer)
}

function print(...some: Result[]): void {
  for (const {
    name,
    atOnce,
    answers,
    tookMs,
    ackP99,
    healthP99,
    lateP99,
    heldMs,
    workedMs,
    cpuMs,
    fault,
    cut,
    lost,
  } of some) {
    const missed = { 'connections cut': cut, 'messages lost': lost.acks, 'looks at /healthz lost': lost.health }
    say(
      `${name.padEnd(54)} ×${String(atOnce).padStart(2)}  ack p99 ${String(ackP99).padStart(5)} ms  healthz p99 ${String(healthP99).padStart(5)} ms  (late ${String(lateP99).padStart(4)} ms)  cpu ${String(cpuMs).padStart(5)} ms  held ${String(heldMs).padStart(5)} ms (worked ${String(workedMs).padStart(4)})  took ${String(tookMs).padStart(6)} ms  ${Object.entries(
        answers,
      )
        .map(([answer, times]) => `${answer}×${times}`)
        .join(' ')}${fault ? `\n  ${fault}` : ''}`,
    )
    for (const [what, count] of Object.entries(missed)) if (count > 0) say(`  ${what}: ${count}`)
  }
}
