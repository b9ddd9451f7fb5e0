import { describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import type { Ack, AckOf, DeskToServer, Message, RequestOf, VisitorToServer } from '#protocol'
import { answerRequests, type Asking, type Requests } from './acknowledged.ts'
import { OfConversation, Rating, SendMessage } from './schemas.ts'

interface Events {
  'message:send': VisitorToServer['message:send']
  'conversation:close': DeskToServer['conversation:close']
}
const message = { id: 'msg_1' } as Message
const sound: Requests<Events> = {
  'message:send': { schema: SendMessage, handle: async () => ({ ok: true, message }) },
  'conversation:close': { schema: OfConversation, handle: async () => ({ ok: true }) },
}

describe('requests', () => {
  const asked = (requests: Requests<Events>) => {
    const listeners = new Map<string, (raw: unknown, reply: unknown) => void>()
    const logged: object[] = []
    const socket: Asking = { data: {}, on: (event, listener) => listeners.set(event, listener) }
    const log = { info: () => {}, warn: () => {}, error: (fields: object) => void logged.push(fields) }
    answerRequests(socket, { log }, requests)
    return {
      logged,
      events: [...listeners.keys()],
      ask: (event: keyof Events, raw: unknown) => new Promise((resolve) => listeners.get(event)?.(raw, resolve)),
    }
  }
  const text = { conversationId: 'cnv_1', clientMessageId: 'cmi_1', text: 'Здравствуйте' }

  it('are answered by their handler, each event once', async () => {
    const { ask, events } = asked(sound)
    expect(events).toEqual(['message:send', 'conversation:close'])
    expect(await ask('message:send', text)).toEqual({ ok: true, message })
  })
  it('are refused as invalid or too long before anything runs', async () => {
    const { ask } = asked(sound)
    expect(await ask('message:send', { ...text, conversationId: 7 })).toEqual({ ok: false, code: 'invalid' })
    expect(await ask('message:send', { ...text, text: 'я'.repeat(40_000) })).toEqual({ ok: false, code: 'too_long' })
  })
  it('are answered unavailable at a fault, whose cause is logged with the event and not told (I9)', async () => {
    const { ask, logged } = asked({
      ...sound,
      'message:send': {
        schema: SendMessage,
        handle: async () => {
          throw new Error('disk full')
        },
      },
    })
    expect(await ask('message:send', text)).toEqual({ ok: false, code: 'unavailable', retryAfterMs: 1_000 })
    expect(logged).toEqual([{ event: 'message:send', fault: 'disk full' }])
  })
  it('are told to wait when they come faster than any honest client asks', async () => {
    const { ask } = asked(sound)
    const answers = await Promise.all(Array.from({ length: 250 }, () => ask('message:send', text)))
    expect(answers).toContainEqual({ ok: false, code: 'too_many', retryAfterMs: expect.any(Number) })
  })
})

describe('the socket contract', () => {
  const { 'message:send': send, 'conversation:close': close } = sound
  it('names what an event is asked with and answered with', () => {
    expectTypeOf<RequestOf<Events, 'conversation:close'>>().toEqualTypeOf<{ conversationId: string }>()
    expectTypeOf<AckOf<Events, 'message:send'>>().toEqualTypeOf<Ack<{ message: Message }>>()
  })
  it('does not compile with a misspelled event', () => {
    // @ts-expect-error an event of another name
    expect({ 'mesage:sned': send, 'conversation:close': close } satisfies Requests<Events>).toBeDefined()
  })
  it('does not compile without a handler', () => {
    // @ts-expect-error nobody answers message:send
    expect({ 'conversation:close': close } satisfies Requests<Events>).toBeDefined()
  })
  it('does not compile with an acknowledgement the protocol does not know', () => {
    const wrong = {
      schema: SendMessage,
      handle: async () => ({ ok: true as const, convresation: 42 }),
    }
    // @ts-expect-error no message in the answer
    expect({ 'message:send': wrong, 'conversation:close': close } satisfies Requests<Events>).toBeDefined()
    const code = { schema: SendMessage, handle: async () => ({ ok: false as const, code: 'no_such_code' }) }
    // @ts-expect-error a refusal no client knows
    expect({ 'message:send': code, 'conversation:close': close } satisfies Requests<Events>).toBeDefined()
  })
  it('does not compile with a schema that lets something else in', () => {
    const schema = z.object({ conversationId: z.number() })
    const other = { schema, handle: async () => ({ ok: true as const }) }
    // @ts-expect-error a number where the protocol sends text
    expect({ 'message:send': send, 'conversation:close': other } satisfies Requests<Events>).toBeDefined()
    // @ts-expect-error it reads stars where the protocol says text
    expect({ ...sound, 'message:send': { ...send, schema: Rating } } satisfies Requests<Events>).toBeDefined()
  })
})
