import { signal } from '@preact/signals'
import type { Misspelling } from '../../shapes.ts'
import { post } from '../../http.ts'

const PAUSE_MS = 300
const LIMIT = 20_000
/** The dictionaries are being read: asked again after so long. */
const STARTING_MS = 1_500
/** Words this person has just explained or asked to add: they stop being underlined at once, everywhere. */
export const accepted = signal<ReadonlySet<string>>(new Set())

export function accept(word: string): void {
  accepted.value = new Set(accepted.peek()).add(word.toLowerCase())
}

/** Keeps marks where they stand while the text around them changes; a mark that was touched goes. Exported for the tests. */
export function shiftMarks<M extends { start: number; end: number }>(
  marks: readonly M[],
  before: string,
  after: string,
): M[] {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start++
  let tail = 0
  while (tail < before.length - start && tail < after.length - start && before.at(-1 - tail) === after.at(-1 - tail))
    tail++
  const end = before.length - tail
  const moved = after.length - before.length
  return marks.flatMap((mark) => {
    if (mark.end < start) return [mark]
    if (mark.start > end) return [{ ...mark, start: mark.start + moved, end: mark.end + moved }]
    return []
  })
}

/** The text with blanks in place of the word at `caret`, whole: half of it would be judged as a word. Exported for the tests. */
export function withoutWordAt(text: string, caret: number | null): string {
  if (caret === null) return text
  // Another tab may have made the text shorter than the caret here believes.
  const at = Math.min(caret, text.length)
  const from = at - (/[\p{L}\p{N}'’‑-]+$/u.exec(text.slice(0, at))?.[0].length ?? 0)
  if (from === at) return text
  const to = at + (/^[\p{L}\p{N}'’‑-]+/u.exec(text.slice(at))?.[0].length ?? 0)
  return text.slice(0, from) + ' '.repeat(to - from) + text.slice(to)
}

/** Checks a text as it changes: after a pause, one request at a time, and only the newest text is believed. */
export function watchSpelling() {
  const words = signal<readonly Misspelling[]>([])
  const checking = signal(false)
  let text = ''
  /** What the speller is asked about: the text without the word being written, of the same length. */
  let judged = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  async function check(): Promise<void> {
    if (checking.peek()) return
    if (!judged.trim()) {
      words.value = []
      return
    }
    checking.value = true
    const asked = judged
    const answered = await post('/desk/spelling/check', { body: { text: asked.slice(0, LIMIT) } })
    checking.value = false
    if (asked !== judged) later()
    else if (answered.ok && answered.value.starting) later(STARTING_MS)
    else if (answered.ok) words.value = answered.value.words
  }
  function later(ms = PAUSE_MS): void {
    clearTimeout(timer)
    timer = setTimeout(() => void check(), ms)
  }
  return {
    words,
    checking,
    /** `writingAt`: the end of the word still being written. It is not judged yet: half a word costs the speller as much as a wrong one. */
    changed(next: string, writingAt: number | null = null): void {
      if (next !== text) words.value = shiftMarks(words.peek(), text, next)
      text = next
      const toJudge = withoutWordAt(next, writingAt)
      if (toJudge === judged) return
      judged = toJudge
      later()
    },
    stop: () => clearTimeout(timer),
  }
}
