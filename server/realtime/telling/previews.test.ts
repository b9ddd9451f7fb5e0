import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { Server } from 'socket.io'
import { io } from 'socket.io-client'
import { afterEach, describe, expect, it } from 'vitest'
import { DESK_NAMESPACE } from '#protocol'
import type { DeskNamespace } from '../sockets.ts'
import { ivan, lena, olga, start, stores, willing } from '../testing/first-steps.ts'
import { aSite, type Client, type LiveHouse, openHouse } from '../testing/live-fixture.ts'
import { previewsOf } from './previews.ts'
import { redisFanOut } from './redis-fan-out.ts'
import { rooms } from './rooms.ts'

const WRITTEN = 'Собирался написать про зеленого бегемота'
const shown = (client: Client) =>
  client.heard.filter(({ event }) => event === 'preview:changed').map(({ fact }) => fact)

describe.each(stores)('what is shown before it is sent on $store', ({ store, parts }) => {
  let house: LiveHouse
  const lines: string[] = []
  const log = Object.fromEntries(
    ['info', 'warn', 'error'].map((level) => [level, (...line: unknown[]) => void lines.push(JSON.stringify(line))]),
  ) as never
  afterEach(() => house?.close())

  const talking = async (preview: boolean, over: Parameters<typeof openHouse>[0] = {}) => {
    house = await openHouse({ ...parts, log, site: aSite({ preview }), ...over })
    const desk = await willing(house, olga)
    const visitor = await house.visitor()
    const { conversation } = await start(visitor)
    await desk.until('offer:made')
    await desk.ask('conversation:accept', { conversationId: conversation.id })
    return { desk, visitor, conversationId: conversation.id as string }
  }

  it('is told to the operator who has the conversation and to nobody else', async () => {
    const { desk, visitor, conversationId } = await talking(true)
    const others = [await willing(house, ivan), await house.operator(lena)]
    await others[1]!.ask('conversation:open', { conversationId, since: 0 })
    expect(await visitor.ask('preview:set', { conversationId, text: WRITTEN })).toEqual({ ok: true })
    expect(await visitor.ask('preview:set', { conversationId, text: null })).toEqual({ ok: true })
    await desk.until('preview:changed', ({ text }) => text === null)
    expect(shown(desk)).toEqual([
      { conversationId, text: WRITTEN },
      { conversationId, text: null },
    ])
    for (const other of others) expect(shown(other)).toEqual([])
  })

  it('is refused where the site does not want it, and told to nobody', async () => {
    const { desk, visitor, conversationId } = await talking(false)
    expect(await visitor.ask('preview:set', { conversationId, text: WRITTEN })).toEqual({
      ok: false,
      code: 'not_allowed',
    })
    await visitor.ask('typing:set', { conversationId, typing: true })
    await desk.until('typing:changed')
    expect(shown(desk)).toEqual([])
  })

  it('is nothing of what may be a secret, whatever a widget sends', async () => {
    const { desk, visitor, conversationId } = await talking(true)
    for (const text of ['4276 1234 5678 9010', 'мой пароль слон', 'Tr0ub4dor&3'])
      await visitor.ask('preview:set', { conversationId, text })
    await visitor.ask('preview:set', { conversationId, text: WRITTEN })
    await desk.until('preview:changed', ({ text }) => text === WRITTEN)
    expect(shown(desk).map(({ text }) => text)).toEqual([null, null, null, WRITTEN])
  })

  it('waits when there is more of it than hands can write', async () => {
    const { visitor, conversationId } = await talking(true, { limits: { previewsPerMinute: 3 } })
    const asked = []
    for (let at = 0; at < 4; at++) asked.push(await visitor.ask('preview:set', { conversationId, text: `${at}` }))
    expect(asked.map(({ ok }) => ok)).toEqual([true, true, true, false])
    expect(asked[3]).toMatchObject({ code: 'too_many', retryAfterMs: expect.any(Number) })
  })

  it('is kept nowhere: not in the database, a file or a log', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'firstline-preview-'))
    const { desk, visitor, conversationId } = await talking(true, { dataDir })
    await visitor.ask('preview:set', { conversationId, text: WRITTEN })
    await desk.until('preview:changed')
    const { messages } = await desk.ask('conversation:open', { conversationId, since: 0 })
    expect(JSON.stringify(messages)).not.toContain('бегемота')
    if (store === 'postgres') {
      const pool = house.database.pool!
      const { rows: tables } = await pool.query(
        "select table_name from information_schema.tables where table_schema = 'public'",
      )
      for (const { table_name: table } of tables)
        expect((await pool.query(`select 1 from "${table}" t where t::text like '%бегемота%'`)).rowCount).toBe(0)
    }
    const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())
    if (store === 'sqlite') expect(files.length).toBeGreaterThan(0)
    for (const { parentPath, name } of files)
      expect(readFileSync(join(parentPath, name)).includes('бегемота'), name).toBe(false)
    expect(lines.join('\n')).not.toContain('бегемота')
  })
})

describe.each([process.env['TEST_REDIS_URL'] ?? []].flat())(
  'what is shown before it is sent, between nodes over %s',
  (redisUrl) => {
    it('reaches an operator on another node, and stays in no stream', async () => {
      const secret = randomBytes(32).toString('hex')
      const node = async () => {
        const redis = redisFanOut(redisUrl, secret, { info() {}, warn() {}, error() {} })
        const ready = new Promise<void>((resolve) => redis.onHealth((healthy) => healthy && resolve()))
        const http = createServer()
        const server = new Server(http, { adapter: redis.adapter as never })
        const desk = server.of(DESK_NAMESPACE) as unknown as DeskNamespace
        desk.on('connection', (socket) => void socket.join(rooms.person('p_olga')))
        const tell = previewsOf(desk, false)
        await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
        await ready
        return { desk, tell, http, redis, server, port: (http.address() as AddressInfo).port }
      }
      const [here, there] = [await node(), await node()]
      const client = io(`http://127.0.0.1:${there.port}${DESK_NAMESPACE}`, {
        transports: ['websocket'],
        forceNew: true,
      })
      const heard: { text: string | null }[] = []
      client.on('preview:changed', (fact) => heard.push(fact))
      await new Promise<void>((resolve) => client.once('connect', resolve))
      const text = `${WRITTEN} ${secret.slice(0, 8)}`
      await expect
        .poll(
          () => {
            here.tell('p_olga', { conversationId: 'cnv_1', text })
            return heard.at(-1)?.text
          },
          { timeout: 10_000 },
        )
        .toBe(text)
      // What does travel by the stream: so that one is there to look into.
      here.desk.to('desk').emit('notices:changed', { notices: [] })
      const redis = new Redis(redisUrl)
      const streams = async () => (await redis.keys('firstline:*')).filter((key) => !key.includes('#'))
      const entries = async () =>
        JSON.stringify(
          await Promise.all(
            (await streams()).map(async (key) =>
              (await redis.type(key)) === 'stream' ? redis.xrange(key, '-', '+') : [],
            ),
          ),
        )
      await expect.poll(entries, { timeout: 10_000 }).toContain('notices:changed')
      expect(await entries()).not.toContain(text)
      client.close()
      redis.disconnect()
      for (const { server, http, redis: own } of [here, there]) {
        await server.close()
        own.close()
        http.close()
      }
    })
  },
)
