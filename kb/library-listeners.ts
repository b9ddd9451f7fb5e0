import type { LibraryChange } from './library.ts'
import type { Log } from './log.ts'

/** Who wants to hear of changes; one that fails keeps nobody else from it. */
export function libraryListeners(log: Log) {
  const listeners = new Set<(change: LibraryChange) => void>()
  return {
    subscribe(listener: (change: LibraryChange) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell(change: LibraryChange): void {
      for (const listener of listeners) {
        try {
          listener(change)
        } catch (error) {
          log.error({ error: String(error) }, 'a library event handler failed')
        }
      }
    },
    clear: () => listeners.clear(),
  }
}
