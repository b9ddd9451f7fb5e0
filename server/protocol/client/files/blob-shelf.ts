/** Where the bytes of files wait that have not arrived. Everything said of them besides stands in a `Store`. */
export interface BlobShelf {
  /** False: the browser has no room for it, so it lives as long as the page. */
  put(id: string, blob: Blob): Promise<boolean>
  get(id: string): Promise<Blob | null>
  remove(id: string): Promise<void>
  ids(): Promise<string[]>
}

const STORE = 'files'

/** In IndexedDB under `name`; a browser without it, or without room, still holds them for the life of the page. */
export function browserShelf(name: string): BlobShelf {
  const held = new Map<string, Blob>()
  let opening: Promise<IDBDatabase> | undefined
  const open = () =>
    (opening ??= new Promise<IDBDatabase>((done, fail) => {
      const request = indexedDB.open(name, 1)
      request.onupgradeneeded = () => request.result.createObjectStore(STORE)
      request.onerror = () => fail(request.error)
      request.onsuccess = () => {
        const database = request.result
        // Another tab, or a visitor who wants to be forgotten, takes it away.
        database.onversionchange = () => {
          database.close()
          opening = undefined
        }
        done(database)
      }
    }))
  const act = async <T>(mode: IDBTransactionMode, run: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | null> => {
    try {
      const transaction = (await open()).transaction(STORE, mode)
      const asked = run(transaction.objectStore(STORE))
      return await new Promise<T>((done, fail) => {
        transaction.oncomplete = () => done(asked.result)
        transaction.onabort = transaction.onerror = () => fail(transaction.error)
      })
    } catch {
      return null
    }
  }
  return {
    async put(id, blob) {
      held.set(id, blob)
      return (await act('readwrite', (store) => store.put(blob, id))) !== null
    },
    get: async (id) => held.get(id) ?? (await act<Blob | undefined>('readonly', (store) => store.get(id))) ?? null,
    async remove(id) {
      held.delete(id)
      await act('readwrite', (store) => store.delete(id))
    },
    ids: async () => ((await act('readonly', (store) => store.getAllKeys())) ?? []).map(String),
  }
}
