import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfNeeded } from './build.ts'
import { type Config, readConfig, StartRefused } from './config.ts'
import { explainFault, explainListening } from './diagnosis/explain-fault.ts'
import { modelIn } from '#kb'
import { createLog } from './log.ts'
import { snippetFor } from './snippet.ts'
import { whatDoesNotAnswer } from './diagnosis/what-does-not-answer.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const startedAt = performance.now()
const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`.padStart(7)
const say = (text: string) => process.stdout.write(`${text}\n`)
let lastStep = ''
const progress = (step: string) => {
  const name = step.replace(/ \d+\/\d+$/, '')
  if (name === lastStep) return
  lastStep = name
  say(`${seconds()}  ${name}`)
}
const PRIVATE_UMASK = 0o077
/** By then everything that a start needs has been compiled. */
const KEEP_COMPILED_AFTER_MS = 10_000
const LITTLE_SPACE_BYTES = 200 * 1024 * 1024
const SIGNAL_EXIT = { SIGINT: 130, SIGTERM: 143 } as const

/** A folder we can write to, or one clear sentence. */
function prepareDataDir(path: string): string {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    accessSync(path, constants.W_OK | constants.X_OK)
  } catch {
    throw new StartRefused(
      `The data folder ${path} is not writable. Give this user write access to it, or set DATA_DIR to another folder.`,
    )
  }
  return path
}

function checkContentDir(path: string): void {
  if (existsSync(join(path, 'categories.yaml'))) return
  throw new StartRefused(
    `There is no categories.yaml in the content folder ${path}. Point CONTENT_DIR at a folder laid out like content/, or remove the setting.`,
  )
}

function checkPort(port: number, host: string, name: 'PORT' | 'the demo shop'): Promise<void> {
  return new Promise((done, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(new StartRefused(explainListening(error, { port, host }, name))),
    )
    probe.listen(port, host, () => probe.close(() => done()))
  })
}

/** What works but will not do what the owner expects: one sentence each. */
async function warnings(at: Config): Promise<string[]> {
  const said = await whatDoesNotAnswer(at)
  if (at.publicUrl.startsWith('https:') && at.trustedProxies.length === 0)
    said.push(
      'PUBLIC_URL is https but TRUSTED_PROXIES is empty: every visitor appears to come from your proxy’s address, so they all share one rate limit. Set TRUSTED_PROXIES to the proxy’s address, for example 127.0.0.1.',
    )
  if (
    at.publicUrlGiven &&
    at.publicUrl.startsWith('http:') &&
    !/^http:\/\/(localhost|127\.|\[::1\])/.test(at.publicUrl)
  )
    said.push(
      'PUBLIC_URL is http: passwords and conversations are sent unencrypted. Put a proxy with a certificate in front and set PUBLIC_URL to its https address.',
    )
  if (!at.databaseUrl) {
    const { bavail, bsize } = statfsSync(at.dataDir)
    if (bavail * bsize < LITTLE_SPACE_BYTES)
      said.push(
        `The disk holding ${at.dataDir} has only ${Math.round((bavail * bsize) / 1024 / 1024)} MB left. Free up some space: once it is full, new messages are refused.`,
      )
  }
  return said
}

let running: { close(): Promise<void> } | null = null
let config: Config | null = null
let stoppingSince: number | null = null
/** Ctrl+C reaches this process from the terminal and from npm: so soon after the first it is the same wish. */
const SAME_WISH_MS = 1_000
/** The first signal closes in order, a second one at once. Before anything runs there is nothing to close: the next start goes on from there. */
const stop = (signal: 'SIGINT' | 'SIGTERM') => {
  if (stoppingSince !== null) {
    if (performance.now() - stoppingSince < SAME_WISH_MS) return
    say(`${signal}: stopped at once`)
    process.exit(SIGNAL_EXIT[signal])
  }
  if (!running) {
    say(`${signal}: stopped during start-up; it is safe to start again`)
    process.exit(SIGNAL_EXIT[signal])
  }
  say(`${signal}: shutting down`)
  stoppingSince = performance.now()
  running.close().then(
    () => process.exit(0),
    (error) => {
      say(explainFault(error, config))
      process.exit(1)
    },
  )
}
process.on('SIGTERM', () => stop('SIGTERM'))
process.on('SIGINT', () => stop('SIGINT'))

try {
  config = readConfig(process.env)
  checkContentDir(resolve(root, config.contentDir))
  config = { ...config, dataDir: config.databaseUrl ? config.dataDir : prepareDataDir(resolve(root, config.dataDir)) }
  if (config.port !== 0) await checkPort(config.port, config.host, 'PORT')
  if (config.demoShopPort) await checkPort(config.demoShopPort, config.host, 'the demo shop')
  // `--built`: an image or a test has built before, and nobody may write here.
  if (!process.argv.includes('--built')) await buildIfNeeded(root, progress)
  else if (!existsSync(join(root, 'dist/server/entry.mjs')))
    throw new StartRefused('There is no build yet. Run "npm run build" first, or start without --built.')
  // From here on only this user reads what is written: the database and its snapshots.
  process.umask(PRIVATE_UMASK)
  progress('Opening the library')
  // Asked before the start: opening a library keeps the loop busy for longer than an answer is waited for.
  const notes = await warnings(config)
  const { startServer } = await import('./main.ts')
  const started = await startServer(config, root, createLog(config.logLevel), progress)
  running = started
  say(`${seconds()}  Ready\n`)
  say(`  Help centre  ${started.helpCentre}`)
  say(`  Desk         ${started.helpCentre}/desk`)
  if (started.demoShop) say(`  Demo shop    ${started.demoShop}`)
  if (started.setupLink)
    say(
      `\n  Create the first admin (this link works once and expires in 72 hours; restarting prints a new one):\n  ${started.setupLink}`,
    )
  if (started.demoShop)
    say(`\n  To add the widget to a page, paste:\n${snippetFor(started.helpCentre, 'tropa').replace(/^/gm, '  ')}`)
  if (config.embeddings)
    say(
      `\n  Search goes by meaning too: answers and visitors’ questions are sent to ${new URL(config.embeddings.url).host}`,
    )
  else if (!modelIn(resolve(root, config.modelDir)))
    say('\n  Search goes by words. To search by meaning too: npm run model (30 MB, once; nothing leaves this machine)')
  for (const note of notes) say(`\n  ! ${note}`)
  say('')
  // Node would keep it at the end of the process, which may be a sudden one.
  setTimeout(flushCompileCache, KEEP_COMPILED_AFTER_MS).unref()
} catch (error) {
  process.stderr.write(`\n${explainFault(error, config)}\n`)
  process.exit(1)
}
