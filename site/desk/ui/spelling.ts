import { signal } from '@preact/signals'
import type { Misspelling } from '#kb'
import { post } from '../api.ts'

const PAUSE_MS = 300
const LIMIT = 20_000
/** Words this person has just explained or asked to add: they stop being underlined at once, everywhere. */
export const accepted = signal<ReadonlySet<string>>(new Set())

export function accept(word: string): void {
  accepted.value = new Set(accepted.peek()).add(word.toLowerCase())
}

/** Keeps marks where they stand while the text around them changes; a mark that was touched goes. Exported for the tests. */
export function shiftMarks<M extends { start: number; end: number }>(marks: readonly M[], before: string, after: string): M[] {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let tail = 0
  while (tail < before.length - start && tail < after.length - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  const end = before.length - tail
  const moved = after.length - before.length
  return marks.flatMap((mark) => {
    if (mark.end < start) return [mark]
    if (mark.start > end) return [{ ...mark, start: mark.start + moved, end: mark.end + moved }]
    return []
  })
}

/** Checks a text as it changes: after a pause, one request at a time, and only the newest text is believed. */
export function watchSpelling() {
  const words = signal<readonly Misspelling[]>([])
  const checking = signal(false)
  let text = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  async function check(): Promise<void> {
    if (checking.peek()) return
    if (!text.trim()) {
      words.value = []
      return
    }
    checking.value = true
    const asked = text
    const answered = await post<{ words: Misspelling[] }>('/api/desk/spelling/check', { text: asked.slice(0, LIMIT) })
    checking.value = false
    if (asked !== text) later()
    else if (answered.ok) words.value = answered.value.words
  }
  function later(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void check(), PAUSE_MS)
  }
  return {
    words,
    checking,
    changed(next: string): void {
      if (next === text) return
      words.value = shiftMarks(words.peek(), text, next)
      text = next
      later()
    },
    stop: () => clearTimeout(timer),
  }
}
