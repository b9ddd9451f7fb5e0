import { afterEach, describe, expect, it } from 'vitest'
import { createOutbox, type OutboxEntry, type Store } from './outbox.ts'
import { createSending, type Sending } from './sending.ts'
import { aLink, aMessage, type LiveServer, liveServer, until } from './testing/live-server.ts'

interface Scene {
  server: LiveServer
  link: ReturnType<typeof aLink>['link']
  sending: Sending<OutboxEntry>
  /** Texts the server acknowledged, in order. */
  acknowledged: string[]
  store: Store
}
const scenes: { life: AbortController; here: Scene }[] = []
afterEach(async () => {
  for (const { life, here } of scenes.splice(0)) {
    life.abort()
    here.link.close()
    await here.server.stop()
  }
})

async function write(
  over: {
    instead?: (entry: OutboxEntry, code: string) => OutboxEntry | null
    prepare?: (entry: OutboxEntry) => Promise<{ ok: true } | { ok: false; code: string } | null> | undefined
  } = {},
): Promise<Scene> {
  const server = await liveServer()
  const life = new AbortController()
  const kept = new Map<string, string>()
  const store: Store = {
    get: (name) => kept.get(name) ?? null,
    set: (name, value) => void (value === null ? kept.delete(name) : kept.set(name, value)),
    names: () => [...kept.keys()],
  }
  const here: Scene = {
    server,
    store,
    acknowledged: [],
    link: aLink(server.url, { ackTimeoutMs: 100, connected: () => void here.sending.flush() }).link,
    sending: createSending<OutboxEntry, object>(
      createOutbox(store, (value) => value as OutboxEntry),
      {
        isLive: () => here.link.state === 'live',
        deliver: async ({ conversationId, clientMessageId, text }) =>
          here.link.ask('message:send', { conversationId: conversationId ?? '', clientMessageId, text }),
        acknowledged: (_, { text }) => here.acknowledged.push(text),
        changed() {},
        ...over,
      },
      life.signal,
    ),
  }
  server.answers.set('message:send', () => ({ ok: true, message: aMessage(1) }))
  await until(() => here.link.state === 'live')
  scenes.push({ life, here })
  return here
}
let written = 0
const say = ({ sending }: Scene, text: string, conversationId = 'cnv_1') => {
  const clientMessageId = `cmi_${String(++written).padStart(3, '0')}`
  sending.add({ clientMessageId, conversationId, text, at: '', refused: null })
  void sending.flush()
  return clientMessageId
}
const asked = ({ server }: Scene) =>
  server.asked
    .filter((one) => one.event === 'message:send')
    .map((one) => one.request as { clientMessageId: string; text: string; conversationId: string })
const states = ({ sending }: Scene) => sending.pending().map((one) => one.state)

describe('sending', () => {
  it('keeps a message until it is acknowledged, and then no longer (I1)', async () => {
    const here = await write()
    say(here, 'Где заказ?')
    expect([here.sending.pending().length, here.store.names().length]).toEqual([1, 1])
    await until(() => here.sending.isEmpty())
    expect([here.acknowledged, here.store.names()]).toEqual([['Где заказ?'], []])
  })
  it('sends what was not answered again, unchanged, when the link is back (I2, rule 1)', async () => {
    const here = await write()
    here.server.answers.delete('message:send')
    say(here, 'раз')
    await until(() => asked(here).length === 1)
    here.server.answers.set('message:send', () => ({ ok: true, message: aMessage(1) }))
    await until(() => here.sending.isEmpty())
    expect(asked(here)[1]).toEqual(asked(here)[0])
    expect(here.acknowledged).toEqual(['раз'])
  })
  it('sends one of a conversation at a time, in the order of writing (I3)', async () => {
    const here = await write()
    for (const text of ['1', '2', '3', '4']) say(here, text)
    await until(() => here.sending.isEmpty())
    expect(asked(here).map((one) => one.text)).toEqual(['1', '2', '3', '4'])
  })
  it('does not let one conversation wait for another', async () => {
    const here = await write()
    here.server.answers.set('message:send', ({ conversationId }: { conversationId: string }) =>
      conversationId === 'cnv_1'
        ? { ok: false, code: 'too_many', retryAfterMs: 60_000 }
        : { ok: true, message: aMessage(1) },
    )
    say(here, 'held up')
    say(here, 'goes', 'cnv_2')
    await until(() => here.acknowledged.length === 1)
    expect(here.sending.pending().map((one) => one.text)).toEqual(['held up'])
  })
  it.each(['too_many', 'unavailable', 'draining'])('waits and sends again after %s (rule 2)', async (code) => {
    const here = await write()
    here.server.answers.set('message:send', () => ({ ok: false, code, retryAfterMs: 10 }))
    say(here, 'раз')
    await until(() => asked(here).length >= 2)
    expect(states(here)).toEqual(['sending'])
    here.server.answers.set('message:send', () => ({ ok: true, message: aMessage(1) }))
    await until(() => here.sending.isEmpty())
  })
  it('shows what was refused for good, lets the next one go, and keeps its text until somebody acts (I5)', async () => {
    const here = await write()
    here.server.answers.set('message:send', ({ text }: { text: string }) =>
      text === 'long' ? { ok: false, code: 'too_long' } : { ok: true, message: aMessage(1) },
    )
    const id = say(here, 'long')
    say(here, 'short')
    await until(() => here.acknowledged.length === 1)
    expect(here.sending.pending()).toMatchObject([{ text: 'long', refused: 'too_long', state: 'not_sent' }])
    here.server.answers.set('message:send', () => ({ ok: true, message: aMessage(1) }))
    expect(here.sending.retry(id)).toBe(true)
    await here.sending.flush()
    expect([here.acknowledged, here.sending.retry(id)]).toEqual([['short', 'long'], false])
  })
  it('sends something else in its place where the caller knows what', async () => {
    const here = await write({
      instead: (entry, code) => (code === 'not_found' ? { ...entry, conversationId: 'cnv_2' } : null),
    })
    here.server.answers.set('message:send', ({ conversationId }: { conversationId: string }) =>
      conversationId === 'cnv_1' ? { ok: false, code: 'not_found' } : { ok: true, message: aMessage(1) },
    )
    say(here, 'раз')
    await until(() => here.sending.isEmpty())
    expect(asked(here).map((one) => one.conversationId)).toEqual(['cnv_1', 'cnv_2'])
  })
  it('takes back what is not sent', async () => {
    const here = await write()
    here.link.sleep()
    const id = say(here, 'раз')
    expect(here.sending.discard(id)?.text).toBe('раз')
    expect([here.sending.isEmpty(), here.sending.discard(id)]).toEqual([true, undefined])
  })
  it('forgets what stands in the conversation, by whatever way that was learnt', async () => {
    const here = await write()
    here.link.sleep()
    here.sending.arrived([say(here, 'раз')])
    expect(here.sending.isEmpty()).toBe(true)
  })
  it('calls nothing sending that has no way to go any more', async () => {
    const here = await write()
    here.link.sleep()
    say(here, 'раз')
    here.sending.giveUp()
    expect(states(here)).toEqual(['not_sent'])
  })
  it('moves everything to another conversation', async () => {
    const here = await write()
    here.link.close()
    say(here, 'раз')
    here.sending.change((entry) => ({ ...entry, conversationId: 'cnv_9' }))
    expect(here.sending.pending()[0]?.conversationId).toBe('cnv_9')
  })
  it('waits for what a message needs, says so, and keeps the order behind it', async () => {
    let ready = (_: { ok: true } | { ok: false; code: string }) => {}
    const here = await write({
      prepare: ({ text }) => (text === 'picture' ? new Promise((done) => (ready = done)) : undefined),
    })
    say(here, 'picture')
    say(here, 'words')
    await until(() => states(here)[0] === 'uploading')
    expect(states(here)).toEqual(['uploading', 'sending'])
    expect(asked(here)).toEqual([])
    ready({ ok: true })
    await until(() => here.sending.isEmpty())
    expect(here.acknowledged).toEqual(['picture', 'words'])
  })
  it('refuses a message whose files never will be there, and goes on with the next', async () => {
    const here = await write({
      prepare: ({ text }) => (text === 'picture' ? Promise.resolve({ ok: false, code: 'file_lost' }) : undefined),
    })
    say(here, 'picture')
    say(here, 'words')
    await until(() => here.acknowledged.length === 1)
    expect(here.sending.pending()).toMatchObject([{ text: 'picture', state: 'not_sent', refused: 'file_lost' }])
  })
  it('sends nothing of a message that was taken back while its files came up', async () => {
    let ready = (_: { ok: true }) => {}
    const here = await write({
      prepare: ({ text }) => (text === 'picture' ? new Promise((done) => (ready = done)) : undefined),
    })
    const id = say(here, 'picture')
    await until(() => states(here)[0] === 'uploading')
    here.sending.discard(id)
    ready({ ok: true })
    say(here, 'words')
    await until(() => here.acknowledged.length === 1)
    expect(asked(here).map(({ text }) => text)).toEqual(['words'])
  })
})
