const REACHED_BY_TAB = 'a[href],button:not([disabled]),input:not([disabled]),textarea:not([disabled]),[tabindex="0"]'

/** Gives the keyboard to the view's own first place; on touch to the window itself, so that no keyboard jumps up. */
export function moveFocus(dialog: HTMLElement) {
  const touch = matchMedia('(pointer:coarse)').matches
  const target = touch
    ? dialog.querySelector<HTMLElement>('[data-focus=always]')
    : dialog.querySelector<HTMLElement>('[data-focus]')
  ;(target ?? dialog).focus({ preventScroll: true })
}

/** When what held the keyboard is taken away, the keyboard goes to the nearest place that is left; it never falls out of the window. */
export function catchFocus(dialog: HTMLElement): () => void {
  let path: HTMLElement[] = []
  dialog.addEventListener('focusin', (event) => {
    path = event.composedPath() as HTMLElement[]
  })
  const watch = new MutationObserver(() => {
    const left = path.find((place) => place.isConnected)
    if (left === path[0] || document.activeElement !== document.body) return
    ;(
      left!.querySelector<HTMLElement>('[data-focus]') ??
      left!.querySelector<HTMLElement>(REACHED_BY_TAB) ??
      dialog
    ).focus()
  })
  watch.observe(dialog, { childList: true, subtree: true })
  return () => watch.disconnect()
}

/** Arrows lead from the field through what was found, and back. */
export function walkHits(dialog: HTMLElement, event: KeyboardEvent) {
  const places = [...dialog.querySelectorAll<HTMLElement>('[type=search],.best,.hit')]
  const at = places.indexOf((dialog.getRootNode() as ShadowRoot).activeElement as HTMLElement)
  const next = places[at + (event.key === 'ArrowUp' ? -1 : 1)]
  if (at < 0 || !next) return
  event.preventDefault()
  next.focus()
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
