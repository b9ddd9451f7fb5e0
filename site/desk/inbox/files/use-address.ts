import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { connection } from '../../live.ts'
import { addressesOf } from './addresses.ts'

interface Source {
  /** Null while it is asked for. */
  url: string | null
  failed: boolean
  /** It led nowhere: once more under a new one. */
  broken(): void
  again(): void
}

/** The address of a picture: asked for when it is drawn and the line is there, once more when it has run out. */
export function useAddress(conversationId: string, id: string, version: 'url' | 'thumb'): Source {
  const url = useSignal<string | null>(null)
  const attempt = useSignal(0)
  const failed = useSignal(false)
  const isLive = connection.value === 'live'
  useEffect(() => {
    let gone = false
    if (!isLive) return
    void addressesOf(conversationId)
      .of(id)
      .then((address) => {
        if (gone) return
        failed.value = address === null
        url.value = address && (address[version] ?? address.url)
      })
    return () => {
      gone = true
    }
  }, [conversationId, id, version, isLive, attempt.value])
  const again = () => {
    addressesOf(conversationId).forget(id)
    url.value = null
    attempt.value++
  }
  return {
    url: url.value,
    failed: failed.value,
    broken() {
      if (attempt.peek() % 2 === 1) failed.value = true
      else again()
    },
    again() {
      failed.value = false
      if (attempt.peek() % 2 === 1) attempt.value++
      again()
    },
  }
}
