import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, anonymous, type DeskClient, signIn } from '../kit/desk-client.ts'
import { type Product, startProduct } from '../kit/product.ts'

const root = join(import.meta.dirname, '../..')
const PACKET = { searches: [], read: [], page: null, product: null, draft: '', locale: 'ru', timeZone: null }
const SILENCE_MS = 400
const MESSAGE = { clientMessageId: 'forged-message-1', text: 'подделка' }

/** Event names of one interface of the protocol. */
const named = (interfaceName: string): string[] => {
  const text = readFileSync(join(root, 'server/protocol/events.ts'), 'utf8')
  const body = text.slice(text.indexOf(`interface ${interfaceName} {`)).split('\n}')[0] ?? ''
  return [...body.matchAll(/^ {2}'([a-z:-]+)'/gm)].map(([, name]) => name as string)
}
const handled = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/^ {4}'([a-z]+:[a-z-]+)': /gm)].map(([, name]) => name as string)

/** What an outsider gets who asks for somebody else's conversation. An event that is not listed here fails the build. `own`: it concerns the asker alone. */
const VISITOR_EVENTS: Record<string, [more: object, answer: 'not_found' | 'own']> = {
  'conversation:start': [{}, 'own'],
  'conversation:resync': [{ since: 0 }, 'not_found'],
  'message:send': [MESSAGE, 'not_found'],
  'files:open': [{ ids: ['fil_x'] }, 'not_found'],
  'message:read': [{ seq: 1 }, 'not_found'],
  'message:received': [{ seq: 1 }, 'not_found'],
  'typing:set': [{ typing: true }, 'not_found'],
  'preview:set': [{ text: 'подглядеть' }, 'not_found'],
  'conversation:mail-instead': [{ mail: 'evil@mail.example' }, 'not_found'],
  'conversation:rate': [{ stars: 1 }, 'not_found'],
  'conversation:end': [{}, 'not_found'],
}
const DESK_EVENTS: Record<string, [more: object, answer: 'not_found' | 'own']> = {
  'inbox:resync': [{}, 'own'],
  'presence:set': [{ available: false }, 'own'],
  'conversation:open': [{ since: 0 }, 'not_found'],
  // Stops following; whoever does not follow stops nothing.
  'conversation:close': [{}, 'own'],
  'conversation:accept': [{}, 'not_found'],
  'conversation:decline': [{}, 'not_found'],
  'conversation:solve': [{}, 'not_found'],
  'conversation:reopen': [{}, 'not_found'],
  'conversation:transfer': [{ to: { group: 'x' }, note: '' }, 'not_found'],
  'conversation:take-over': [{}, 'not_found'],
  'conversation:prioritize': [{ priority: 1 }, 'not_found'],
  'message:send': [MESSAGE, 'not_found'],
  'files:open': [{ ids: ['fil_x'] }, 'not_found'],
  'note:add': [MESSAGE, 'not_found'],
  'message:edit': [{ messageId: 'msg_x', text: 'x' }, 'not_found'],
  'message:delete': [{ messageId: 'msg_x' }, 'not_found'],
  'message:read': [{ seq: 1 }, 'not_found'],
  'message:received': [{ seq: 1 }, 'not_found'],
  'typing:set': [{ typing: true }, 'not_found'],
  'draft:save': [{ text: 'x', version: 0 }, 'not_found'],
}

describe('events of the socket', () => {
  let product: Product
  let admin: DeskClient
  let conversationId: string
  let [anna, boris, olga, ivan]: Socket[] = []
  const facts: string[] = []

  const connect = (namespace: string, auth: object, headers: Record<string, string> = {}) =>
    new Promise<Socket>((resolve, reject) => {
      const socket = io(product.helpCentre + namespace, {
        path: '/api/live',
        transports: ['websocket'],
        auth,
        extraHeaders: { origin: product.helpCentre, ...headers },
        reconnection: false,
        forceNew: true,
      })
      socket
        .once('connect', () => resolve(socket))
        .once('connect_error', (fault) =>
          reject(Object.assign(fault, { refused: (fault as Error & { data?: { code: string } }).data?.code })),
        )
    })
  const tokenOf = async () =>
    (
      (await (await anonymous(product).send('POST', '/api/visitors', { site: 'tropa', locale: 'ru' })).json()) as {
        token: string
      }
    ).token
  const visitor = async () => connect('/visitor', { protocol: 1, token: await tokenOf() })
  const desk = (who: DeskClient) => connect('/desk', { protocol: 1 }, { cookie: who.cookie })
  const ask = (socket: Socket | undefined, event: string, request: unknown) =>
    (socket as Socket).timeout(3_000).emitWithAck(event, request) as Promise<{
      ok: boolean
      code?: string
      [more: string]: unknown
    }>

  beforeAll(async () => {
    product = await startProduct({ env: { DEMO_SHOP: 'off' } })
    admin = await signIn(product)
    ;[anna, boris] = [await visitor(), await visitor()]
    olga = await desk(await addPerson(product, admin, { email: 'olga@tropa.example', name: 'Ольга', role: 'operator' }))
    ivan = await desk(await addPerson(product, admin, { email: 'ivan@tropa.example', name: 'Иван', role: 'operator' }))
    await ask(olga, 'presence:set', { available: true })
    const started = (await ask(anna, 'conversation:start', {
      clientMessageId: 'anna-message-1',
      text: 'Где мой заказ?',
      packet: PACKET,
      way: 'chat',
    })) as unknown as { conversation: { id: string } }
    conversationId = started.conversation.id
    expect(await ask(olga, 'conversation:accept', { conversationId })).toMatchObject({ ok: true })
    for (const [name, socket] of [
      ['anna', anna],
      ['olga', olga],
    ] as const)
      socket?.onAny((event: string) => facts.push(`${name} ${event}`))
  })
  afterAll(async () => {
    for (const socket of [anna, boris, olga, ivan]) socket?.disconnect()
    await product?.stop()
  })

  it('are all known: what the protocol names is handled, and what is handled is judged here', () => {
    expect(handled('server/realtime/asking/visitor-handlers.ts').sort()).toEqual(named('VisitorToServer').sort())
    expect(handled('server/realtime/asking/operator-handlers.ts').sort()).toEqual(named('DeskToServer').sort())
    expect(Object.keys(VISITOR_EVENTS).sort()).toEqual(named('VisitorToServer').sort())
    expect(Object.keys(DESK_EVENTS).sort()).toEqual(named('DeskToServer').sort())
  })
  it.each(Object.entries(VISITOR_EVENTS).filter(([, [, answer]]) => answer !== 'own'))(
    "%s of another visitor's conversation is not found",
    async (event, [more]) => {
      expect(await ask(boris, event, { conversationId, ...more })).toEqual({ ok: false, code: 'not_found' })
    },
  )
  it.each(Object.entries(DESK_EVENTS).filter(([, [, answer]]) => answer !== 'own'))(
    '%s by an operator who has no part in it is refused',
    async (event, [more]) => {
      const answer = await ask(ivan, event, { conversationId, ...more })
      expect(answer.ok).toBe(false)
      expect(['not_found', 'not_allowed', 'taken', 'closed']).toContain(answer.code)
      expect(JSON.stringify(answer)).not.toContain('Где мой заказ')
    },
  )
  it('tell an outsider nothing while others talk', async () => {
    const heard: string[] = []
    for (const [name, socket] of [
      ['boris', boris],
      ['ivan', ivan],
    ] as const)
      socket?.onAny(
        (event: string, fact: unknown) =>
          JSON.stringify(fact)?.includes(conversationId) && heard.push(`${name} ${event}`),
      )
    await ask(ivan, 'conversation:close', { conversationId })
    await ask(anna, 'message:send', { conversationId, clientMessageId: 'anna-message-2', text: 'Это секрет' })
    await ask(olga, 'note:add', { conversationId, clientMessageId: 'olga-note-0001', text: 'заметка' })
    await ask(olga, 'typing:set', { conversationId, typing: true })
    // Lists follow within two seconds.
    await new Promise((resolve) => setTimeout(resolve, 2_500))
    expect(heard).toEqual([])
    expect(facts).toContain('olga message:created')
  })
  it.each([...new Set([...named('ServerToVisitor'), ...named('ServerToDesk'), 'join', 'to', 'broadcast', '$new'])])(
    '%s, which only the server says, does nothing when a client says it',
    async (event) => {
      facts.length = 0
      for (const socket of [boris, ivan]) {
        socket?.emit(event, {
          message: { ...MESSAGE, conversationId, author: 'operator', seq: 1 },
          conversation: { id: conversationId, state: 'solved' },
          conversationId,
          room: `open:${conversationId}:lead`,
          operators: [],
          notices: [{ code: 'x', since: '' }],
        })
        await expect((socket as Socket).timeout(SILENCE_MS).emitWithAck(event, { conversationId })).rejects.toThrow()
        expect(socket?.connected).toBe(true)
      }
      expect(facts.filter((fact) => !/presence|availability/.test(fact))).toEqual([])
    },
  )
  it.each(named('DeskToServer').filter((event) => !named('VisitorToServer').includes(event)))(
    '%s of the desk is not answered to a visitor',
    async (event) => {
      await expect(
        (anna as Socket).timeout(SILENCE_MS).emitWithAck(event, { conversationId, ...DESK_EVENTS[event]?.[0] }),
      ).rejects.toThrow()
    },
  )
  it('take only the fields they list', async () => {
    const forged = {
      conversationId,
      clientMessageId: 'anna-message-3',
      text: 'обычные слова',
      author: 'operator',
      authorName: 'Ольга',
      authorId: 'x',
      kind: 'note',
      seq: 1,
      id: 'msg_mine',
      sentAt: '2020-01-01T00:00:00.000Z',
      deletedAt: 'x',
      event: { code: 'solved' },
      template: { id: 'ans_x', edited: false },
      visitorId: 'vis_x',
      by: { operator: { id: 'x', name: 'x', role: 'admin' } },
    }
    const { message } = (await ask(anna, 'message:send', forged)) as unknown as { message: Record<string, unknown> }
    expect(message).toMatchObject({ author: 'visitor', kind: 'text', text: 'обычные слова' })
    expect(message['seq']).toBeGreaterThan(1)
    expect([message['id'], message['sentAt'], message['deletedAt'], message['event'], message['template']]).not.toEqual(
      expect.arrayContaining(['msg_mine', '2020-01-01T00:00:00.000Z', 'x']),
    )
    const started = (await ask(boris, 'conversation:start', {
      clientMessageId: 'boris-message-1',
      text: 'вопрос',
      packet: PACKET,
      way: 'chat',
      state: 'solved',
      priority: 99,
      operatorId: 'x',
      verified: true,
      id: 'cnv_mine',
      site: 'other',
      visitorId: 'vis_anna',
    })) as unknown as { conversation: Record<string, unknown> }
    expect(started.conversation).toMatchObject({ state: 'queued' })
    expect(started.conversation['id']).not.toBe('cnv_mine')
  })

  const WRONG = [
    null,
    undefined,
    [],
    'text',
    7,
    true,
    {},
    { conversationId: null },
    { conversationId: ['cnv_x'] },
    { conversationId: { $ne: 1 } },
    { conversationId: 'x'.repeat(70_000) },
    { conversationId: '../../etc' },
    { conversationId: 'cnv_\ud800' },
    JSON.parse('{"__proto__":{"admin":true},"conversationId":"cnv_x"}'),
    {
      conversationId: 'cnv_x',
      seq: -1,
      stars: 9e99,
      since: 1.5,
      typing: 'yes',
      text: 'a\u0000b',
      version: '0',
      available: 1,
      clientMessageId: 'x y',
      mail: 'a@b\r\nBcc: c@d',
      way: 'both',
      packet: [],
    },
  ]
  it.each(['visitor', 'desk'])('of the %s survive what is no request, and answer it', async (side) => {
    for (const event of side === 'visitor' ? named('VisitorToServer') : named('DeskToServer')) {
      for (const wrong of WRONG) {
        const answer = await ask(side === 'visitor' ? boris : ivan, event, wrong)
        if (event === 'inbox:resync' || answer.ok) continue
        expect(['invalid', 'not_found', 'too_many'], `${event} ${JSON.stringify(wrong)?.slice(0, 80)}`).toContain(
          answer.code,
        )
        if (answer.code === 'too_many') await new Promise((resolve) => setTimeout(resolve, 1_000))
      }
    }
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false)
    expect((await fetch(`${product.helpCentre}/healthz`)).status).toBe(200)
  })

  it('are not to be had from a foreign page, with a forged token, or by an unknown protocol', async () => {
    const token = await tokenOf()
    const refused = async (namespace: string, auth: object, headers?: Record<string, string>) =>
      (
        await connect(namespace, auth, headers).then(
          () => ({ refused: 'let in' }),
          (fault: { refused: string }) => fault,
        )
      ).refused
    expect(await refused('/visitor', { protocol: 1, token }, { origin: 'https://evil.example' })).toBe('not_allowed')
    expect(await refused('/visitor', { protocol: 1, token }, { origin: 'null' })).toBe('not_allowed')
    expect(await refused('/desk', { protocol: 1 }, { origin: 'https://evil.example', cookie: admin.cookie })).toBe(
      'not_allowed',
    )
    expect(await refused('/desk', { protocol: 1 })).toBe('signed_out')
    expect(await refused('/desk', { protocol: 1, token })).toBe('signed_out')
    for (const forged of [undefined, '', 'v1.e30.x', `${token}x`, token.slice(0, -3), [token], { token }])
      expect(await refused('/visitor', { protocol: 1, token: forged })).toBe('signed_out')
    for (const protocol of [undefined, '1', 99, -1, null])
      expect(await refused('/visitor', { protocol, token })).toBe('version_unsupported')
    expect(await refused('/', { protocol: 1, token })).toBe('not_found')
    expect(await refused('/admin', { protocol: 1, token })).not.toBe('let in')
  })
})
