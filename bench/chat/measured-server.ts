import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'

const RESOLUTION_MS = 1

/** Listens on a free port and names it to the parent process. */
export const listen = (server: Server) =>
  server.listen(0, '127.0.0.1', 4_096, () => process.send?.({ port: (server.address() as AddressInfo).port }))

/** An HTTP server that tells its own CPU, memory and event-loop delay to the parent process. */
export function serve(close: () => Promise<void>, answer: (path: string) => string | null = () => null): Server {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  delay.enable()
  const server = createServer((request, response) => {
    const text = answer(request.url ?? '')
    if (text === null) response.writeHead(404)
    response.end(text ?? '')
  })
  process.on('message', (ask: 'reset' | 'measure' | 'collect') => {
    if (ask === 'reset') delay.reset()
    if (ask === 'collect') globalThis.gc?.()
    const { user, system } = process.cpuUsage()
    // The delay counts the timer's own period, which is taken off.
    process.send?.({
      cpuUs: user + system,
      rss: process.memoryUsage.rss(),
      heap: process.memoryUsage().heapUsed,
      loopP99Ms: Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS),
      loopMaxMs: delay.max / 1e6,
    })
  })
  process.on('disconnect', () => void close().finally(() => process.exit(0)))
  return server
}
