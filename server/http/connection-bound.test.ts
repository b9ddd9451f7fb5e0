import { once } from 'node:events'
import { createServer, get, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { proxyReader } from './address.ts'
import { boundConnections } from './connection-bound.ts'

const MOST = 5

describe('connections of one network', () => {
  let server: Server
  let port: number
  let silent: Socket[]
  beforeEach(async () => {
    silent = []
    server = createServer((_, response) => response.end('served'))
    boundConnections(server, MOST, proxyReader(['127.0.0.9']))
    await once(server.listen(0, '127.0.0.1'), 'listening')
    port = (server.address() as AddressInfo).port
  })
  afterEach(() => {
    for (const socket of silent) socket.destroy()
    server.closeAllConnections()
    server.close()
  })

  /** Opens connections and says nothing on them. */
  async function attack(from: string, count: number): Promise<void> {
    for (let n = 0; n < count; n++) {
      const socket = connect({ port, host: '127.0.0.1', localAddress: from })
      socket.on('error', () => {})
      silent.push(socket)
      await once(socket, 'connect')
    }
  }
  const open = () => silent.filter((socket) => !socket.closed && !socket.destroyed && !socket.readableEnded).length
  const served = (from: string) =>
    new Promise<string>((resolve) => {
      get({ port, host: '127.0.0.1', localAddress: from, agent: false }, (response) => {
        response.setEncoding('utf8').on('data', (text: string) => resolve(text))
      }).on('error', () => resolve('closed'))
    })

  it('are closed beyond a bound, and others are served as before', async () => {
    await attack('127.0.0.2', 40)
    for (const socket of silent) socket.resume()
    await expect.poll(open).toBe(MOST)
    expect(await served('127.0.0.2')).toBe('closed')
    expect(await served('127.0.0.3')).toBe('served')
  })
  it('count until they close', async () => {
    await attack('127.0.0.2', MOST)
    for (const socket of silent) socket.destroy()
    await expect.poll(() => served('127.0.0.2')).toBe('served')
  })
  it('are not counted where a trusted proxy brings them', async () => {
    await attack('127.0.0.9', 4 * MOST)
    expect(await served('127.0.0.9')).toBe('served')
    expect(open()).toBe(4 * MOST)
  })
})
