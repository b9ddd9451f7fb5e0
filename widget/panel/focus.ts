const REACHED_BY_TAB = 'a[href],button:not([disabled]),input:not([disabled]),textarea:not([disabled]),[tabindex="0"]'

/** Gives the keyboard to the view's own first place; on touch to the window itself, so that no keyboard jumps up. */
export function moveFocus(dialog: HTMLElement) {
  const touch = matchMedia('(pointer:coarse)').matches
  const target = touch ? dialog.querySelector<HTMLElement>('[data-focus=always]') : dialog.querySelector<HTMLElement>('[data-focus]')
  ;(target ?? dialog).focus({ preventScroll: true })
}

/** Tab goes round inside; used only where the window covers the whole page. */
export function keepFocusInside(dialog: HTMLElement, event: KeyboardEvent) {
  const places = [...dialog.querySelectorAll<HTMLElement>(REACHED_BY_TAB)].filter((place) => place.offsetParent)
  const now = (dialog.getRootNode() as ShadowRoot).activeElement
  const edge = event.shiftKey ? places[0] : places.at(-1)
  if (now !== edge && now !== dialog) return
  if (now === dialog && !event.shiftKey) return
  event.preventDefault()
  ;(event.shiftKey ? places.at(-1) : places[0])?.focus()
}
