import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort, startPostgres } from '../../server/realtime/testing/start-postgres.ts'

export interface Services {
  databaseUrl: string | null
  redisUrl: string | null
  stop(): void
}

const START_TIMEOUT_MS = 30_000
const POLL_MS = 100

/** A real PostgreSQL and Redis of our own on free ports with data in a temporary folder; null for what this machine does not have. */
export async function startServices(): Promise<Services> {
  const folder = mkdtempSync(join(tmpdir(), 'firstline-services-'))
  const postgres = await startPostgres(folder, { waitsForDisk: false })
  const running: (() => void)[] = postgres ? [postgres.stop] : []
  const redisUrl = await startRedis(folder, running)
  return {
    databaseUrl: postgres?.url ?? null,
    redisUrl,
    stop: () => {
      for (const end of running.reverse()) end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function startRedis(folder: string, running: (() => void)[]): Promise<string | null> {
  if (spawnSync('redis-server', ['--version']).status !== 0) return null
  const port = await freePort()
  const child: ChildProcess = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder],
    { stdio: 'ignore' },
  )
  running.push(() => child.kill('SIGKILL'))
  const until = Date.now() + START_TIMEOUT_MS
  while (
    spawnSync('redis-cli', ['-p', String(port), 'ping'])
      .stdout?.toString()
      .trim() !== 'PONG'
  ) {
    if (Date.now() > until) throw new Error('Redis did not start')
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
  return `redis://127.0.0.1:${port}`
}
