import type { ComponentChildren, RefObject } from 'preact'
import { useId, useRef } from 'preact/hooks'

export interface Mark {
  start: number
  end: number
  kind: 'spelling' | 'placeholder' | 'problem'
}

/** Where something that belongs to a place in the text is shown, in pixels of the field. */
export interface Place {
  left: number
  top: number
  bottom: number
}

export interface FieldHandle {
  input: HTMLTextAreaElement | null
  /** The place of the character at `index`. */
  placeOf(index: number): Place
  /** Scrolls so that the character at `index` can be seen. */
  reveal(index: number): void
}

/**
 * A textarea over a copy of its text that carries the underlines. The copy sets the height, so the field grows with the text
 * and both always wrap alike. The copy is text nodes only.
 */
export function MarkedField(props: {
  value: string
  marks: readonly Mark[]
  label: string
  placeholder?: string
  id?: string
  class?: string
  handle: RefObject<FieldHandle | null>
  lang?: string
  input?: Record<string, unknown>
  onInput: (text: string, input: HTMLTextAreaElement) => void
  onKeyDown?: (event: KeyboardEvent) => void
  onCaret?: (input: HTMLTextAreaElement, byPointer: boolean) => void
  children?: ComponentChildren
}) {
  const copy = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLTextAreaElement>(null)
  const id = useId()
  props.handle.current = {
    get input() {
      return input.current
    },
    placeOf: (index) => placeIn(copy.current, index),
    reveal: (index) => {
      const place = placeIn(copy.current, index)
      const scroll = copy.current?.parentElement
      if (scroll) scroll.scrollTop += Math.max(0, place.bottom - scroll.clientHeight) + Math.min(0, place.top)
    },
  }
  return (
    <div class={`marked ${props.class ?? ''}`}>
      <div class="marked-scroll">
        <div class="marked-copy" aria-hidden="true" ref={copy}>
          {segments(props.value, props.marks).map((part, at) =>
            part.kind ? (
              <mark class={`mark-${part.kind}`} key={at}>
                {part.text}
              </mark>
            ) : (
              part.text
            ),
          )}
          {'\u200b'}
        </div>
        <textarea
          ref={input}
          id={props.id ?? id}
          class="marked-input"
          aria-label={props.label}
          placeholder={props.placeholder ?? ''}
          value={props.value}
          spellcheck={false}
          autocomplete="off"
          rows={1}
          {...(props.lang ? { lang: props.lang } : {})}
          {...props.input}
          onInput={(event) => props.onInput(event.currentTarget.value, event.currentTarget)}
          onKeyDown={props.onKeyDown}
          onKeyUp={(event) => props.onCaret?.(event.currentTarget, false)}
          onClick={(event) => props.onCaret?.(event.currentTarget, true)}
        />
      </div>
      {props.children}
    </div>
  )
}

function segments(text: string, marks: readonly Mark[]): { text: string; kind: Mark['kind'] | null }[] {
  const parts: { text: string; kind: Mark['kind'] | null }[] = []
  let at = 0
  for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
    if (mark.start < at || mark.end > text.length) continue
    if (mark.start > at) parts.push({ text: text.slice(at, mark.start), kind: null })
    parts.push({ text: text.slice(mark.start, mark.end), kind: mark.kind })
    at = mark.end
  }
  if (at < text.length) parts.push({ text: text.slice(at), kind: null })
  return parts
}

function placeIn(copy: HTMLElement | null, index: number): Place {
  const box = copy?.closest('.marked')?.getBoundingClientRect()
  if (!copy || !box) return { left: 0, top: 0, bottom: 0 }
  const range = document.createRange()
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT)
  let rest = index
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.nodeValue?.length ?? 0
    if (rest <= length) {
      range.setStart(node, rest)
      range.collapse(true)
      break
    }
    rest -= length
  }
  const spot = range.getClientRects()[0] ?? range.getBoundingClientRect()
  return { left: spot.left - box.left, top: spot.top - box.top, bottom: spot.bottom - box.top }
}
