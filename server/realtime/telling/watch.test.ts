import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DESK_NAMESPACE, VISITOR_NAMESPACE } from '#protocol'
import type { Committer } from '../../chat/committing/committer.ts'
import { presentForVisitor, type DeskMember } from '../../chat/conversation.ts'
import type { Done } from '../../chat/moves/outcome.ts'
import { postgresCommitter } from '../../chat/committing/postgres-committer.ts'
import { rooms } from './rooms.ts'
import { redisFanOut, type RedisFanOut } from './redis-fan-out.ts'
import { aPacket, type Client, type LiveHouse, openHouse } from '../testing/live-fixture.ts'

const [databaseUrl, redisUrl] = [process.env['TEST_DATABASE_URL'], process.env['TEST_REDIS_URL']]
const olga: DeskMember = { id: 'p_olga', name: 'Ольга', role: 'operator', sites: null }
const ivan: DeskMember = { id: 'p_ivan', name: 'Иван', role: 'operator', sites: null }
const log = { info: () => {}, warn: () => {}, error: () => {} }
type Row = { visitorId: string; rev: number; lastSeq: number }
/** I4. */
const TOLD_MS = 15_000

/** Another node of which only the ends are there: it commits for itself, hears what is told, and tells by Redis what a test says and nothing else. */
describe.skipIf(!databaseUrl || !redisUrl)('what nodes owe each other', () => {
  let house: LiveHouse
  let pool: NonNullable<LiveHouse['database']['pool']>
  let committer: Committer
  let redis: RedisFanOut
  let peer: Server
  let heard: { event: string; fact: unknown }[]
  let committed: (move: string) => void
  beforeEach(async () => {
    const secret = randomBytes(32).toString('hex')
    committed = () => {}
    house = await openHouse({
      hooks: { committed: (move) => committed(move) },
      databaseUrl,
      redisUrl,
      secrets: [secret],
      timing: { offerMs: 60_000 },
      limits: { messagesPerMinute: 1e9, messagesAtOnce: 1e9 },
    })
    pool = house.database.pool as typeof pool
    committer = postgresCommitter(pool)
    redis = redisFanOut(redisUrl as string, secret, log)
    peer = new Server(createServer(), { adapter: redis.adapter as never })
    heard = []
    redis.onHeard((_, event, fact) => heard.push({ event, fact }) > 0)
    const ready = new Promise<void>((resolve) => redis.onHealth((healthy) => healthy && resolve()))
    peer.of(DESK_NAMESPACE)
    peer.of(VISITOR_NAMESPACE)
    await ready
  })
  afterEach(async () => {
    await committer.close()
    redis.close()
    await house.close()
  })

  const willing = async (person: DeskMember) => {
    const desk = await house.operator(person)
    await desk.ask('presence:set', { available: true })
    return desk
  }
  const start = async (visitor: Client, text: string) =>
    (await visitor.ask('conversation:start', { clientMessageId: 'cm_start', text, packet: aPacket, way: 'chat' }))
      .conversation as { id: string; rev: number }
  const within = (ms: number, client: Client, event: string, fits: (fact: never) => boolean) =>
    expect
      .poll(() => client.heard.some((one) => one.event === event && fits(one.fact as never)), {
        timeout: ms,
        interval: 20,
      })
      .toBe(true)
  const acceptElsewhere = async (conversationId: string) => {
    const outcome = (await committer.run('accept', { conversationId, by: olga }, Date.now())) as Done<unknown>
    expect(outcome.ok).toBe(true)
    return outcome
  }

  it('I4, I7: a state whose message alone was told is told by a look, with the places of those who wait', async () => {
    const [desk, other] = [await willing(olga), await willing(ivan)]
    const [first, second] = [await house.visitor(), await house.visitor()]
    const conversation = await start(first, 'первый')
    const waiting = await start(second, 'второй')
    await within(
      TOLD_MS,
      second,
      'conversation:changed',
      ({ conversation: { position } }: { conversation: { position: number } }) => position === 2,
    )
    const { said } = await acceptElsewhere(conversation.id)
    for (const { message, visitorId } of said) {
      peer
        .of(VISITOR_NAMESPACE)
        .to(rooms.visitor(visitorId))
        .emit('message:created', { message: presentForVisitor(message) })
      peer.of(DESK_NAMESPACE).to(rooms.person(olga.id)).emit('message:created', { message })
    }
    // A list brought up to date by a third node says nothing to those who lost the conversation.
    const { conversation: summary } = await desk.until(
      'conversation:changed',
      (fact) => fact.conversation.id === conversation.id,
    )
    peer
      .of(DESK_NAMESPACE)
      .to(rooms.person(olga.id))
      .emit('conversation:changed', {
        conversation: { ...summary, state: 'active', operator: olga, ...(await rowOf(conversation.id)) },
      })
    await within(
      TOLD_MS,
      first,
      'message:created',
      ({ message }: { message: { kind: string } }) => message.kind === 'event',
    )
    await within(
      TOLD_MS,
      first,
      'conversation:changed',
      ({ conversation: { state } }: { conversation: { state: string } }) => state === 'active',
    )
    await within(
      TOLD_MS,
      desk,
      'conversation:changed',
      ({ conversation: { id, state } }: { conversation: { id: string; state: string } }) =>
        id === conversation.id && state === 'active',
    )
    await within(
      TOLD_MS,
      other,
      'conversation:gone',
      ({ conversationId }: { conversationId: string }) => conversationId === conversation.id,
    )
    await within(
      TOLD_MS,
      second,
      'conversation:changed',
      ({ conversation: { id, position } }: { conversation: { id: string; position: number } }) =>
        id === waiting.id && position === 1,
    )
  })

  it('I6: an offer told to nobody reaches whom it is made to', async () => {
    const visitor = await house.visitor()
    const desk = await house.operator(olga)
    // Nobody is willing here, so that this node itself has nobody to offer it to.
    const { id } = await start(visitor, 'кому')
    await committer.run('setAvailable', { personId: olga.id, available: true }, Date.now())
    await committer.run('startConversation', { ...again(id), visitorId: (await rowOf(id)).visitorId }, Date.now())
    await committer.run('dispatch', { offerMs: 60_000 }, Date.now())
    await within(
      TOLD_MS,
      desk,
      'offer:made',
      ({ conversation }: { conversation: { id: string } }) => conversation.id === id,
    )
  })

  it('I4: a conversation that never rests is told the state it is owed all the same', async () => {
    await willing(olga)
    const visitor = await house.visitor()
    const conversation = await start(visitor, 'не молчит')
    await acceptElsewhere(conversation.id)
    let n = 0
    const talking = setInterval(
      () =>
        void visitor
          .ask('message:send', { conversationId: conversation.id, clientMessageId: `cm_talk_${n}`, text: `${n++}` })
          .catch(() => {}),
      100,
    )
    await within(
      TOLD_MS,
      visitor,
      'conversation:changed',
      ({ conversation: { state } }: { conversation: { state: string } }) => state === 'active',
    ).finally(() => clearInterval(talking))
  })

  it('I4: what the desk was told first keeps nothing from the visitor, and what was overtaken goes no further', async () => {
    const desk = await willing(olga)
    const visitor = await house.visitor()
    const { id, rev } = await start(visitor, 'кто раньше')
    const { conversation: summary } = await desk.until('offer:made')
    const shown = await visitor.until('conversation:changed')
    const tellDesk = (at: number) =>
      peer.of(DESK_NAMESPACE).emit('conversation:changed', { conversation: { ...summary, rev: at } })
    tellDesk(rev + 9)
    tellDesk(rev + 7)
    peer
      .of(VISITOR_NAMESPACE)
      .to(rooms.visitor((await rowOf(id)).visitorId))
      .emit('conversation:changed', { conversation: { ...shown.conversation, rev: rev + 8 } })
    await within(
      TOLD_MS,
      visitor,
      'conversation:changed',
      ({ conversation }: { conversation: { rev: number } }) => conversation.rev === rev + 8,
    )
    const heard = desk.heard
      .filter((one) => one.event === 'conversation:changed')
      .map((one) => one.fact.conversation.rev as number)
    expect(heard).toContain(rev + 9)
    expect(heard).not.toContain(rev + 7)
  })

  it('I4: a node that ends tells the others first what it has just committed', async () => {
    const desk = await willing(olga)
    const { id } = await start(await house.visitor(), 'напоследок')
    const ended = new Promise<void>((resolve) => {
      committed = (move) => {
        if (move === 'accept') void house.restart().then(resolve)
      }
    })
    desk.ask('conversation:accept', { conversationId: id }).catch(() => {})
    await ended
    await expect
      .poll(() => heard)
      .toContainEqual({
        event: 'conversation:changed',
        fact: {
          conversation: expect.objectContaining({
            id,
            state: 'active',
            operator: expect.objectContaining({ name: 'Ольга' }),
          }),
        },
      })
  })

  const rowOf = async (id: string) =>
    (await pool.query<Row>('select "visitorId", "rev", "lastSeq" from "conversations" where "id" = $1', [id]))
      .rows[0] as Row
  const again = (id: string) => ({
    site: 'shop',
    verified: false,
    clientMessageId: `cm_again_${id}`,
    text: 'и ещё',
    packet: aPacket,
    locale: 'ru' as const,
    name: null,
    mail: null,
    way: 'chat' as const,
    open: true,
    opensAt: null,
    address: null,
    topics: [],
    limits: { perVisitor: 1e9, perAddress: 1e9 },
  })
})
