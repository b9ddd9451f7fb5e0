import type { PanelState } from '../../panel/panel-state.ts'
import { type Signal, signal } from '../../signal.ts'
import { createFileDoor, type FileDoor } from './file-door.ts'

/** Between a key and the disk; leaving the page saves at once. */
const SAVE_MS = 150

/**
 * What stands in the field. All tabs share it: a tab follows another in which the same text was written on, sent or
 * cleared; if two were written at once, the own stays and the other is offered, never lost silently (I8).
 */
export interface Draft {
  text: Signal<string>
  /** What another tab holds instead; null: the same. */
  other: Signal<string | null>
  files: FileDoor
  /** There is something to send. */
  filled(): boolean
  write(text: string): void
  takeOther(): void
}

export function createDraft(panel: PanelState, life: AbortSignal): Draft {
  const { memory } = panel
  const text = signal(memory.get('draft') ?? '')
  const other = signal<string | null>(null)
  const files = createFileDoor(panel, life)
  let saved = text.peek()
  let timer: ReturnType<typeof setTimeout> | undefined
  const save = () => {
    clearTimeout(timer)
    if (text.peek() === saved) return
    saved = text.peek()
    memory.set('draft', saved || null)
  }
  memory.onChange((name) => {
    if (name !== null && name !== 'draft') return
    const theirs = memory.get('draft') ?? ''
    const own = text.peek()
    const inStep = own === saved && other.peek() === null
    if (theirs === own || (inStep && continues(own, theirs))) {
      saved = text.value = theirs
      other.value = null
    } else if (theirs) other.value = theirs
    else {
      // The other one was sent: the own takes its place in the store.
      saved = ''
      other.value = null
      save()
    }
  }, life)
  addEventListener('pagehide', save, { signal: life })
  document.addEventListener('visibilitychange', save, { signal: life })
  return {
    text,
    other,
    files,
    filled: () => !!text.value.trim() || !!files.part.value?.ready(),
    write(next) {
      text.value = next
      clearTimeout(timer)
      if (next === '') save()
      else timer = setTimeout(save, SAVE_MS)
    },
    takeOther() {
      const taken = other.peek()
      other.value = null
      if (taken !== null) text.value = saved = taken
    },
  }
}

/** One text grew out of the other, or the field was empty. */
const continues = (one: string, other: string) => one.startsWith(other) || other.startsWith(one)
