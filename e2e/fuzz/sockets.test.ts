import { type Arbitrary, assert, asyncProperty, constantFrom, oneof, tuple } from 'fast-check'
import { z } from 'zod'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RefusalCode } from '#protocol'
import { operatorRequests } from '../../server/realtime/asking/operator-handlers.ts'
import * as schemas from '../../server/realtime/asking/schemas.ts'
import { visitorRequests } from '../../server/realtime/asking/visitor-handlers.ts'
import { olga } from '../../server/realtime/testing/first-steps.ts'
import { aPacket, type Client, type LiveHouse, openHouse } from '../../server/realtime/testing/live-fixture.ts'
import { drawnFrom, type JsonSchema } from './json-schema.ts'
import { awkwardValue, runs } from './runs.ts'

/** Every refusal the protocol knows; a fault of ours (`unavailable`) is none. */
const CODES: Record<Exclude<RefusalCode, 'unavailable'>, true> = {
  invalid: true,
  too_long: true,
  too_many: true,
  not_found: true,
  not_allowed: true,
  conflict: true,
  closed: true,
  taken: true,
  full: true,
  away: true,
  signed_out: true,
  draining: true,
  version_unsupported: true,
  placeholder_unfilled: true,
  template_untimely: true,
  draft_conflict: true,
  file_gone: true,
  conversation_files_full: true,
  consent_required: true,
  identity_required: true,
  form_required: true,
  blocked: true,
}
/** From what the handlers are held to, so that a new event is tried without a line here. */
const EVENTS = {
  visitor: Object.keys(visitorRequests({} as never, { data: {} } as never)),
  desk: Object.keys(operatorRequests({} as never, { data: {} } as never)),
}
const CASES = 6_000
const AT_ONCE = 8
/** A socket may ask a hundred times a second; each of so many clients asks less. */
const CLIENTS = 12
const ENDLESS = 1_000_000_000

/** Requests of any schema of the live side, to any event, mostly about a conversation that is there. */
function requests(conversationId: string): Arbitrary<unknown> {
  const shapes = Object.values(schemas)
    .filter((one): one is z.ZodObject => one instanceof z.ZodObject)
    .map((one) => z.toJSONSchema(one, { io: 'input', unrepresentable: 'any' }) as JsonSchema)
  expect(shapes.length).toBeGreaterThan(15)
  const drawn = oneof(...shapes.map((one) => drawnFrom(one, () => ({}))))
  const about = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && 'conversationId' in value ? { ...value, conversationId } : value
  return oneof(
    { weight: 4, arbitrary: drawn.map(about) },
    { weight: 2, arbitrary: drawn },
    { weight: 1, arbitrary: awkwardValue },
  )
}

describe('requests to the live side that nobody meant', () => {
  const faults: unknown[] = []
  let house: LiveHouse
  let clients: Record<keyof typeof EVENTS, Client[]>
  let conversationId: string

  beforeAll(async () => {
    house = await openHouse({
      log: { info: () => {}, warn: () => {}, error: (...said: unknown[]) => void faults.push(said) },
      limits: {
        messagesAtOnce: ENDLESS,
        messagesPerMinute: ENDLESS,
        operatorMessagesPerMinute: ENDLESS,
        resyncedPerMinute: ENDLESS,
        startsPerVisitor: ENDLESS,
        startsPerAddress: ENDLESS,
      },
    })
    clients = {
      visitor: await Promise.all(Array.from({ length: CLIENTS }, () => house.visitor())),
      desk: await Promise.all(Array.from({ length: CLIENTS }, () => house.operator(olga))),
    }
    const started = await clients.visitor[0]?.ask('conversation:start', {
      ...{ clientMessageId: 'cm_fuzz', text: 'Где мой заказ?', packet: aPacket, way: 'chat' },
    })
    conversationId = started.conversation.id
  })
  afterAll(() => house.close())

  it('are all answered, by a code it names where refused, and no fault is logged', async () => {
    const { numRuns, ...settings } = runs(CASES)
    const attempt = tuple(
      oneof(
        constantFrom(...EVENTS.visitor).map((event) => ({ side: 'visitor' as const, event })),
        constantFrom(...EVENTS.desk).map((event) => ({ side: 'desk' as const, event })),
      ),
      requests(conversationId),
    )
    let asked = 0
    await assert(
      asyncProperty(tuple(...Array.from({ length: AT_ONCE }, () => attempt)), async (some) => {
        const answers = await Promise.all(
          some.map(([{ side, event }, request]) => clients[side][asked++ % CLIENTS]?.ask(event, sendable(request))),
        )
        for (const [at, answer] of answers.entries())
          if (answer?.ok !== true)
            expect(
              Object.keys(CODES),
              `${JSON.stringify(some[at]).slice(0, 1_000)} ${JSON.stringify(answer)}`,
            ).toContain(answer?.code)
        expect(faults).toEqual([])
      }),
      { ...settings, numRuns: Math.ceil(numRuns / AT_ONCE) },
    )
    expect([...clients.visitor, ...clients.desk].every(({ socket }) => socket.connected)).toBe(true)
  }, 3_600_000)
})

/** As it would be read from the wire, where no function, symbol or circle can be. */
function sendable(value: unknown): object {
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null') as object
  } catch {
    return []
  }
}
