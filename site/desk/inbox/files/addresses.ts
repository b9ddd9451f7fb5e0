import { type Addresses, createAddresses } from '#client'
import { ask } from '../../live.ts'

const byConversation = new Map<string, Addresses>()

/** Where bytes of a conversation's files are. */
export function addressesOf(conversationId: string): Addresses {
  const known = byConversation.get(conversationId)
  if (known) return known
  const addresses = createAddresses(async (ids) => {
    const ack = await ask('files:open', { conversationId, ids })
    return ack.ok ? ack.addresses : null
  })
  byConversation.set(conversationId, addresses)
  return addresses
}

/** Hands the file to the browser, under an address that holds. False: it cannot be had now. */
export async function download(conversationId: string, { id, name }: { id: string; name: string }): Promise<boolean> {
  const address = await addressesOf(conversationId).of(id)
  if (!address) return false
  const link = document.createElement('a')
  link.href = address.url
  link.download = name
  link.click()
  return true
}
