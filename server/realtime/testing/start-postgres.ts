import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** `runuser` lives where a short PATH does not look. */
const env = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` }

const WITHOUT_DISK = ' -c fsync=off -c full_page_writes=off'

export interface StartedPostgres {
  url: string
  stop(): void
}

/**
 * A real PostgreSQL on a free port with its data in `folder`; null where none is installed. For tests it does not wait for the disk:
 * what it has committed outlives every process, though not the machine.
 */
export async function startPostgres(
  folder: string,
  { waitsForDisk }: { waitsForDisk: boolean },
): Promise<StartedPostgres | null> {
  const bin = postgresBin()
  if (!bin) return null
  const data = join(folder, 'postgres')
  const isRoot = process.getuid?.() === 0
  if (isRoot) chownSync(folder, ...ownerOf('postgres'))
  // PostgreSQL refuses to run as root.
  const as = (program: string, args: string[]): [string, string[]] =>
    isRoot ? ['runuser', ['-u', 'postgres', '--', join(bin, program), ...args]] : [join(bin, program), args]
  const options = { stdio: 'ignore', cwd: '/tmp', env } as const
  execFileSync(
    ...as('initdb', ['-D', data, '-U', 'postgres', '--auth', 'trust', '-E', 'UTF8', '--locale', 'C.UTF-8']),
    options,
  )
  const port = await freePort()
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c max_connections=200${waitsForDisk ? '' : WITHOUT_DISK}`
  execFileSync(
    ...as('pg_ctl', ['-D', data, '-w', '-t', '30', '-l', join(folder, 'postgres.log'), '-o', settings, 'start']),
    options,
  )
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: () => void spawnSync(...as('pg_ctl', ['-D', data, '-m', 'immediate', 'stop']), options),
  }
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
