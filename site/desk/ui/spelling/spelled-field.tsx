import type { ComponentChildren, RefObject } from 'preact'
import { useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { Misspelling } from '../../shapes.ts'
import { t } from '../../texts.ts'
import { optionId } from '../listbox.tsx'
import { type FieldHandle, type Mark, MarkedField } from './marked-field.tsx'
import { accepted, watchSpelling } from './spelling.ts'
import { SPELLING_MENU, SpellingMenu } from './spelling-menu.tsx'

/** A field whose unknown words are underlined; a click or Alt+S opens what they could be. */
export function SpelledField(props: {
  value: string
  label: string
  placeholder?: string
  class?: string
  id?: string
  lang?: string
  marks?: readonly Mark[]
  input?: Record<string, unknown>
  handle?: RefObject<FieldHandle | null>
  onChange: (text: string, input: HTMLTextAreaElement) => void
  /** Asked first; true means that the key was used. */
  onKey?: (event: KeyboardEvent) => boolean
  onCaret?: (input: HTMLTextAreaElement) => void
  onMisspelled?: (words: readonly Misspelling[]) => void
  children?: ComponentChildren
}) {
  const own = useRef<FieldHandle | null>(null)
  const handle = props.handle ?? own
  const spelling = useMemo(watchSpelling, [])
  const open = useSignal<{ word: Misspelling; chosen: number } | null>(null)
  /** The word under the caret is still being written: it is underlined once the caret has left it. */
  const writingAt = useSignal<number | null>(null)

  // Another tab, or a template, has written here: nobody is in the middle of a word.
  const typed = useRef<string | null>(null)
  useEffect(() => {
    if (props.value !== typed.current) writingAt.value = null
  }, [props.value])
  useEffect(() => spelling.changed(props.value, writingAt.value), [props.value, writingAt.value])
  useEffect(() => spelling.stop, [])
  const unknown = spelling.words.value.filter((each) => !accepted.value.has(each.word.toLowerCase()))
  useEffect(() => props.onMisspelled?.(unknown), [spelling.words.value, accepted.value])

  const shown = unknown.filter(
    (each) => writingAt.value === null || writingAt.value < each.start || writingAt.value > each.end,
  )
  const marks: Mark[] = [
    ...shown.map(({ start, end }) => ({ start, end, kind: 'spelling' as const })),
    ...(props.marks ?? []),
  ]

  function replace(word: Misspelling, by: string): void {
    const input = handle.current?.input
    open.value = null
    if (!input) return
    input.focus()
    input.setRangeText(by, word.start, word.end, 'end')
    props.onChange(input.value, input)
  }

  function openNext(input: HTMLTextAreaElement): void {
    const from = open.value ? open.value.word.end : input.selectionStart
    const word = unknown.find((each) => each.end >= from && each !== open.value?.word) ?? unknown[0]
    if (!word) return
    input.setSelectionRange(word.start, word.end)
    open.value = { word, chosen: 0 }
  }

  function menuKey(event: KeyboardEvent): boolean {
    const now = open.value
    if (!now) return false
    const count = Math.min(now.word.suggestions.length, 5) + 1
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      open.value = { ...now, chosen: (now.chosen + (event.key === 'ArrowDown' ? 1 : count - 1)) % count }
    } else if (event.key === 'Enter') {
      document.getElementById(optionId(SPELLING_MENU, now.chosen))?.click()
    } else if (event.key === 'Escape') open.value = null
    else {
      if (event.key.length === 1) open.value = null
      return false
    }
    return true
  }

  function key(event: KeyboardEvent): void {
    if (event.isComposing) return
    const used =
      menuKey(event) ||
      (event.altKey && event.code === 'KeyS' && event.currentTarget instanceof HTMLTextAreaElement
        ? (openNext(event.currentTarget), true)
        : (props.onKey?.(event) ?? false))
    if (used) {
      event.preventDefault()
      event.stopPropagation()
    }
  }

  return (
    <MarkedField
      value={props.value}
      marks={marks}
      label={props.label}
      handle={handle}
      {...(props.placeholder ? { placeholder: props.placeholder } : {})}
      {...(props.class ? { class: props.class } : {})}
      {...(props.id ? { id: props.id } : {})}
      {...(props.lang ? { lang: props.lang } : {})}
      input={{
        ...props.input,
        onBlur: () => (writingAt.value = null),
        ...(open.value
          ? { 'aria-controls': SPELLING_MENU, 'aria-activedescendant': optionId(SPELLING_MENU, open.value.chosen) }
          : {}),
      }}
      onInput={(text, input) => {
        open.value = null
        typed.current = text
        writingAt.value = input.selectionEnd
        props.onChange(text, input)
      }}
      onKeyDown={key}
      onCaret={(input, byPointer) => {
        if (input.selectionEnd !== writingAt.value) writingAt.value = null
        props.onCaret?.(input)
        if (!byPointer) return
        const at = input.selectionStart
        const word = at === input.selectionEnd ? unknown.find((each) => each.start <= at && at <= each.end) : undefined
        open.value = word ? { word, chosen: 0 } : null
      }}
    >
      {open.value ? (
        <SpellingMenu
          word={open.value.word}
          chosen={open.value.chosen}
          place={handle.current?.placeOf(open.value.word.start) ?? { left: 0, top: 0, bottom: 0 }}
          onReplace={(by) => open.value && replace(open.value.word, by)}
          onDone={() => {
            open.value = null
            handle.current?.input?.focus()
          }}
        />
      ) : null}
      {props.children}
      <span class="unseen" role="status">
        {shown.length > 0 ? t('spelling.found', { n: shown.length }) : ''}
      </span>
    </MarkedField>
  )
}
