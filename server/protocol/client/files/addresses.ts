import type { FileAddress } from '#protocol'

/** Null: nobody can be asked now. */
export type AskAddresses = (ids: string[]) => Promise<readonly FileAddress[] | null>

/** Where bytes of files are. Addresses hold for a while only (rule 5 of files): asked for when they are needed, many at once. */
export interface Addresses {
  /** Null: it cannot be had now, or it is no file of this conversation. */
  of(id: string): Promise<FileAddress | null>
  /** One that came with the answer to an upload. */
  know(address: FileAddress): void
  /** It did not lead to the file: the next one is asked for. */
  forget(id: string): void
}

/** An address that ends while it is used is no address. */
const SPARE_MS = 60_000
const AT_ONCE = 50

export function createAddresses(ask: AskAddresses, now: () => number = Date.now): Addresses {
  const known = new Map<string, FileAddress>()
  let wanted = new Set<string>()
  let gathering: Promise<void> | undefined
  const gather = () =>
    (gathering ??= Promise.resolve().then(async () => {
      const ids = [...wanted]
      wanted = new Set()
      gathering = undefined
      for (let at = 0; at < ids.length; at += AT_ONCE)
        for (const one of (await ask(ids.slice(at, at + AT_ONCE))) ?? []) known.set(one.id, one)
    }))
  return {
    async of(id) {
      const one = known.get(id)
      if (one && Date.parse(one.until) > now() + SPARE_MS) return one
      known.delete(id)
      wanted.add(id)
      await gather()
      return known.get(id) ?? null
    },
    know: (address) => void known.set(address.id, address),
    forget: (id) => void known.delete(id),
  }
}
