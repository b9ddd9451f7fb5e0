import { type Signal, useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { Icon } from '../icon.tsx'
import { Listbox, type ListboxOption, optionId } from '../listbox.tsx'

export interface Chosen {
  key: string
  name: ComponentChildren
  /** What the button says that takes it off. */
  takeOff: string
}

/** Things chosen one by one, sought by their words; each stands there as a chip. The field keeps the focus. */
export function SeekField(props: {
  label: string
  chosen: readonly Chosen[]
  /** What stays of them, by key. */
  onKept: (keys: string[]) => void
  typed: Signal<string>
  open: Signal<boolean>
  options: readonly ListboxOption[]
  placeholder: string
  isFull: boolean
  required?: boolean
  hint?: string
  /** What came of seeking, in the place of the hint. */
  status?: string
}) {
  const { chosen, onKept, typed, open, options } = props
  const id = useId()
  const list = `${id}-list`
  const field = useRef<HTMLInputElement>(null)
  const at = useSignal(0)
  useEffect(() => void (at.value = 0), [typed.value, chosen.length])
  const shown = open.value && !props.isFull && options.length > 0
  const keys = chosen.map(({ key }) => key)
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {chosen.length > 0 ? (
        <ul class="chosen-chips" aria-label={props.label}>
          {chosen.map(({ key, name, takeOff }) => (
            <li key={key}>
              <button
                type="button"
                class="chip chip-button"
                aria-label={takeOff}
                onClick={() => {
                  onKept(keys.filter((other) => other !== key))
                  field.current?.focus()
                }}
              >
                {name} <Icon name="x" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <div class="seek">
        <input
          id={id}
          ref={field}
          class="input"
          type="text"
          role="combobox"
          autocomplete="off"
          aria-expanded={shown}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={shown && options[at.value] ? optionId(list, at.value) : undefined}
          disabled={props.isFull}
          required={props.required}
          placeholder={props.placeholder}
          value={typed.value}
          onFocus={() => (open.value = true)}
          onClick={() => (open.value = true)}
          onBlur={() => (open.value = false)}
          onInput={(event) => {
            typed.value = event.currentTarget.value
            open.value = true
          }}
          onKeyDown={(event) => {
            const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
            if (step) {
              if (!open.value) open.value = true
              else if (options.length > 0) at.value = (at.value + step + options.length) % options.length
            } else if (event.key === 'Enter' && shown) options[at.value]?.choose()
            else if (event.key === 'Escape' && (shown || props.status)) open.value = false
            else if (event.key === 'Backspace' && typed.value === '' && chosen.length > 0)
              return onKept(keys.slice(0, -1))
            else return
            event.preventDefault()
          }}
        />
        {shown ? (
          <Listbox
            id={list}
            label={props.label}
            class="seek-options"
            chosen={at.value}
            options={options}
            onPoint={(index) => (at.value = index)}
          />
        ) : null}
      </div>
      <p class="field-hint" role="status">
        {props.status || props.hint}
      </p>
    </div>
  )
}
