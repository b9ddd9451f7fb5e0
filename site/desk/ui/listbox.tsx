import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

export interface ListboxOption {
  key: string
  content: ComponentChildren
  choose: () => void
  class?: string
}

/** The id of an option, for `aria-activedescendant` of the field that keeps the focus. */
export const optionId = (list: string, index: number) => `${list}-${index}`

/** Options of a field that keeps the focus itself: it moves `chosen` by its own keys; the pointer works too. */
export function Listbox(props: {
  id: string
  label: string
  chosen: number
  options: readonly ListboxOption[]
  class?: string
  onPoint?: (index: number) => void
}) {
  const list = useRef<HTMLDivElement>(null)
  useEffect(
    () => list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' }),
    [props.chosen],
  )
  return (
    <div class={`listbox ${props.class ?? ''}`} id={props.id} role="listbox" aria-label={props.label} ref={list}>
      {props.options.map((option, index) => (
        <div
          key={option.key}
          id={optionId(props.id, index)}
          class={`listbox-option ${option.class ?? ''}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === props.chosen}
          onMouseDown={(event) => event.preventDefault()}
          onMouseMove={() => {
            if (props.chosen !== index) props.onPoint?.(index)
          }}
          onClick={option.choose}
          onKeyDown={(event) => {
            if (event.key === 'Enter') option.choose()
          }}
        >
          {option.content}
        </div>
      ))}
    </div>
  )
}
