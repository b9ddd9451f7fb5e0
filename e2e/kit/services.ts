import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Services {
  databaseUrl: string | null
  redisUrl: string | null
  stop(): void
}

/** `runuser` lives where a short PATH does not look. */
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` }
const START_TIMEOUT_MS = 30_000
const POLL_MS = 100

/** A real PostgreSQL and Redis of our own on free ports with data in a temporary folder; null for what this machine does not have. */
export async function startServices(): Promise<Services> {
  const folder = mkdtempSync(join(tmpdir(), 'firstline-services-'))
  const running: (() => void)[] = []
  const databaseUrl = await startPostgres(folder, running)
  const redisUrl = await startRedis(folder, running)
  return {
    databaseUrl,
    redisUrl,
    stop: () => {
      for (const end of running.reverse()) end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function startPostgres(folder: string, running: (() => void)[]): Promise<string | null> {
  const bin = postgresBin()
  if (!bin) return null
  const data = join(folder, 'postgres')
  const isRoot = process.getuid?.() === 0
  if (isRoot) chownSync(folder, ...ownerOf('postgres'))
  // PostgreSQL refuses to run as root.
  const as = (program: string, args: string[]): [string, string[]] =>
    isRoot ? ['runuser', ['-u', 'postgres', '--', join(bin, program), ...args]] : [join(bin, program), args]
  execFileSync(
    ...as('initdb', ['-D', data, '-U', 'postgres', '--auth', 'trust', '-E', 'UTF8', '--locale', 'C.UTF-8']),
    { stdio: 'ignore', cwd: '/tmp', env },
  )
  const port = await freePort()
  execFileSync(
    ...as('pg_ctl', [
      '-D',
      data,
      '-w',
      '-t',
      '30',
      '-l',
      join(folder, 'postgres.log'),
      '-o',
      `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c max_connections=200`,
      'start',
    ]),
    { stdio: 'ignore', cwd: '/tmp', env },
  )
  running.push(() =>
    spawnSync(...as('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']), { stdio: 'ignore', cwd: '/tmp', env }),
  )
  return `postgres://postgres@127.0.0.1:${port}/postgres`
}

function postgresBin(): string | null {
  const base = '/usr/lib/postgresql'
  const versions = existsSync(base) ? readdirSync(base).sort((a, b) => Number(b) - Number(a)) : []
  const found = versions
    .map((version) => join(base, version, 'bin'))
    .find((folder) => existsSync(join(folder, 'initdb')))
  return found ?? null
}

function ownerOf(name: string): [number, number] {
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }).trim())
  return [id('-u'), id('-g')]
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

/** A TCP port nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
