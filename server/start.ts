import { accessSync, constants, mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfNeeded } from './build.ts'
import { type Config, readConfig, StartRefused } from './config.ts'
import { createLog } from './log.ts'
import { snippetFor } from './snippet.ts'

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

/** A folder we can write to, or one clear sentence. */
function prepareDataDir(dataDir: string): string {
  const path = resolve(dataDir)
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    accessSync(path, constants.W_OK)
  } catch {
    throw new StartRefused(`The data folder ${path} cannot be written to. Give its owner write access, or name another folder in DATA_DIR.`)
  }
  return path
}

function checkPort(port: number, host: string, name: string): Promise<void> {
  return new Promise((done, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? `Port ${port} is taken. Stop the program that uses it, or choose another one: ${name}=${port + 1000} npm start` : `Cannot listen on ${host}:${port} (${error.code}).`
      reject(new StartRefused(why))
    })
    probe.listen(port, host, () => probe.close(() => done()))
  })
}

/** Causes an owner can mend, named in one sentence; anything else is a fault with its stack. */
function explain(error: unknown, config: Config | null): string {
  if (error instanceof StartRefused) return error.message
  const { code, message, name } = error as NodeJS.ErrnoException
  if (name === 'BrokenContent') return message
  if (config?.databaseUrl && (code === 'ECONNREFUSED' || code === 'ENOTFOUND' || code === '28P01' || code === '3D000')) return `The database of DATABASE_URL cannot be opened: ${message || code}.`
  if (code === 'SQLITE_READONLY' || code === 'EROFS' || /readonly database/.test(message ?? '')) return `The data folder ${config?.dataDir} is read-only. Give its owner write access, or name another folder in DATA_DIR.`
  return (error as Error).stack ?? String(error)
}

let config: Config | null = null
try {
  config = readConfig(process.env)
  config = { ...config, dataDir: config.databaseUrl ? config.dataDir : prepareDataDir(config.dataDir) }
  if (config.port !== 0) await checkPort(config.port, config.host, 'PORT')
  if (config.demoShopPort) await checkPort(config.demoShopPort, config.host, 'PORT')
  // `--built`: an image or a test has built before, and nobody may write here.
  if (!process.argv.includes('--built')) await buildIfNeeded(root, progress)
  progress('Opening the library')
  const { startServer } = await import('./main.ts')
  const running = await startServer(config, root, createLog(config.logLevel), progress)
  say(`${seconds()}  Ready\n`)
  say(`  Help centre  ${running.helpCentre}`)
  say(`  Desk         ${running.helpCentre}/desk`)
  if (running.demoShop) say(`  Demo shop    ${running.demoShop}`)
  if (running.setupLink) say(`\n  Create the first admin (this link works once):\n  ${running.setupLink}`)
  if (running.demoShop) say(`\n  To put the widget on a page, paste:\n${snippetFor(running.helpCentre, 'tropa').replace(/^/gm, '  ')}`)
  say('')
  const stop = (signal: string) => {
    say(`${signal}: closing`)
    running.close().then(() => process.exit(0), (error) => {
      say(explain(error, config))
      process.exit(1)
    })
  }
  process.once('SIGTERM', () => stop('SIGTERM'))
  process.once('SIGINT', () => stop('SIGINT'))
} catch (error) {
  process.stderr.write(`\n${explain(error, config)}\n`)
  process.exit(1)
}
