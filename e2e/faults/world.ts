import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { Redis } from 'ioredis'
import pg from 'pg'
import { ownDatabase } from '../../kb/testing/migrated-once.ts'
import { OperatorActor, type Reach, VisitorActor } from './actors.ts'
import { places } from './checker-presence.ts'
import { byShop } from './several-shops/apart.ts'
import { COMPILED, NODE_OPTIONS } from '../kit/node-settings.ts'
import type { NodeSettings } from './node.ts'
import { FaultProxy } from './proxy.ts'
import { Recorder } from './recorder.ts'
import type { Stored } from './stored.ts'

export type Store = { kind: 'sqlite' } | { kind: 'postgres'; databaseUrl: string; redisUrl: string }

const NODE_FILE = fileURLToPath(new URL('./node.ts', import.meta.url))
/** A busy machine starts three nodes at once slowly. */
const READY_MS = 180_000

/** A seeded number generator (mulberry32), so that a found fault can be met again. */
export function seeded(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
export const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })

export interface RunningNode {
  port: number
  settings: NodeSettings
  child: ChildProcess
  exited: Promise<void>
}

/** Nodes, proxies and clients of one scenario; closes what it opened. */
export class World {
  readonly recorder = new Recorder()
  readonly nodes: RunningNode[] = []
  readonly random: () => number
  readonly actors: (VisitorActor | OperatorActor)[] = []
  readonly problems: string[] = []
  kills = 0
  private readonly proxies: FaultProxy[] = []
  private readonly dataDir = mkdtempSync(join(tmpdir(), 'firstline-faults-'))
  private readonly secret = randomBytes(32).toString('hex')
  private closing = false
  private mounted = false
  private readonly reaches: { database?: string; redis?: string } = {}
  private own: Awaited<ReturnType<typeof ownDatabase>> | null = null
  readonly store: Store

  constructor(store: Store, seed: number) {
    this.store = store
    this.random = seeded(seed)
  }

  /** One node on SQLite, `count` on PostgreSQL and Redis. */
  async start(over: Partial<NodeSettings> = {}, count = this.store.kind === 'sqlite' ? 1 : 2): Promise<void> {
    if (this.store.kind === 'postgres') this.own ??= await ownDatabase(this.store.databaseUrl)
    for (let i = 0; i < count; i++) await this.startNode(await freePort(), over)
  }
  async startNode(port: number, over: Partial<NodeSettings> = {}): Promise<RunningNode> {
    const shared =
      this.store.kind === 'postgres'
        ? {
            databaseUrl: this.reaches.database ?? (this.own?.url as string),
            redisUrl: this.reaches.redis ?? this.store.redisUrl,
          }
        : {}
    const settings: NodeSettings = { port, dataDir: this.dataDir, secret: this.secret, ...shared, ...over }
    const child = spawn(
      process.execPath,
      [...NODE_OPTIONS, '--disable-warning=ExperimentalWarning', NODE_FILE, JSON.stringify(settings)],
      { env: { ...process.env, ...COMPILED }, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] },
    )
    let words = ''
    child.stderr?.on('data', (chunk) => (words = (words + chunk).slice(-2_000)))
    const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`a node did not start: ${words}`)), READY_MS)
      child.once('message', () => (clearTimeout(late), resolve()))
      child.once('exit', (code) => (clearTimeout(late), reject(new Error(`a node ended with ${code}: ${words}`))))
    })
    const node = { port, settings, child, exited }
    this.nodes.push(node)
    return node
  }
  async kill(node: RunningNode, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (signal === 'SIGKILL' && !this.closing) this.kills += 1
    node.child.kill(signal)
    await node.exited
    this.nodes.splice(this.nodes.indexOf(node), 1)
  }
  /** Kills a node and starts it again on its port, with the same or other settings. */
  async restart(
    node: RunningNode,
    signal: NodeJS.Signals = 'SIGKILL',
    over: Partial<NodeSettings> = {},
  ): Promise<RunningNode> {
    await this.kill(node, signal)
    const { dieAt: _, ...settings } = node.settings
    return this.startNode(node.port, { ...settings, ...over })
  }
  /** Nodes started after this reach PostgreSQL or Redis through a link we can cut. */
  async throughProxy(part: 'database' | 'redis'): Promise<FaultProxy> {
    if (this.store.kind !== 'postgres') throw new Error('only several nodes have one')
    this.own ??= await ownDatabase(this.store.databaseUrl)
    const address = new URL(part === 'database' ? this.own.url : this.store.redisUrl)
    const target = Number(address.port || (part === 'database' ? 5432 : 6379))
    const proxy = await this.linkTo(() => target)
    address.host = new URL(proxy.url).host
    this.reaches[part] = address.href
    return proxy
  }
  async flushRedis(): Promise<void> {
    if (this.store.kind !== 'postgres') return
    const redis = new Redis(this.store.redisUrl)
    await redis.flushall()
    redis.disconnect()
  }
  /** The data folder becomes a small file system of its own; false where the machine does not allow it. */
  smallDisk(megabytes: number): boolean {
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', this.dataDir]).status === 0
    this.mounted ||= mounted
    return mounted
  }
  growDisk(megabytes: number): void {
    spawnSync('mount', ['-o', `remount,size=${megabytes}m`, this.dataDir])
  }

  proxy(): Promise<FaultProxy> {
    return this.linkTo(() => this.nodes[Math.floor(this.random() * this.nodes.length)]?.port)
  }
  /** A link to anything that listens here. */
  async linkTo(port: () => number | undefined): Promise<FaultProxy> {
    const proxy = new FaultProxy(port)
    await proxy.listen()
    this.proxies.push(proxy)
    return proxy
  }
  async visitor(name: string, reach?: Reach & { token?: string }, shop: string | null = null): Promise<VisitorActor> {
    const token = reach?.token ?? (await this.token(shop))
    const { url } = reach ?? (await this.proxy())
    const actor = new VisitorActor(name, token, { url, shop }, this.recorder)
    this.actors.push(actor)
    return actor
  }
  async operator(
    id: string,
    options: { role?: string; reach?: Reach; accepts?: boolean; shop?: string | null } = {},
  ): Promise<OperatorActor> {
    const { role = 'operator', accepts = true, shop = null } = options
    const { url } = options.reach ?? (await this.proxy())
    const actor = new OperatorActor(id, role, { url, shop }, this.recorder, accepts)
    this.actors.push(actor)
    return actor
  }
  async token(shop: string | null = null): Promise<string> {
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${this.nodes[0]?.port}/token${shop ? `?site=${shop}` : ''}`).catch(
        () => null,
      )
      if (answer?.ok) return answer.text()
      await sleep(50)
    }
  }
  expect(holds: boolean, problem: string): void {
    if (!holds) this.problems.push(problem)
  }

  /** Waits until every client has sent what it had to send and shows the same as the others, then reads the disk. */
  async settle(ms = 15_000): Promise<Stored> {
    for (const proxy of this.proxies) proxy.heal()
    const deadline = Date.now() + ms
    while (Date.now() < deadline && this.actors.some((actor) => !actor.idle())) await sleep(50)
    let last = ''
    let lastAt = Date.now()
    for (const giveUpAt = Date.now() + ms; ; await sleep(100)) {
      const heard = this.recorder.log.length
      const stored = await this.stored()
      // An offer may still be accepted now. What is heard while the disk is read is on it, but not in what was read.
      const still = heard === this.recorder.log.length
      const now = standOf(stored)
      if (now !== last) lastAt = Date.now()
      last = now
      // I4: two seconds on a usable network must be enough; sooner is looked for, later is not waited for.
      const late = Date.now() > lastAt + 2_000
      if ((still && (late || converged(this.actors, stored))) || Date.now() > giveUpAt) return stored
    }
  }
  /** Read in one transaction, so that what changes meanwhile is in all of it or in nothing. */
  async stored(): Promise<Stored> {
    const [messages, conversations, drafts] = await this.read(
      'select * from "messages" order by "conversationId", "seq"',
      'select * from "conversations"',
      'select * from "drafts"',
    )
    return { messages, conversations, drafts } as unknown as Stored
  }
  /** What is committed. */
  async rows<T>(text: string): Promise<T[]> {
    return ((await this.read(text))[0] ?? []) as T[]
  }
  private async read(...texts: string[]): Promise<object[][]> {
    if (this.store.kind === 'postgres') {
      const client = new pg.Client({ connectionString: this.own?.url })
      await client.connect()
      const answers: object[][] = []
      try {
        await client.query('begin isolation level repeatable read, read only')
        for (const text of texts) answers.push((await client.query(text)).rows)
      } finally {
        await client.end()
      }
      return answers
    }
    const sqlite = new DatabaseSync(join(this.dataDir, 'firstline.db'), { readOnly: true })
    try {
      sqlite.exec('begin')
      return texts.map((text) => sqlite.prepare(text).all())
    } finally {
      sqlite.close()
    }
  }
  async close(): Promise<void> {
    this.closing = true
    for (const actor of this.actors) actor.close()
    for (const proxy of this.proxies) await proxy.close()
    await Promise.all([...this.nodes].map((node) => this.kill(node)))
    await this.own?.drop()
    if (this.mounted) spawnSync('umount', [this.dataDir])
    rmSync(this.dataDir, { recursive: true, force: true })
  }
}

/** Changes with every message and every change of a conversation. */
const standOf = ({ messages, conversations }: Stored): string =>
  [messages.length, ...conversations.map(({ id, rev }) => `${id} ${rev}`).sort()].join()

/** Of which shop each is, where there are several. */
export const shopsOf = (actors: World['actors']): Map<string, string> =>
  new Map(actors.flatMap(({ name, shop }) => (shop === null ? [] : [[name, shop] as const])))

const converged = (actors: World['actors'], stored: Stored): boolean => {
  const last = new Map(stored.conversations.map((conversation) => [conversation.id, conversation.lastSeq]))
  let placed = true
  const shown = actors.filter((actor) => !actor.left).map((actor) => actor.shown(actor.role))
  for (const shop of byShop({ log: [], shown, stored }, shopsOf(actors)))
    places(shop.shown, shop.stored, () => (placed = false))
  return (
    placed &&
    actors.every(
      (actor) => actor.left || [...actor.lists.keys()].every((id) => actor.highest(id) >= (last.get(id) ?? 0)),
    )
  )
}
