import { createHash } from 'node:crypto'
import type { Meilisearch } from 'meilisearch'
import { refusalOf } from './meilisearch-connection.ts'

/** The key of our own for searching one index: named by a uuid that follows from the index, so that two nodes make one. */
export const searchKeyUid = (index: string): string => {
  const hex = createHash('sha256').update(`firstline search ${index}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** A key that may only search this index where the given key may make one, otherwise the given key. */
export async function searchKey(client: Meilisearch, key: string, index: string): Promise<string> {
  const uid = searchKeyUid(index)
  const held = async () => (await client.getKey(uid)).key
  try {
    return await held().catch(async (fault) => {
      if (refusalOf(fault)?.code !== 'api_key_not_found') throw fault
      const made = await client
        .createKey({
          uid,
          name: `${index} search`,
          description: 'Made by Firstline for searching only',
          actions: ['search'],
          indexes: [index],
          expiresAt: null,
        })
        .catch((failed) => {
          if (refusalOf(failed)?.code !== 'api_key_already_exists') throw failed
        })
      return made?.key ?? (await held())
    })
  } catch (fault) {
    if (refusalOf(fault)) return key
    throw fault
  }
}
