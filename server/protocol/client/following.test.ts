import { afterEach, describe, expect, it } from 'vitest'
import type { Message, VisitorConversation } from '#protocol'
import { type Following, followConversation } from './following.ts'
import { aLink, aMessage, type LiveServer, liveServer, until } from './testing/live-server.ts'

const aConversation = (over: Partial<VisitorConversation> = {}): VisitorConversation => ({
  id: 'cnv_1',
  state: 'active',
  operator: null,
  position: null,
  expectedWaitMs: null,
  lastSeq: 0,
  rev: 1,
  delivered: 0,
  read: 0,
  rating: null,
  mail: null,
  locale: 'ru',
  createdAt: '2026-11-27T09:00:00.000Z',
  ...over,
})

interface Scene {
  server: LiveServer
  following: Following<VisitorConversation>
  link: ReturnType<typeof aLink>['link']
  /** What the database holds; hidden numbers are not given out. */
  stored: Message[]
  conversation: VisitorConversation
  refusal: { code: string; retryAfterMs?: number } | null
  refused: string[]
  cleared: number
  reads(): number[]
}
let scene: Scene | undefined
afterEach(async () => {
  scene?.following.stop()
  scene?.link.close()
  await scene?.server.stop()
})

/** One conversation followed over a real socket; a real server pages through what is stored. */
async function follow(stored: Message[] = [], hidden: number[] = []): Promise<Scene> {
  const server = await liveServer()
  const here: Scene = {
    server,
    stored,
    conversation: aConversation({ lastSeq: Math.max(0, ...stored.map((one) => one.seq), ...hidden) }),
    refusal: null,
    refused: [],
    cleared: 0,
    reads: () =>
      server.asked
        .filter((one) => one.event === 'conversation:resync')
        .map((one) => (one.request as { since: number }).since),
    following: followConversation<VisitorConversation>({
      isLive: () => here.link.state === 'live',
      async page(since) {
        const ack = await here.link.ask('conversation:resync', { conversationId: 'cnv_1', since })
        return ack?.ok ? { ...ack, readTo: ack.conversation?.lastSeq } : ack
      },
      refused: (code) => here.refused.push(code),
      cleared: () => here.cleared++,
    }),
    link: aLink(server.url).link,
  }
  server.answers.set('conversation:resync', ({ since }: { since: number }) =>
    here.refusal
      ? { ok: false, ...here.refusal }
      : {
          ok: true,
          conversation: here.conversation,
          messages: here.stored.filter((one) => one.seq > since).slice(0, 500),
        },
  )
  await until(() => here.link.state === 'live')
  scene = here
  return here
}
const seqs = ({ following }: Scene) => following.messages().map((one) => one.seq)

describe('a followed conversation', () => {
  it('asks the database when a fact shows that one before it is missing (I4, rule 3)', async () => {
    const here = await follow([aMessage(1), aMessage(2)])
    await here.following.resync()
    here.stored = [...here.stored, aMessage(3), aMessage(4)]
    here.conversation = aConversation({ lastSeq: 4, rev: 2 })
    here.following.hear(aMessage(4))
    await until(() => here.following.upTo() === 4)
    expect(seqs(here)).toEqual([1, 2, 3, 4])
  })
  it('asks nothing when nothing is missing', async () => {
    const here = await follow([aMessage(1)])
    await here.following.resync()
    here.following.hear(aMessage(2))
    here.following.hearOf(aConversation({ lastSeq: 2, rev: 2 }))
    expect(here.reads()).toEqual([0])
    expect(here.following.upTo()).toBe(2)
  })
  it('asks when a state is told whose messages were not', async () => {
    const here = await follow([aMessage(1)])
    here.following.hearOf(aConversation({ lastSeq: 1 }))
    await until(() => here.following.upTo() === 1)
  })
  it('counts numbers that are hidden from it as read, once the database was (rule 3)', async () => {
    const here = await follow([aMessage(1), aMessage(4)], [2, 3])
    await here.following.resync()
    here.following.hear(aMessage(5))
    expect([here.following.upTo(), here.reads().length]).toEqual([5, 1])
  })
  it('leaves out a state that is older than what is shown', async () => {
    const here = await follow()
    here.following.stand(aConversation({ rev: 8, state: 'active' }))
    here.following.hearOf(aConversation({ rev: 7, state: 'queued' }))
    expect(here.following.conversation()?.state).toBe('active')
  })
  it('reads on while full pages come (rule 4)', async () => {
    const here = await follow(Array.from({ length: 1_203 }, (_, i) => aMessage(i + 1)))
    await here.following.resync()
    expect(here.following.upTo()).toBe(1_203)
    expect(here.reads()).toEqual([0, 500, 1_000])
  })
  it('does not take a long conversation for read after its first page', async () => {
    const here = await follow(Array.from({ length: 700 }, (_, i) => aMessage(i + 1)))
    here.server.answers.set('conversation:resync', ({ since }: { since: number }) =>
      since > 0
        ? { ok: false, code: 'not_allowed' }
        : { ok: true, conversation: here.conversation, messages: here.stored.slice(0, 500) },
    )
    await here.following.resync()
    expect(here.following.upTo()).toBe(500)
  })
  it('reads the newest few again: an edit has no number of its own', async () => {
    const here = await follow(Array.from({ length: 40 }, (_, i) => aMessage(i + 1)))
    await here.following.resync()
    here.stored = here.stored.map((one) => (one.seq === 39 ? { ...one, text: 'edited' } : one))
    await here.following.resync()
    expect(here.following.messages()[38]?.text).toBe('edited')
    expect(here.reads()).toEqual([0, 10])
  })
  it('asks again when it was refused for the moment on a link that lives', async () => {
    const here = await follow([aMessage(1)])
    here.refusal = { code: 'unavailable', retryAfterMs: 20 }
    await here.following.resync()
    expect(seqs(here)).toEqual([])
    here.refusal = null
    await until(() => here.following.upTo() === 1)
    expect(here.refused).toEqual([])
  })
  it('says so when it is refused for good, and does not ask again', async () => {
    const here = await follow()
    here.refusal = { code: 'not_found', retryAfterMs: 1 }
    await here.following.resync()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect([here.refused, here.reads().length]).toEqual([['not_found'], 1])
  })
  it('reads once more when asked while it reads, and never twice at a time', async () => {
    const here = await follow([aMessage(1)])
    await Promise.all([here.following.resync(), here.following.resync(), here.following.resync()])
    expect(here.reads()).toEqual([0, 0])
  })
  it('begins anew with another conversation', async () => {
    const here = await follow([aMessage(1)])
    await here.following.resync()
    here.following.take({ conversation: aConversation({ id: 'cnv_2', rev: 0 }), messages: [] })
    expect([here.following.conversation()?.id, seqs(here), here.cleared]).toEqual(['cnv_2', [], 1])
  })
})
