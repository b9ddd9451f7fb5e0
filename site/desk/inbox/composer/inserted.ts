import { signal } from '@preact/signals'
import type { TemplateHit } from '../../shapes.ts'
import { readFile } from '../../api.ts'
import { post } from '../../http.ts'
import { problemText } from '../../problems.ts'
import { readStored, writeStored } from '../../stored.ts'
import { say } from '../../ui/toasts.tsx'

/** Templates that stand in a draft, as they were approved: the message says where it came from and whether it was changed. */
export interface Inserted {
  id: string
  title: string
  text: string
}

const KEY = 'firstline.desk.inserted'
const isKept = (value: unknown): value is [string, Inserted[]][] =>
  Array.isArray(value) &&
  value.every(
    (each) =>
      Array.isArray(each) &&
      typeof each[0] === 'string' &&
      Array.isArray(each[1]) &&
      each[1].every((one) => typeof one?.text === 'string'),
  )

/** By conversation; kept beside the draft, so that a reload does not forget where its words came from. */
export const insertedIn = signal<ReadonlyMap<string, readonly Inserted[]>>(new Map(readStored(KEY, isKept)))

function keep(next: ReadonlyMap<string, readonly Inserted[]>): void {
  insertedIn.value = next
  writeStored(KEY, next.size > 0 ? [...next] : null)
}

export function noteInserted(conversationId: string, inserted: Inserted): void {
  const known = insertedIn.peek().get(conversationId) ?? []
  keep(new Map(insertedIn.peek()).set(conversationId, [...known, inserted]))
}

export function forgetInserted(conversationId: string): void {
  if (!insertedIn.peek().has(conversationId)) return
  const next = new Map(insertedIn.peek())
  next.delete(conversationId)
  keep(next)
}

/** Changed after insertion: the approved words no longer stand in the text as they were. */
export const isEdited = (inserted: Inserted, text: string) => !text.includes(inserted.text.trim())

/** A template for this conversation, placeholders filled by the server, with its pictures as files; null after a refusal, which is said. */
export async function fillTemplate(
  hit: Pick<TemplateHit, 'id'>,
  conversationId: string,
): Promise<{ text: string; files: Promise<File[]> } | null> {
  const answered = await post('/desk/templates/{id}/fill', { params: { id: hit.id }, body: { conversationId } })
  if (answered.ok) {
    const { text, files } = answered.value
    return { text: text.trimEnd(), files: Promise.all(files.map(fetched)).then((all) => all.flat()) }
  }
  say(problemText(answered.problem), { tone: 'bad' })
  return null
}

async function fetched({ name, url }: { name: string; url: string }): Promise<File[]> {
  const read = await readFile(url)
  if (read.ok) return [new File([read.value.content], name, { type: read.value.content.type })]
  say(problemText(read.problem), { tone: 'bad' })
  return []
}
