import { afterEach, describe, expect, it } from 'vitest'
import { aLink, type LiveServer, liveServer, until } from './testing/live-server.ts'

const opened: { close(): void }[] = []
const servers: LiveServer[] = []
const aServer = async (port = 0) => {
  const server = await liveServer(port)
  servers.push(server)
  return server
}
const linkTo: typeof aLink = (url, over) => {
  const listener = aLink(url, over)
  opened.push(listener.link)
  return listener
}
afterEach(async () => {
  for (const one of opened.splice(0)) one.close()
  for (const one of servers.splice(0)) await one.stop()
})
const portOf = (server: LiveServer) => Number(new URL(server.url).port)

describe('a link', () => {
  it('asks and is answered', async () => {
    const server = await aServer()
    server.answers.set('message:read', () => ({ ok: true }))
    const { link, said } = linkTo(server.url)
    await until(() => link.state === 'live')
    expect(await link.ask('message:read', { conversationId: 'cnv_1', seq: 1 })).toEqual({ ok: true })
    expect(said).toEqual(['live', 'connected'])
  })
  it('does not know what became of a question that is not answered, and connects anew (rule 2)', async () => {
    const server = await aServer()
    const { link, said } = linkTo(server.url, { ackTimeoutMs: 50 })
    await until(() => link.state === 'live')
    expect(await link.ask('message:read', { conversationId: 'cnv_1', seq: 1 })).toBeNull()
    await until(() => said.filter((one) => one === 'connected').length === 2)
    expect(said).toEqual(['live', 'connected', 'lost', 'live', 'connected'])
  })
  it('answers null at once where there is no link', async () => {
    const { link } = linkTo('http://127.0.0.1:1')
    expect(await link.ask('message:read', { conversationId: 'cnv_1', seq: 1 })).toBeNull()
  })
  it('comes back to a server that was away, each attempt after its own pause (rule 5)', async () => {
    const first = await aServer()
    const attempts: number[] = []
    const { link } = linkTo(first.url, { capMs: (attempt) => (attempts.push(attempt), 20) })
    await until(() => link.state === 'live')
    await first.stop()
    await until(() => attempts.length >= 3)
    const again = await aServer(portOf(first))
    await until(() => link.state === 'live' && again.handshakes === 1)
    expect(attempts.slice(0, 3)).toEqual([0, 1, 2])
  })
  it('comes back when the server itself has closed the line', async () => {
    const server = await aServer()
    const { link } = linkTo(server.url)
    await until(() => link.state === 'live')
    for (const socket of server.sockets()) socket.disconnect(true)
    await until(() => server.handshakes === 2 && link.state === 'live')
  })
  it.each(['draining', 'too_many', 'unavailable'])('tries again when it is refused as %s', async (code) => {
    const server = await aServer()
    server.refuse = { code, retryAfterMs: 10 }
    const { link, said } = linkTo(server.url, { capMs: () => 10 })
    await until(() => server.handshakes >= 3)
    server.refuse = null
    await until(() => link.state === 'live')
    expect(said).not.toContain(`refused ${code}`)
  })
  it.each(['signed_out', 'version_unsupported', 'not_allowed', 'not_found'])(
    'is not asked again after %s',
    async (code) => {
      const server = await aServer()
      server.refuse = { code }
      const { link, said } = linkTo(server.url, { capMs: () => 1 })
      await until(() => said.includes(`refused ${code}`))
      link.wake()
      await new Promise((resolve) => setTimeout(resolve, 100))
      expect(server.handshakes).toBe(1)
    },
  )
  it('moves to another node when its own is closing (rule 6)', async () => {
    const closing = await aServer()
    const { link, said } = linkTo(closing.url)
    await until(() => closing.sockets().length === 1 && link.state === 'live')
    const told = Date.now()
    closing.sockets()[0]?.emit('node:draining', { reconnectInMs: 100 })
    await until(() => closing.handshakes === 2)
    expect(Date.now() - told).toBeGreaterThanOrEqual(95)
    await until(() => said.filter((one) => one === 'connected').length === 2)
  })
  it('takes a fresh name to every handshake', async () => {
    const server = await aServer()
    let token = 'first'
    const { link } = linkTo(server.url, { auth: () => ({ token }) })
    await until(() => link.state === 'live')
    expect(server.sockets()[0]?.handshake.auth).toEqual({ token: 'first' })
    token = 'second'
    link.hangUp()
    await until(() => server.sockets()[0]?.handshake.auth.token === 'second')
  })
  it('finds out on waking that nobody answers any more', async () => {
    const server = await aServer()
    const { link, said } = linkTo(server.url)
    await until(() => link.state === 'live')
    server.answers.set('typing:set', () => ({ ok: false, code: 'not_found' }))
    link.wake()
    await until(() => server.asked.some((one) => one.event === 'typing:set'))
    expect(said).toEqual(['live', 'connected', 'connected'])
    server.answers.clear()
    link.wake()
    await until(() => server.handshakes === 2)
  })
  it('sleeps until it is woken, and is silent once closed', async () => {
    const server = await aServer()
    const { link } = linkTo(server.url)
    await until(() => link.state === 'live')
    link.sleep()
    await until(() => server.sockets().length === 0)
    link.wake()
    await until(() => server.sockets().length === 1)
    link.close()
    link.wake()
    await until(() => server.sockets().length === 0)
    expect(server.handshakes).toBe(2)
  })
})
