import type { Server } from 'node:http'
import { networkOf } from './address.ts'

/**
 * Bounds the connections one network holds, whether it says anything on them or not: one more is closed at once, before it can
 * keep others from being let in. A trusted proxy brings everybody's connections and is not counted.
 */
export function boundConnections(server: Server, most: number, isProxy: (address: string) => boolean): void {
  const held = new Map<string, number>()
  server.on('connection', (socket) => {
    const { remoteAddress } = socket
    if (!remoteAddress || isProxy(remoteAddress)) return
    const network = networkOf(remoteAddress)
    const connections = held.get(network) ?? 0
    if (connections >= most) return void socket.destroy()
    held.set(network, connections + 1)
    socket.once('close', () => {
      const left = (held.get(network) ?? 1) - 1
      if (left > 0) held.set(network, left)
      else held.delete(network)
    })
  })
}
