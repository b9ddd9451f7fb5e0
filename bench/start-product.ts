import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const ROOT = new URL('../', import.meta.url).pathname
/** What `npm start` gives Node. */
const START_OPTIONS = [
  '--disable-warning=ExperimentalWarning',
  '--max-semi-space-size=4',
  '--no-memory-protection-keys',
]
const START_ENV = { MALLOC_ARENA_MAX: '2', NODE_COMPILE_CACHE: 'node_modules/.cache/firstline' }
/** A busy machine starts it slowly; how long it took is for the caller to measure. */
const READY_MINUTES = 5
const BETWEEN_MS = 200

export interface MeasuredProduct {
  origin: string
  pid: number
  process: ChildProcess
  stop(): Promise<void>
}

/** The product as its owner starts it, with an empty data folder or the given one; what it serves was built before (`npm run build`). */
export async function startProduct(
  given: {
    dataDir?: string
    env?: Record<string, string>
    nodeOptions?: readonly string[]
    log?: 'inherit' | 'pipe'
    readyMinutes?: number
  } = {},
): Promise<MeasuredProduct> {
  const port = await freePort()
  const dataDir = given.dataDir ?? mkdtempSync(join(tmpdir(), 'firstline-bench-'))
  const child = spawn(
    process.execPath,
    [...START_OPTIONS, ...(given.nodeOptions ?? []), join(ROOT, 'server/start.mjs'), '--built'],
    {
      cwd: ROOT,
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        ...START_ENV,
        PORT: String(port),
        HOST: '127.0.0.1',
        DATA_DIR: dataDir,
        LOG_LEVEL: 'error',
        DEMO_SHOP: 'off',
        ...given.env,
      },
      stdio: ['ignore', 'ignore', given.log ?? 'inherit', 'ipc'],
    },
  )
  const origin = `http://127.0.0.1:${port}`
  await ready(child, origin, given.readyMinutes ?? READY_MINUTES)
  return {
    origin,
    pid: child.pid ?? 0,
    process: child,
    async stop() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      if (!given.dataDir) rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function ready(child: ChildProcess, origin: string, minutes: number): Promise<void> {
  for (const from = performance.now(); performance.now() - from < minutes * 60_000; ) {
    if (child.exitCode !== null) throw new Error('the product ended before it was ready: was it built?')
    if ((await fetch(`${origin}/readyz`).catch(() => null))?.ok) return
    await pause(BETWEEN_MS)
  }
  child.kill('SIGKILL')
  throw new Error(`the product was not ready in ${minutes} minutes`)
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
