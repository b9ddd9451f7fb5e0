import { randomUUID } from 'node:crypto'
import type { Redis } from 'ioredis'
import type { AnswerId, Library, LibraryChange } from '#kb'

const CHANNEL = 'firstline:library'

/** Tells the other nodes which answers changed, so that each reads them again. Without Redis there are no others. */
export function libraryNews(redis: Redis | null, library: Library) {
  const self = randomUUID()
  const ear = redis?.duplicate({ maxRetriesPerRequest: null, enableOfflineQueue: true }) ?? null
  ear?.on('error', () => {})
  ear?.subscribe(CHANNEL).catch(() => {})
  ear?.on('message', (_channel, text) => {
    const { from, answerIds }: { from: string; answerIds: AnswerId[] } = JSON.parse(text)
    if (from !== self) void library.refresh(answerIds)
  })
  return {
    tell: (change: LibraryChange) => {
      redis
        ?.publish(CHANNEL, JSON.stringify({ from: self, answerIds: change.answers.map(({ id }) => id) }))
        .catch(() => {})
    },
    close: () => ear?.disconnect(),
  }
}
