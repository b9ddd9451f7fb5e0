import type { Draft } from './draft.ts'
import { DRAFT } from './file-door.ts'
import type { VisitorEntry } from './outbox.ts'

/** Files of messages on their way: what carries them is loaded only if there are any. */
export function outgoingFiles({ files: { part, load } }: Draft) {
  const attaching = () => part.peek()?.attaching
  const of = (id: string) => attaching()?.of(id) ?? []
  return {
    /** From the field to a message; their ids. */
    take(id: string): string[] {
      attaching()?.hand(DRAFT, id)
      return of(id).map((one) => one.id)
    },
    /** Undefined: it has none to wait for. */
    whenUp: ({ clientMessageId: id, files }: VisitorEntry) =>
      files.length > 0
        ? load().then((loaded) => (loaded ? loaded.attaching.whenUp(id, files.length) : null))
        : undefined,
    named(id: string): { files?: string[] } {
      const files = of(id).map((one) => one.id)
      return files.length > 0 ? { files } : {}
    },
    /** Gone on the server: up again, once, as new ones. */
    again(entry: VisitorEntry): VisitorEntry | null {
      if (entry.again) return null
      void attaching()?.again(entry.clientMessageId)
      return { ...entry, again: true }
    },
    back: (id: string) => attaching()?.handBack(id, DRAFT),
    forget: (id: string) => void (of(id).length > 0 && attaching()?.forget(id)),
    forgetAll: () => attaching()?.keepOnly(() => false),
  }
}
