import type { Server, ServerResponse } from 'node:http'

/** Requests that came and are not answered yet; sockets are none of them. */
export interface RequestsInHand {
  /** Resolves when all are answered, or after five seconds. From now on each answer is the last of its connection. */
  answered(): Promise<void>
}

/** What closes after them has some seconds of the ten that a container is given. */
const MOST_MS = 5_000

export function requestsInHand(server: Server): RequestsInHand {
  const open = new Set<ServerResponse>()
  let closing = false
  let allAnswered = () => {}
  server.on('request', (_, response) => {
    open.add(response)
    if (closing) response.shouldKeepAlive = false
    response.once('close', () => {
      open.delete(response)
      if (open.size === 0) allAnswered()
    })
  })
  return {
    answered: () => {
      closing = true
      for (const response of open) response.shouldKeepAlive = false
      if (open.size === 0) return Promise.resolve()
      return new Promise((resolve) => {
        const late = setTimeout(resolve, MOST_MS)
        allAnswered = () => {
          clearTimeout(late)
          resolve()
        }
      })
    },
  }
}
