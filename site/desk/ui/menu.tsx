import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { Icon, type IconName } from './icon.tsx'

export interface MenuItem {
  id: string
  text: string
  icon?: IconName
  /** Given: one of several, of which one holds. */
  chosen?: boolean
  /** Why it cannot be done now: said instead of hidden. */
  not?: string | undefined
  tone?: 'bad'
  choose: () => void
}
export interface MenuGroup {
  title: string
  items: readonly MenuItem[]
}

/** What is done seldom, behind one button: arrows move, Esc and Tab close, the focus returns to the button. */
export function Menu(props: {
  label: string
  icon?: IconName
  groups: readonly MenuGroup[]
  /** Each item that can be chosen stands for itself. */
  many?: boolean
}) {
  const open = useSignal(false)
  const box = useRef<HTMLDivElement>(null)
  const items = () => [...(box.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
  // Before the next press is read: whoever types ahead moves from the first item.
  useLayoutEffect(() => {
    if (open.value) items()[0]?.focus()
  }, [open.value])
  function close(): void {
    open.value = false
    box.current?.querySelector('button')?.focus()
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (!open.value) return
    const all = items()
    const at = all.indexOf(document.activeElement as HTMLElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
    if (to !== undefined) all.at(to % all.length)?.focus()
    else if (event.key === 'Escape' || event.key === 'Tab') close()
    else return
    if (event.key !== 'Tab') event.preventDefault()
    event.stopPropagation()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of the button and the items inside it
    <div
      class="more-menu"
      ref={box}
      onKeyDown={onKeyDown}
      onFocusOut={(event) => {
        if (!box.current?.contains(event.relatedTarget as Node | null)) open.value = false
      }}
    >
      <button
        type="button"
        class="button-icon"
        aria-haspopup="menu"
        aria-expanded={open.value}
        aria-label={props.label}
        title={props.label}
        onClick={() => (open.value = !open.value)}
      >
        <Icon name={props.icon ?? 'more'} />
      </button>
      {open.value ? (
        <div class="menu-list" role="menu" aria-label={props.label}>
          {props.groups.map((group) => (
            // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a menu
            <div role="group" aria-label={group.title} key={group.title}>
              <p class="menu-title" aria-hidden="true">
                {group.title}
              </p>
              {group.items.map((item) => (
                <button
                  type="button"
                  key={item.id}
                  class={`menu-item ${item.tone ? `menu-item-${item.tone}` : ''}`}
                  {...(item.chosen === undefined
                    ? { role: 'menuitem' as const }
                    : {
                        role: props.many ? ('menuitemcheckbox' as const) : ('menuitemradio' as const),
                        'aria-checked': item.chosen,
                      })}
                  aria-disabled={item.not ? true : undefined}
                  tabIndex={-1}
                  onClick={() => {
                    if (item.not) return
                    close()
                    item.choose()
                  }}
                >
                  {item.chosen === undefined ? (
                    item.icon ? (
                      <Icon name={item.icon} />
                    ) : null
                  ) : (
                    <span class="menu-chosen">{item.chosen ? <Icon name="check" /> : null}</span>
                  )}
                  <span>
                    {item.text}
                    {item.not ? <span class="soft">{item.not}</span> : null}
                  </span>
                </button>
              ))}
            </div>
          ))}
        </div>
      ) : null}
    </div>
  )
}
