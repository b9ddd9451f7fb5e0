import { signal } from '@preact/signals'
import {
  type Attached,
  type Attaching,
  browserShelf,
  createAttaching,
  FILE_PREFIX,
  OUTBOX_PREFIX,
  uploadFile,
} from '#client'
import type { UploadedFile } from '#protocol'
import { acceptOf, BYTES_PER_MB, newId } from '#shared'
import { onResync } from '../../live.ts'
import { me, session } from '../../session/session.ts'
import { browserStore } from '../../stored.ts'
import { addressesOf } from './addresses.ts'

/** Files of drafts and of messages on their way; kept in the browser like the words they belong to. */
let attaching: Attaching | null = null
const turn = signal(0)

/** A place is a conversation, and in it a draft or a message. */
const SEPARATOR = '/'
export const draftOf = (conversationId: string, writing: 'reply' | 'note') => `${conversationId}${SEPARATOR}${writing}`
export const messageOf = (conversationId: string, clientMessageId: string) =>
  `${conversationId}${SEPARATOR}${clientMessageId}`

/** What this site takes; null: no files. */
export function offerHere(): { accept: string; largestBytes: number; kinds: readonly string[] } | null {
  const { value } = session
  const rules = value.state === 'in' ? value.site.files : null
  return rules && rules.kinds.length > 0
    ? { kinds: rules.kinds, accept: acceptOf(rules.kinds), largestBytes: rules.fileMb * BYTES_PER_MB }
    : null
}

/** Of the person who sits here; another person begins with a fresh page. */
export function startAttachments(): void {
  const name = `firstline.desk.${me.peek()?.id ?? ''}`
  const store = browserStore(`${name}:`)
  const own = createAttaching(
    {
      store,
      shelf: browserShelf(name),
      newId: (at) => newId('fil', at),
      changed: () => {
        turn.value++
      },
      upload: ({ id, place, name, blob }, sent, stop) => {
        const [conversation = ''] = place.split(SEPARATOR)
        const url = `/api/desk/conversations/${encodeURIComponent(conversation)}/files/${id}`
        return uploadFile(
          { url, name, blob, headers: { 'x-firstline': '1' } },
          (value) => {
            const { address, unsentUntil: _, ...file } = value as UploadedFile
            addressesOf(conversation).know(address)
            return file
          },
          sent,
          stop,
        )
      },
    },
    new AbortController().signal,
  )
  attaching = own
  own.keepOnly((place) => {
    const [, what = ''] = place.split(SEPARATOR)
    return what === 'reply' || what === 'note' || store.get(OUTBOX_PREFIX + what) !== null
  })
  onResync(() => own.wake())
  addEventListener('online', () => own.wake())
  addEventListener('storage', ({ key }) => key?.startsWith(`${name}:${FILE_PREFIX}`) && turn.value++)
}

/** Files of a draft or message; what reads it follows it. */
export const filesOf = (place: string): readonly Attached[] => (turn.value, attaching?.of(place) ?? [])

export function attach(place: string, files: readonly File[]): void {
  const offer = offerHere()
  if (offer) attaching?.add(place, files, offer)
}

export const detach = (id: string) => attaching?.remove(id)
export const tryAgain = (id: string) => attaching?.retry(id)
export const bytesOf = async (id: string): Promise<Blob | null> => (await attaching?.blobOf(id)) ?? null

/** From the draft to the message that takes them along; their ids. */
export function hand(from: string, to: string): string[] {
  attaching?.hand(from, to)
  return filesOf(to).map((one) => one.id)
}
export const handBack = (from: string, to: string) => attaching?.handBack(from, to)
export const whenUp = (place: string, count: number) => attaching?.whenUp(place, count) ?? Promise.resolve(null)
export const upAgain = (place: string) => void attaching?.again(place)
export function forget(place: string): void {
  if (filesOf(place).length > 0) attaching?.forget(place)
}

/** What is dropped or pasted: files alone, words are left to the field. */
export function filesIn(from: DataTransfer | null): readonly File[] {
  return from?.types.includes('Files') && !from.types.includes('text/plain') ? [...from.files] : []
}
