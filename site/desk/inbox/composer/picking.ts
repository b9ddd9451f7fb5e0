import { signal } from '@preact/signals'
import type { TemplateHit } from '../../shapes.ts'
import { findTrigger, startsWord, type Trigger } from './typed-trigger.ts'

export interface Picking extends Trigger {
  chosen: number
  hits: readonly TemplateHit[] | null
  /** What `hits` were asked for; null: nothing yet. */
  of: string | null
  /** Enter came before the list did: its first is inserted when it comes. */
  taken: boolean
}

export type PickingState = ReturnType<typeof pickingState>

/** What of the text asks for a template or a link, and which of the list is chosen. It knows nothing of the screen. */
export function pickingState() {
  const now = signal<Picking | null>(null)
  /** Where a trigger stands that was closed: it stays closed until the text there is another. */
  let closedAt: number | null = null
  /** Where the key of the slash was pressed, whatever it wrote. */
  let byKeyAt: number | null = null

  function step(by: 1 | -1): boolean {
    const count = now.peek()?.hits?.length ?? 0
    if (!now.value || count === 0) return false
    now.value = { ...now.value, chosen: (now.value.chosen + by + count) % count }
    return true
  }
  function close(): void {
    closedAt = now.peek()?.start ?? null
    now.value = null
  }

  return {
    now,
    close,
    /** Another conversation: nothing is asked for there yet. */
    begin(): void {
      byKeyAt = null
      now.value = null
    },
    sent(): void {
      byKeyAt = null
    },
    slashPressed(text: string, caret: number): void {
      // Pressed twice it asks for a link; the second press begins no word of its own.
      if (byKeyAt === null || caret !== byKeyAt + 1) byKeyAt = startsWord(text, caret) ? caret : null
    },
    /** Looks at the text around the caret; a selection asks for nothing. */
    read(text: string, from: number, to: number): void {
      const found = from === to ? findTrigger(text, to, byKeyAt) : null
      if (!found || found.start === closedAt) {
        if (!found) closedAt = null
        now.value = null
        return
      }
      const before = now.peek()
      const same = before?.start === found.start && before.wants === found.wants ? before : null
      if (same?.typed === found.typed) return
      now.value = { ...found, chosen: 0, hits: same?.hits ?? null, of: same?.of ?? null, taken: false }
    },
    /** By its button: all templates, for the place of the caret. */
    open(start: number, end: number): void {
      now.value = { wants: 'template', start, end, typed: '', chosen: 0, hits: null, of: null, taken: false }
    },
    /** The list for what was typed has come. Answers the entry that was asked for before it did. */
    listed(of: string, hits: readonly TemplateHit[]): TemplateHit | null {
      const before = now.peek()
      if (!before || before.typed !== of) return null
      now.value = { ...before, hits, of, chosen: 0, taken: false }
      return before.taken ? (hits[0] ?? null) : null
    },
    point(chosen: number): void {
      if (now.value) now.value = { ...now.value, chosen }
    },
    /** Stays closed while the server fills the placeholders: the trigger still stands in the text. */
    inserting(start: number): void {
      closedAt = start
      now.value = null
    },
    inserted(): void {
      closedAt = null
    },
    /** True means that the key was used. */
    key({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>, choose: (hit: TemplateHit) => void): boolean {
      const open = now.peek()
      if (!open) return false
      if (key === 'Escape') {
        close()
        return true
      }
      if (key === 'ArrowDown' || key === 'ArrowUp') return step(key === 'ArrowDown' ? 1 : -1)
      if ((key !== 'Enter' && key !== 'Tab') || shiftKey) return false
      // Whoever types faster than the list comes means what they typed, not what stands there still; and never sends the slash.
      if (open.of !== open.typed) {
        now.value = { ...open, taken: true }
        return true
      }
      const chosen = open.hits?.[open.chosen]
      if (chosen) choose(chosen)
      return chosen !== undefined
    },
  }
}
