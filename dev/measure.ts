import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * `npm run dev:measure`: how long a change takes in `npm run dev`, from the file being written to what the browser needs
 * being there: the server answering again, the widget built, a page drawn, a changed module or style fetched.
 * Files are touched, not changed. Prints the median and the longest of several rounds.
 */
const root = join(import.meta.dirname, '..')
const ROUNDS = 5
const PAUSE_MS = 1_500
const START_TIMEOUT_MS = 180_000
const CHANGE_TIMEOUT_MS = 30_000
const port = 20_000 + Math.floor(Math.random() * 10_000)
const origin = `http://localhost:${port}`
const say = (text: string) => process.stdout.write(`${text}\n`)
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const dataDir = mkdtempSync(join(tmpdir(), 'firstline-dev-'))
const child: ChildProcess = spawn(
  process.execPath,
  ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, 'main.ts')],
  { cwd: root, env: { ...process.env, PORT: String(port), DATA_DIR: dataDir }, stdio: ['ignore', 'pipe', 'inherit'] },
)
let output = ''
const waiting: { pattern: RegExp; found: () => void }[] = []
child.stdout?.on('data', (chunk: Buffer) => {
  output += chunk
  for (const one of [...waiting]) if (one.pattern.test(output)) one.found()
})
const printed = (pattern: RegExp, timeoutMs = CHANGE_TIMEOUT_MS): Promise<void> =>
  within(
    timeoutMs,
    new Promise((resolve) => {
      const one = { pattern, found: resolve }
      waiting.push(one)
      if (pattern.test(output)) resolve()
    }),
    `${pattern} was not printed:\n${output}`,
  )
function within<T>(ms: number, promise: Promise<T>, otherwise: string): Promise<T> {
  return Promise.race([
    promise,
    new Promise<never>((_, reject) => setTimeout(() => reject(new Error(otherwise)), ms).unref()),
  ])
}

const fetched = async (path: string) => {
  const answer = await fetch(origin + path)
  await answer.text()
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
}
/** What Vite tells browsers, one message each. */
const news: { type: string; updates?: { path: string; timestamp: number }[] }[] = []
let told = () => {}
async function listen(): Promise<WebSocket> {
  const client = await (await fetch(`${origin}/@vite/client`)).text()
  const token = /wsToken = "([\w-]+)"/.exec(client)?.[1] ?? ''
  const socket = new WebSocket(`ws://localhost:${port}/?token=${token}`, 'vite-hmr')
  socket.addEventListener('message', ({ data }) => {
    news.push(JSON.parse(String(data)))
    told()
  })
  await new Promise((resolve) => socket.addEventListener('open', resolve))
  return socket
}
const newsOf = (type: string) =>
  within(
    CHANGE_TIMEOUT_MS,
    new Promise<(typeof news)[number]>((resolve) => {
      const look = () => {
        const found = news.find((one) => one.type === type)
        if (found) resolve(found)
      }
      told = look
      look()
    }),
    `Vite did not tell of ${type}`,
  )
const updated = async () => {
  const { updates = [] } = await newsOf('update')
  for (const { path, timestamp } of updates.slice(0, 1)) await fetched(`${path}?t=${timestamp}`)
}

const CHANGES: { what: string; file: string; seen(): Promise<void> }[] = [
  { what: 'server/ (the edge starts again)', file: 'server/app.ts', seen: answers },
  { what: 'kb/ (the library opens again)', file: 'kb/open-library.ts', seen: answers },
  { what: 'widget (built again)', file: 'widget/panel/panel.tsx', seen: () => printed(/widget again/) },
  { what: 'desk, a component (hot)', file: 'site/desk/shell/rail.tsx', seen: updated },
  { what: 'desk, a style (hot)', file: 'site/desk/styles/desk.css', seen: updated },
  {
    what: 'help centre, a page (drawn again)',
    file: 'site/components/AnswerList.astro',
    seen: async () => {
      await newsOf('full-reload')
      await fetched('/en')
    },
  },
]
async function answers(): Promise<void> {
  await printed(/server again/)
  await fetched('/healthz')
}

let code = 0
try {
  await printed(/Ready in/, START_TIMEOUT_MS)
  say(/Ready in .*/.exec(output)?.[0] ?? '')
  const socket = await listen()
  const { headers } = await fetch(`${origin}/_dev/as/lead`, { redirect: 'manual' })
  if (headers.get('location') !== '/desk') throw new Error('nobody can be signed in')
  for (const path of ['/en', '/desk', '/site/desk/main.tsx']) await fetched(path)
  for (const { what, file, seen } of CHANGES) {
    const times: number[] = []
    if (file.startsWith('site/')) await fetched(`/${file}`).catch(() => {})
    for (let round = 0; round < ROUNDS; round++) {
      await pause(PAUSE_MS)
      output = ''
      news.length = 0
      waiting.length = 0
      const startedAt = performance.now()
      utimesSync(join(root, file), new Date(), new Date())
      await seen()
      times.push(performance.now() - startedAt)
    }
    const sorted = times.sort((a, b) => a - b).map(Math.round)
    say(
      `${what.padEnd(36)} ${String(sorted[ROUNDS >> 1]).padStart(6)} ms   longest ${String(sorted.at(-1)).padStart(6)} ms`,
    )
  }
  socket.close()
} catch (error) {
  say(String(error))
  code = 1
} finally {
  child.kill('SIGTERM')
  await new Promise((resolve) => child.once('exit', resolve))
  rmSync(dataDir, { recursive: true, force: true })
}
process.exit(code)
