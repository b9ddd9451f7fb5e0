import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { residentOf } from '../memory/parts.ts'
import { startProduct } from '../start-product.ts'
import { beginChat } from './chat-beside.ts'

const say = (text: string) => process.stdout.write(`${text}\n`)

/**
 * npm run bench:visitors -- [--json] [--visitors 10000] [--seconds 60] [--invitations 100] [--invite off] [--profile FOLDER]
 * What one node pays for visitors who are watched: its share of a core, memory, how long their beacons take, how long an
 * invitation needs to their page, and what chat beside them feels of it.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    visitors: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '60' },
    invitations: { type: 'string', default: '100' },
    /** off: pages tell every twenty seconds that somebody is there; on: they ask as often as the server says whether they are invited. */
    invite: { type: 'string', default: 'on' },
    /** Where Node writes what each function of the product took. */
    profile: { type: 'string' },
  },
})
const [visitors, seconds, invitations] = [Number(values.visitors), Number(values.seconds), Number(values.invitations)]
const invites = values.invite === 'on'

const ADMIN = { email: 'lead@tropa.example', password: 'a-long-sentence-for-a-bench' }
/** As `widget/watch/watch.ts` has them. */
const TELL_MS = 20_000
const HEAR_MS = 3_500
/** Between opening a visit and sending: an operator reads where they have been and writes a sentence. */
const WRITE_MS = 8_000
const WARM_MS = 10_000
const ROUND_MS = 2_000
const QUIET_ROUNDS = 3
const QUIET_SHARE = 0.06
const MOST_ROUNDS = 90
const TICKS_PER_SECOND = 100
const MIB = 1_048_576
const SITE = 'tropa'
const SHOP = 'https://tropa.example'

const product = await startProduct({
  env: { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, TRUSTED_PROXIES: '127.0.0.1' },
  ...(values.profile ? { nodeOptions: ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] } : {}),
})
const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const { hostname, port } = new URL(product.origin)

interface Answered {
  status: number
  body: string
}
const call = (method: string, path: string, headers: Record<string, string>, body?: object) =>
  new Promise<Answered>((resolve, reject) => {
    const sent = body && JSON.stringify(body)
    const asked = request(
      {
        ...{ hostname, port, agent, method, path: `/api${path}` },
        headers: { ...headers, ...(sent ? { 'content-type': 'application/json' } : {}) },
      },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', (part: string) => (text += part))
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: text }))
      },
    )
    asked.on('error', reject)
    asked.end(sent)
  })

/** Seconds of the processor that the product has taken so far, all its threads together. */
function processorSeconds(): number {
  const fields = readFileSync(`/proc/${product.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}
const atRank = (all: readonly number[], share: number): number =>
  all.toSorted((one, other) => one - other)[Math.min(all.length - 1, Math.floor(all.length * share))] ?? Number.NaN
const thousandths = (value: number): number => Math.round(value * 1_000) / 1_000
const tenths = (value: number): number => Math.round(value * 10) / 10
const spread = (all: readonly number[]) => ({
  n: all.length,
  p50: tenths(atRank(all, 0.5)),
  p99: tenths(atRank(all, 0.99)),
})

const signedIn = await fetch(`${product.origin}/api/auth/sign-in/email`, {
  method: 'POST',
  headers: { origin: product.origin, 'content-type': 'application/json', 'x-firstline': '1' },
  body: JSON.stringify(ADMIN),
})
const cookie = signedIn.headers
  .getSetCookie()
  .map((one) => one.split(';')[0])
  .join('; ')
const desk = { cookie, origin: product.origin, 'x-firstline': '1' }
const settings = JSON.parse((await call('GET', '/desk/site', desk)).body)
const saved = await call('PUT', '/desk/site', desk, {
  ...settings,
  watch: { ...settings.watch, on: true, asksFirst: false },
  invite: { ...settings.invite, on: invites },
})
if (saved.status !== 200) throw new Error(saved.body)

interface Watched {
  visit: string
  browser: string
  headers: Record<string, string>
  invitedAt: number | null
}
const people = Array.from(
  { length: visitors },
  (_, n): Watched => ({
    visit: randomUUID(),
    browser: randomUUID(),
    // A page of the shop says where it is.
    headers: {
      origin: SHOP,
      'x-forwarded-for': `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`,
      'user-agent': 'Mozilla/5.0',
    },
    invitedAt: null,
  }),
)
const told: number[] = []
const delays: number[] = []
let failed = 0
let measuring = false
let over = false

const timed = async (run: () => Promise<Answered>): Promise<Answered> => {
  const at = performance.now()
  const answered = await run().catch((): Answered => ({ status: 0, body: '' }))
  if (answered.status !== 200) failed++
  else if (measuring) told.push(performance.now() - at)
  return answered
}
const page = ({ visit, browser, headers }: Watched) =>
  timed(() =>
    call('POST', '/widget/sightings', headers, {
      ...{ site: SITE, visit, browser, number: 1, pages: 1, language: 'ru', timeZone: 'Europe/Moscow' },
      page: { url: `https://tropa.example/p/${visit.slice(0, 2)}`, title: 'Tent' },
    }),
  )
async function stay(one: Watched, afterMs: number): Promise<void> {
  await pause(afterMs)
  while (!over) {
    const answered = await timed(() =>
      invites
        ? call('GET', `/widget/sightings/still?site=${SITE}&visit=${one.visit}`, one.headers)
        : call('POST', '/widget/sightings', one.headers, {
            ...{ site: SITE, visit: one.visit, browser: one.browser, number: 1, pages: 1 },
            ...{ language: 'ru', timeZone: 'Europe/Moscow' },
          }),
    )
    const { again = TELL_MS } = answered.body ? (JSON.parse(answered.body) as { again?: number }) : {}
    if (one.invitedAt !== null && answered.body.includes('"invitation":"')) {
      delays.push(performance.now() - one.invitedAt)
      one.invitedAt = null
    }
    await pause(invites ? again : TELL_MS)
  }
}

const inviting: Promise<void>[] = []
let refused = 0
async function invite(one: Watched): Promise<void> {
  await call('GET', `/desk/visitors/${one.visit}`, desk)
  await pause(WRITE_MS)
  const at = performance.now()
  const sent = await call('POST', `/desk/visitors/${one.visit}/invitation`, desk, { text: 'May I help?' })
  if (sent.status === 200) one.invitedAt = at
  else refused++
}

/** A start goes on beside the first answers: the library is studied. What it takes is not what visitors take. */
async function settled(): Promise<void> {
  for (let quietFor = 0, round = 0; quietFor < QUIET_ROUNDS && round < MOST_ROUNDS; round++) {
    const used = processorSeconds()
    await pause(ROUND_MS)
    quietFor = processorSeconds() - used < QUIET_SHARE * (ROUND_MS / 1_000) ? quietFor + 1 : 0
  }
}

await settled()
const chat = await beginChat({ origin: product.origin, site: SITE, cookie })
await pause(WARM_MS)
const quiet = { at: performance.now(), used: processorSeconds() }
const alone = await chat.during(seconds * 1_000)
const coreAlone = (processorSeconds() - quiet.used) / ((performance.now() - quiet.at) / 1_000)
const before = residentOf(product.pid).rss

// They come over twenty seconds, as in a busy minute.
await Promise.all(people.map((one, n) => pause((n / visitors) * TELL_MS).then(() => page(one))))
const staying = people.map((one, n) => stay(one, (((n * 7_919) % visitors) / visitors) * (invites ? HEAR_MS : TELL_MS)))
await pause(WARM_MS)
measuring = true
const from = { at: performance.now(), used: processorSeconds() }
const beside = chat.during(seconds * 1_000)
if (invites)
  for (let n = 0; n < invitations; n++) {
    const one = people[(n * 7_919) % visitors]
    if (!one) continue
    inviting.push(invite(one))
    await pause((seconds * 1_000 * 0.6) / invitations)
  }
const besideFigures = await beside
const lasted = (performance.now() - from.at) / 1_000
const core = (processorSeconds() - from.used) / lasted
measuring = false
const after = residentOf(product.pid).rss
const { total } = JSON.parse((await call('GET', '/desk/visitors', desk)).body) as { total: number }
await Promise.all(inviting)
over = true
await Promise.all(staying)
chat.end()
agent.destroy()
await product.stop()

const figures = {
  visitors,
  seconds: Math.round(lasted),
  invite: invites,
  machineLoad: tenths(loadavg()[0] ?? 0),
  shownAtTheDesk: total,
  beaconsPerSecond: Math.round(told.length / lasted),
  beaconsFailed: failed,
  beaconMs: spread(told),
  coreShare: thousandths(core),
  /** With the chat and the desk alone, before they came; and what a beacon took beyond that, with everything that follows from it. */
  coreShareBefore: thousandths(coreAlone),
  beaconCpuMs: thousandths(((core - coreAlone) * 1_000) / (told.length / lasted)),
  memoryMib: { before: Math.round(before / MIB), more: Math.round((after - before) / MIB) },
  invitationMs: spread(delays),
  invitationsRefused: refused,
  chatMs: { alone: spread(alone), beside: spread(besideFigures) },
}
say(values.json ? JSON.stringify(figures) : JSON.stringify(figures, null, 2))
