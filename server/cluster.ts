import { type ChildProcess, spawn } from 'node:child_process'
import { createConnection, createServer, type Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * npm run cluster – two nodes over one PostgreSQL (DATABASE_URL) and one Redis (REDIS_URL) behind a small balancer on
 * PORT, for trying it out. In earnest any balancer does: no sticky sessions are needed.
 */
const NODES = 2
const { DATABASE_URL, REDIS_URL, PORT = '3000', PUBLIC_URL } = process.env
const say = (text: string) => process.stdout.write(`${text}\n`)
if (!DATABASE_URL || !REDIS_URL) {
  process.stderr.write('npm run cluster needs DATABASE_URL=postgres://… and REDIS_URL=redis://…\n')
  process.exit(2)
}
const port = Number(PORT)
const start = join(dirname(fileURLToPath(import.meta.url)), 'start.ts')
const publicUrl = PUBLIC_URL ?? `http://localhost:${port}`

const children: ChildProcess[] = []
const startNode = (index: number): Promise<number> => {
  const nodePort = port + 11 + index
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      start,
      ...(index > 0 || process.argv.includes('--built') ? ['--built'] : []),
    ],
    {
      env: {
        ...process.env,
        PORT: String(nodePort),
        HOST: '127.0.0.1',
        PUBLIC_URL: publicUrl,
        DEMO_SHOP: 'off',
        TRUSTED_PROXIES: '127.0.0.1',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  children.push(child)
  return new Promise((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      for (const line of chunk.toString().split('\n')) if (line.trim()) say(`node ${index + 1}  ${line}`)
      if (chunk.includes('Ready')) resolve(nodePort)
    })
    child.once('exit', (code) => reject(new Error(`node ${index + 1} ended with ${code}`)))
  })
}

// One after the other: the first brings the tables up to date and imports the library.
const ports: number[] = []
for (let index = 0; index < NODES; index++) ports.push(await startNode(index))

let turn = 0
/** Takes turns; a node that does not answer is passed over. Nothing is read from the client before a node has taken it. */
function link(client: Socket, tries = ports.length): void {
  const node = createConnection(ports[turn++ % ports.length] as number, '127.0.0.1')
  node.once('connect', () => {
    node.pipe(client).pipe(node)
    node.on('error', () => client.destroy()).on('close', () => client.destroy())
  })
  node.once('error', () => (tries > 1 ? link(client, tries - 1) : client.destroy()))
  client.on('error', () => node.destroy()).on('close', () => node.destroy())
}
const balancer = createServer({ pauseOnConnect: true }, (client) => link(client))
balancer.listen(port, () => say(`\nTwo nodes behind ${publicUrl} (nodes on ${ports.join(' and ')})`))

const stop = () => {
  balancer.close()
  for (const child of children) {
    child.removeAllListeners('exit')
    child.kill('SIGTERM')
  }
  void Promise.all(
    children.map((child) => (child.exitCode === null ? new Promise((resolve) => child.once('exit', resolve)) : null)),
  ).then(() => process.exit(0))
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
