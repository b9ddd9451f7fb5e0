import { type AskAddresses, createAddresses } from '#client'
import type { FileAddress, MessageFile } from '#protocol'

type Version = 'url' | 'thumb'

/** Bytes of files that were sent. */
export interface FileBytes {
  /** How addresses are asked for; files come with a conversation. */
  from(ask: AskAddresses): void
  know(address: FileAddress): void
  /** Null: they cannot be had now. */
  fetch(id: string, version: Version): Promise<Blob | null>
  /** Drawn from the bytes and not by an `img`: a shop's policy on pictures need not name us. */
  picture(file: MessageFile, version: Version): Promise<ImageBitmap | null>
}

export function createFileBytes(origin: string): FileBytes {
  const pictures = new Map<string, Promise<ImageBitmap | null>>()
  let ask: AskAddresses = async () => null
  const addresses = createAddresses((ids) => ask(ids))
  const get = async (id: string, version: Version) => {
    const address = await addresses.of(id)
    const where = address && (address[version] ?? address.url)
    if (!where) return null
    const how = { credentials: 'omit', referrerPolicy: 'origin' } as const
    const answer = await fetch(new URL(where, origin), how).catch(() => null)
    if (answer?.ok) return answer.blob()
    addresses.forget(id)
    return null
  }
  const bytes: FileBytes = {
    from(how) {
      ask = how
    },
    know: addresses.know,
    // Once more under a new address: clocks differ, and the one we had may have ended early.
    fetch: async (id, version) => (await get(id, version)) ?? get(id, version),
    picture({ id }, version) {
      const key = `${version} ${id}`
      const fetched = async () => {
        const blob = await bytes.fetch(id, version)
        return blob && createImageBitmap(blob).catch(() => null)
      }
      const drawn = pictures.get(key) ?? fetched()
      pictures.set(key, drawn)
      void drawn.then((one) => one || pictures.delete(key))
      return drawn
    },
  }
  return bytes
}
