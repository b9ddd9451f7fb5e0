import type { FileOffer, MessageFile } from '#protocol'
import type { Store } from '../outbox.ts'
import { passes, pauseMs } from '../refusals.ts'
import { type Attached, canGo } from './attached.ts'
import type { BlobShelf } from './blob-shelf.ts'
import { readAttached } from './read-attached.ts'
import { refusalBefore } from './refusal-before.ts'

export type UploadAnswer =
  | { ok: true; file: MessageFile }
  | { ok: false; code: string; said?: string; retryAfterMs?: number }
export interface FileToUpload {
  id: string
  place: string
  name: string
  type: string
  blob: Blob
}

/** Files on their way to the server, each once: chosen, kept, uploaded, handed to a message, and forgotten when that has arrived. */
export interface Attaching {
  of(place: string): Attached[]
  /** A file that `offer` leaves no hope is not tried: it is shown with its reason. */
  add(place: string, files: readonly File[], offer?: Pick<FileOffer, 'accept' | 'largestBytes'>): void
  remove(id: string): void
  retry(id: string): void
  /** From a draft to the message that takes them along; what can never go stays behind and is dropped. */
  hand(from: string, to: string): void
  /** Back from a message that was not sent, all of them. */
  handBack(from: string, to: string): void
  /** Waits until all `count` files of a message are there, or one never will be; null: the page is left. */
  whenUp(place: string, count: number): Promise<{ ok: true; ids: string[] } | { ok: false; code: string } | null>
  /** The server has them no more: they go up again, as new ones. */
  again(place: string): Promise<void>
  /** The message has arrived, or was thrown away. */
  forget(place: string): void
  /** Forgets those of places that are none any more: of messages that arrived while nobody looked. */
  keepOnly(isKnown: (place: string) => boolean): void
  /** Bytes for a preview; null: gone. */
  blobOf(id: string): Promise<Blob | null>
  /** Goes on with whatever stands still. */
  wake(): void
}

interface Surroundings {
  store: Store
  shelf: BlobShelf
  newId(atMs: number): string
  upload(file: FileToUpload, sent: (bytes: number) => void, stop: AbortSignal): Promise<UploadAnswer>
  changed(): void
}

/** Names of entries in a store. */
export const FILE_PREFIX = 'file:'
export const UNREACHABLE = 'unreachable'
/** The page was left before its bytes were anywhere else. */
export const FILE_LOST = 'file_lost'
const AT_ONCE = 2
const PAUSE_MS = 1_000

export function createAttaching(around: Surroundings, life: AbortSignal): Attaching {
  const { store, shelf } = around
  /** What changes too often for the store, and all of it where a browser has none. */
  const held = new Map<string, Attached>()
  const stored = new Set<string>()
  const running = new Map<string, AbortController>()
  const timers = new Map<string, ReturnType<typeof setTimeout>>()
  const attempts = new Map<string, number>()
  const waiting = new Set<() => void>()

  const all = (): Attached[] => {
    const names = store.names().filter((name) => name.startsWith(FILE_PREFIX))
    for (const name of names) {
      const read = readAttached(store.get(name))
      if (!read) continue
      const known = held.get(read.id)
      stored.add(read.id)
      if (!known) held.set(read.id, read)
      // Another tab has handed it on, or brought it up.
      else if (read.place !== known.place || (read.made && !known.made))
        held.set(read.id, { ...known, place: read.place, ...(read.made && { made: read.made, state: 'up' }) })
    }
    // Taken back or sent by another tab.
    for (const id of stored) if (!names.includes(FILE_PREFIX + id) && stored.delete(id)) held.delete(id)
    return [...held.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  }
  const tell = () => {
    around.changed()
    for (const look of waiting) look()
  }
  const put = (file: Attached) => {
    const name = FILE_PREFIX + file.id
    held.set(file.id, file)
    store.set(name, JSON.stringify(file))
    if (store.get(name) !== null) stored.add(file.id)
  }
  const change = (id: string, how: Partial<Attached>) => {
    const before = held.get(id)
    if (!before) return
    // Bytes under way are told and not written; that this page has lost it says nothing of another one.
    if ('sent' in how || how.state === 'lost') held.set(id, { ...before, ...how })
    else put({ ...before, ...how })
    tell()
  }
  const drop = (id: string) => {
    running.get(id)?.abort()
    clearTimeout(timers.get(id))
    held.delete(id)
    stored.delete(id)
    store.set(FILE_PREFIX + id, null)
    void shelf.remove(id)
  }
  const resume = (id: string) => {
    clearTimeout(timers.get(id))
    if (held.get(id)?.state !== 'stopped') return
    change(id, { state: 'uploading', sent: 0 })
    next()
  }
  const later = (id: string, retryAfterMs: number | undefined) => {
    const attempt = attempts.get(id) ?? 0
    attempts.set(id, attempt + 1)
    clearTimeout(timers.get(id))
    timers.set(
      id,
      setTimeout(() => resume(id), pauseMs(retryAfterMs ?? PAUSE_MS * 2 ** attempt)),
    )
  }
  function next(): void {
    for (const file of all()) {
      if (life.aborted || running.size >= AT_ONCE) return
      if (file.state === 'uploading' && !running.has(file.id)) void run(file)
    }
  }
  async function run({ id, place, name, type }: Attached): Promise<void> {
    const stop = new AbortController()
    running.set(id, stop)
    try {
      const blob = await shelf.get(id)
      if (stop.signal.aborted) return
      if (!blob) return change(id, { state: 'lost' })
      const answer = await around.upload({ id, place, name, type, blob }, (sent) => change(id, { sent }), stop.signal)
      if (stop.signal.aborted) return
      if (answer.ok) change(id, { state: 'up', made: answer.file })
      else if (answer.code === UNREACHABLE || passes(answer.code)) {
        later(id, answer.retryAfterMs)
        change(id, { state: 'stopped' })
      } else {
        change(id, { state: 'refused', code: answer.code, said: answer.said ?? null })
        void shelf.remove(id)
      }
    } finally {
      if (running.get(id) === stop) running.delete(id)
      next()
    }
  }
  /** Bytes of files that nobody knows any more: taken back in another tab, or forgotten. */
  const sweep = async () => {
    for (const id of await shelf.ids()) if (!all().some((one) => one.id === id)) void shelf.remove(id)
  }

  life.addEventListener('abort', () => {
    for (const one of running.values()) one.abort()
    for (const timer of timers.values()) clearTimeout(timer)
    for (const look of waiting) look()
  })
  const attaching: Attaching = {
    of: (place) => all().filter((one) => one.place === place),
    add(place, files, offer) {
      const now = Date.now()
      let already = attaching.of(place).filter(({ state }) => state !== 'refused').length
      for (const [at, file] of files.entries()) {
        // Ids sort as the files were chosen.
        const id = around.newId(now + at)
        const code = offer ? refusalBefore(file, offer, already) : null
        if (!code) already++
        const { name, type, size } = file
        const state = code ? 'refused' : 'uploading'
        put({ id, place, name, type, size, state, sent: 0, code, said: null, kept: true, made: null })
        // The way up need not wait for the disk: the bytes are held at once.
        if (!code) void shelf.put(id, file).then((kept) => kept || change(id, { kept: false }))
      }
      tell()
      next()
    },
    remove(id) {
      drop(id)
      tell()
      next()
    },
    retry: resume,
    hand(from, to) {
      for (const one of attaching.of(from))
        if (canGo(one)) put({ ...one, place: to })
        else drop(one.id)
      tell()
    },
    handBack(from, to) {
      for (const one of attaching.of(from)) put({ ...one, place: to })
      tell()
    },
    whenUp: (place, count) =>
      new Promise((done) => {
        const look = () => {
          const files = attaching.of(place)
          const bad = files.find(({ state }) => state === 'refused' || state === 'lost')
          const isWhole = files.length >= count
          if (!life.aborted && !bad && isWhole && files.some(({ state }) => state !== 'up')) return
          waiting.delete(look)
          if (life.aborted) done(null)
          else if (bad || !isWhole) done({ ok: false, code: bad?.code ?? FILE_LOST })
          else done({ ok: true, ids: files.map((one) => one.id) })
        }
        waiting.add(look)
        look()
      }),
    async again(place) {
      const now = Date.now()
      const gone = attaching.of(place)
      // Whoever waits for them waits on from now.
      for (const { id } of gone) change(id, { state: 'uploading', made: null })
      const renewed = await Promise.all(
        gone.map(async (one, at) => {
          const id = around.newId(now + at)
          const blob = await shelf.get(one.id)
          const kept = blob !== null && (await shelf.put(id, blob))
          return { one, again: { ...one, id, kept, made: null, state: blob ? 'uploading' : 'lost', sent: 0 } as const }
        }),
      )
      // All in one go: whoever waits for them would take one that is away for a moment as lost.
      for (const { one } of renewed) drop(one.id)
      for (const { again } of renewed) put(again)
      tell()
      next()
    },
    forget(place) {
      for (const { id } of attaching.of(place)) drop(id)
      tell()
    },
    keepOnly(isKnown) {
      for (const { id, place } of all()) if (!isKnown(place)) drop(id)
    },
    blobOf: (id) => shelf.get(id),
    wake() {
      for (const { id } of all()) resume(id)
      next()
    },
  }
  void sweep()
  next()
  return attaching
}
