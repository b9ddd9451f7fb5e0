import { signal } from '@preact/signals'
import { ask, connection, on, onResync } from '../live.ts'
import { readStored, writeStored } from '../stored.ts'
import { me } from '../session/session.ts'
import { opened, openConversation } from './messages/messages.ts'

/** What is being written: kept in the browser at every key, on the server a moment later, never overwritten silently. */
export interface Draft {
  text: string
  /** The server's version this text was begun from. */
  version: number
  /** Not yet confirmed by the server. */
  dirty: boolean
}

const SAVE_PAUSE_MS = 500
const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' &&
  value !== null &&
  typeof (value as Draft).text === 'string' &&
  typeof (value as Draft).version === 'number'

export const drafts = signal<ReadonlyMap<string, Draft>>(new Map())
/** A newer draft of another tab or operator, waiting for the person's choice. */
export const otherDrafts = signal<ReadonlyMap<string, { text: string; version: number }>>(new Map())

const timers = new Map<string, ReturnType<typeof setTimeout>>()
const saving = new Set<string>()
const storedKey = (id: string) => `firstline.desk.draft.${me.peek()?.id ?? ''}.${id}`

function put(id: string, draft: Draft): void {
  drafts.value = new Map(drafts.peek()).set(id, draft)
  writeStored(storedKey(id), draft.text || draft.dirty ? draft : null)
}

export const draftText = (id: string) => drafts.value.get(id)?.text ?? ''

/** The text to begin from: what this browser kept, else what the server has. */
export function beginDraft(id: string): void {
  const onServer = opened.peek().get(id)?.detail.draft ?? null
  const here = drafts.peek().get(id) ?? readStored(storedKey(id), isDraft)
  if (!here) {
    put(id, { text: onServer?.text ?? '', version: onServer?.version ?? 0, dirty: false })
    return
  }
  if (onServer) meet(id, here, onServer)
  else put(id, here)
}

/** Two texts of one draft: the newer is taken when nothing of ours would be lost, otherwise the person chooses. */
function meet(id: string, here: Draft, there: { text: string; version: number }): void {
  if (there.version <= here.version || there.text === here.text)
    put(id, { ...here, version: Math.max(here.version, there.version) })
  else if (!here.dirty || here.text === '') put(id, { ...there, dirty: false })
  else {
    put(id, here)
    otherDrafts.value = new Map(otherDrafts.peek()).set(id, there)
  }
}

export function writeDraft(id: string, text: string): void {
  const before = drafts.peek().get(id)
  if (before?.text === text) return
  put(id, { text, version: before?.version ?? 0, dirty: true })
  clearTimeout(timers.get(id))
  timers.set(
    id,
    setTimeout(() => void save(id), SAVE_PAUSE_MS),
  )
}

async function save(id: string): Promise<void> {
  const draft = drafts.peek().get(id)
  if (!draft?.dirty || otherDrafts.peek().has(id) || connection.peek() !== 'live') return
  if (saving.has(id)) {
    timers.set(
      id,
      setTimeout(() => void save(id), SAVE_PAUSE_MS),
    )
    return
  }
  saving.add(id)
  const ack = await ask('draft:save', { conversationId: id, text: draft.text, version: draft.version })
  saving.delete(id)
  const latest = drafts.peek().get(id) ?? draft
  if (ack.ok) put(id, { ...latest, version: ack.draft.version, dirty: latest.text !== draft.text })
  else if (ack.code === 'draft_conflict') {
    // The refusal brings the newer draft; an older server's does not, so the conversation is read again.
    let there = (ack as { draft?: { text: string; version: number } }).draft ?? null
    if (!there) {
      await openConversation(id)
      there = opened.peek().get(id)?.detail.draft ?? null
    }
    if (there) meet(id, latest, there)
  }
}

/** `theirs`: the other text replaces this one; `mine`: this one is saved over it, knowingly. */
export function settleDraft(id: string, choice: 'theirs' | 'mine'): void {
  const there = otherDrafts.peek().get(id)
  const here = drafts.peek().get(id)
  const rest = new Map(otherDrafts.peek())
  rest.delete(id)
  otherDrafts.value = rest
  if (!there || !here) return
  if (choice === 'theirs') put(id, { ...there, dirty: false })
  else {
    put(id, { ...here, version: there.version, dirty: true })
    void save(id)
  }
}

const storedNote = (id: string) => `firstline.desk.note.${me.peek()?.id ?? ''}.${id}`
const isText = (value: unknown): value is string => typeof value === 'string'
const notes = signal<ReadonlyMap<string, string>>(new Map())

/** A note being written; it stays in this browser until it is saved. */
export const noteText = (id: string) => notes.value.get(id) ?? readStored(storedNote(id), isText) ?? ''

export function writeNote(id: string, text: string): void {
  notes.value = new Map(notes.peek()).set(id, text)
  writeStored(storedNote(id), text || null)
}

export function startDrafts(): void {
  onResync(() => {
    for (const [id, draft] of drafts.peek()) if (draft.dirty) void save(id)
  })
  on('draft:changed', ({ conversationId, draft }) => {
    const here = drafts.peek().get(conversationId)
    if (!here || saving.has(conversationId)) return
    meet(conversationId, here, draft)
  })
}
