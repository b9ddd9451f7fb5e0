import { createHmac } from 'node:crypto'
import { createAdapter } from '@socket.io/redis-streams-adapter'
import { Redis } from 'ioredis'
import type { Adapter } from 'socket.io-adapter'
import type { LiveLog } from '../live.ts'

const STREAM_LENGTH = 20_000
const LONGEST_RETRY_MS = 2_000
const COMMAND_MS = 2_000

interface ClusterMessage {
  data?: { packet?: { data?: unknown[] } }
}
/** The two doors of the cluster adapter that we stand in: what goes out, and what came from other nodes. */
interface ClusterDoors {
  doPublish(message: unknown): Promise<string>
  onMessage(message: ClusterMessage, offset?: string): void
}

type Heard = (namespace: string, event: string, fact: unknown) => boolean

export interface RedisFanOut {
  adapter: (namespace: never) => Adapter
  /** Called when Redis comes or goes. */
  onHealth(listener: (healthy: boolean) => void): void
  /** Called for each fact another node told, with its namespace; false keeps it from this node's sockets. */
  onHeard(listener: Heard): void
  close(): void
}

/**
 * Redis streams carry facts between nodes and nothing else: all that counts is in PostgreSQL. So a fact is told here
 * at once and to the others without waiting, and while Redis is away it is dropped; `watch.ts` tells it later (I4, I10).
 */
export function redisFanOut(url: string, secret: string, log: LiveLog): RedisFanOut {
  const redis = new Redis(url, {
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(LONGEST_RETRY_MS, 100 * attempt),
    connectTimeout: COMMAND_MS,
    keepAlive: 5_000,
  })
  // Installations that share a Redis by accident do not hear each other.
  const stream = `firstline:${createHmac('sha256', secret).update('stream').digest('hex').slice(0, 12)}`
  const healthListeners: ((healthy: boolean) => void)[] = []
  const heardListeners: Heard[] = []
  let healthy = false
  const setHealthy = (now: boolean) => {
    if (healthy === now) return
    healthy = now
    log[now ? 'info' : 'warn'](
      {},
      now ? 'Redis is reachable' : 'Redis is unreachable; updates travel through the database',
    )
    for (const listener of healthListeners) listener(now)
  }
  redis.on('ready', () => setHealthy(true))
  redis.on('close', () => setHealthy(false))
  redis.on('error', () => setHealthy(redis.status === 'ready'))
  const create = createAdapter(redis, {
    streamName: stream,
    channelPrefix: stream,
    maxLen: STREAM_LENGTH,
    onlyPlaintext: true,
    blockTimeInMs: 1_000,
  })
  return {
    // Socket.IO calls it with `new`, which an arrow cannot be.
    adapter: function adapterOf(namespace: never) {
      const adapter = create(namespace) as unknown as Adapter & ClusterDoors
      const publish = adapter.doPublish.bind(adapter)
      adapter.doPublish = (message) => {
        if (redis.status === 'ready') publish(message).catch(() => setHealthy(redis.status === 'ready'))
        return Promise.resolve('')
      }
      const receive = adapter.onMessage.bind(adapter)
      adapter.onMessage = (message, offset) => {
        const [event, fact] = message.data?.packet?.data ?? []
        if (typeof event === 'string' && heardListeners.some((listener) => !listener(adapter.nsp.name, event, fact)))
          return
        receive(message, offset)
      }
      return adapter
    },
    onHealth: (listener) => void healthListeners.push(listener),
    onHeard: (listener) => void heardListeners.push(listener),
    close: () => {
      // Going away ourselves is no news.
      healthy = false
      redis.disconnect()
    },
  }
}
