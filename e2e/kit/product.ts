import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { COMPILED, NODE_OPTIONS } from './node-settings.ts'
import { copyStartedShop } from './started-shop.ts'

const root = join(import.meta.dirname, '../..')
const START_TIMEOUT_MS = 120_000
const STOP_TIMEOUT_MS = 15_000
/** Where the end itself is looked at, a busy machine may take its time. */
const END_TIMEOUT_MS = 60_000

export const ADMIN = { email: 'admin@tropa.example', password: 'long-enough-for-a-test' }
/** Without it the desk would ask for a name first. */
const ADMIN_NAME = 'Алексей'

export interface Product {
  helpCentre: string
  demoShop: string
  dataDir: string
  /** What it printed so far. */
  output(): string
  /** The same data folder and ports, as after a deployment; `SIGKILL` is a crash. */
  restart(signal?: NodeJS.Signals): Promise<void>
  /** Told to end, as a container is before it is killed; how it ended. Its data stay. */
  end(): Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  stop(): Promise<void>
}

interface Options {
  env?: Record<string, string>
  dataDir?: string
  /** Without the admin made by environment: the start prints a link instead. */
  withoutAdmin?: boolean
  /** `shipped`: the demo shop closes in the evening, as its owner has it; else a test is the same at any hour. */
  hours?: 'round the clock' | 'shipped'
  /** With nothing in its data folder; else the demo shop has been started before and has studied its library. */
  firstStart?: boolean
}

/** Starts the whole product as its owner does, on free ports with a data folder of its own. What it serves was built before (`npm run build`). */
export async function startProduct({
  env = {},
  dataDir: givenDataDir,
  withoutAdmin = false,
  hours = 'round the clock',
  firstStart = false,
}: Options = {}): Promise<Product> {
  const port = await freePortPair()
  const dataDir = givenDataDir ?? mkdtempSync(join(tmpdir(), 'firstline-data-'))
  const alwaysOpen = hours === 'shipped' || env.CONTENT_DIR ? null : alwaysOpenContent()
  const isAnyShop = alwaysOpen && !givenDataDir && !withoutAdmin && !firstStart && !env.DATABASE_URL
  if (isAnyShop) await copyStartedShop(dataDir, (made) => startProduct({ dataDir: made, env: { DEMO_SHOP: 'off' } }))
  let child: ChildProcess
  let output = ''
  const start = () =>
    new Promise<void>((resolve, reject) => {
      output = ''
      child = spawn(process.execPath, [...NODE_OPTIONS, join(root, 'server/start.mjs'), '--built'], {
        cwd: root,
        env: {
          PATH: process.env.PATH,
          HOME: process.env.HOME,
          ...COMPILED,
          PORT: String(port),
          HOST: '127.0.0.1',
          DATA_DIR: dataDir,
          LOG_LEVEL: 'error',
          DEMO_SHOP: 'on',
          ...(alwaysOpen ? { CONTENT_DIR: alwaysOpen } : {}),
          ...(withoutAdmin ? {} : { ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password, ADMIN_NAME }),
          ...env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const timeout = setTimeout(() => {
        child.kill('SIGKILL')
        reject(new Error(`not ready in time:\n${output}`))
      }, START_TIMEOUT_MS)
      const read = (data: Buffer) => {
        output += data
        if (/Ready\n/.test(output)) {
          clearTimeout(timeout)
          // The addresses are printed right after.
          setTimeout(resolve, 100)
        }
      }
      child.stdout?.on('data', read)
      child.stderr?.on('data', read)
      child.once('exit', (code) => {
        clearTimeout(timeout)
        reject(new Error(`ended with ${code}:\n${output}`))
      })
    })
  const end = (signal: NodeJS.Signals, patienceMs = STOP_TIMEOUT_MS) =>
    new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) return resolve()
      const force = setTimeout(() => child.kill('SIGKILL'), patienceMs)
      child.once('exit', () => {
        clearTimeout(force)
        resolve()
      })
      child.kill(signal)
    })
  await start()
  return {
    helpCentre: `http://127.0.0.1:${port}`,
    demoShop: `http://127.0.0.1:${port + 1}`,
    dataDir,
    output: () => output,
    restart: async (signal = 'SIGTERM') => {
      await end(signal)
      await start()
    },
    end: async () => {
      await end('SIGTERM', END_TIMEOUT_MS)
      return { code: child.exitCode, signal: child.signalCode }
    },
    stop: async () => {
      await end('SIGTERM')
      if (!givenDataDir) rmSync(dataDir, { recursive: true, force: true })
      if (alwaysOpen) rmSync(alwaysOpen, { recursive: true, force: true })
    },
  }
}

/** The shipped content with a shop that never closes. */
function alwaysOpenContent(): string {
  const dir = mkdtempSync(join(tmpdir(), 'firstline-content-'))
  cpSync(join(root, 'content'), dir, { recursive: true })
  const site = join(dir, 'sites', 'tropa.yaml')
  const shipped = readFileSync(site, 'utf8')
  const open = shipped
    .replace(/^ {2}(mon|tue|wed|thu|fri|sat|sun): .*$/gm, "  $1: ['00:00-24:00']")
    .replace(/^holidays:\n(?: {2}.*\n)+/m, 'holidays: []\n')
  if (open.match(/00:00-24:00/g)?.length !== 7 || !open.includes('holidays: []'))
    throw new Error(`the hours in ${site} are written in another way`)
  writeFileSync(site, open)
  return dir
}

/** Runs the start and returns what it printed; for starts that are refused. */
export function startRefused(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...NODE_OPTIONS, join(root, 'server/start.mjs'), '--built'], {
      cwd: root,
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...COMPILED, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: START_TIMEOUT_MS,
    })
    let output = ''
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    child.once('exit', (code) => resolve({ code, output }))
  })
}

const PAIR_TRIES = 50
/** Each lane of tests draws from ports of its own, all below those of outgoing connections. */
const LANE_PORTS = 3_000
const LANES = 4

/** A free port whose next one is free too: the demo shop listens there. */
export async function freePortPair(): Promise<number> {
  const lane = Number(process.env.VITEST_POOL_ID ?? 0) % LANES
  for (let i = 0; i < PAIR_TRIES; i++) {
    const port = 20_000 + lane * LANE_PORTS + Math.floor(Math.random() * (LANE_PORTS - 1))
    if ((await isFree(port)) && (await isFree(port + 1))) return port
  }
  throw new Error('no two free ports')
}

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
