import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { answerUnreadable } from './listener.ts'

let server: Server
afterEach(() => server.close())

it('keeps no connection of who was told that nothing could be read, even if they never close their side', async () => {
  server = createServer()
  server.on('clientError', answerUnreadable)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const client = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', allowHalfOpen: true })
  let heard = ''
  client.on('data', (chunk) => (heard += chunk))
  client.on('error', () => {})
  client.write('nonsense\r\n\r\n')
  await expect.poll(() => heard).toMatch(/^HTTP\/1\.1 400 /)
  const open = () => new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)))
  expect(await open()).toBe(1)
  await expect.poll(open, { timeout: 30_000 }).toBe(0)
  client.destroy()
})
