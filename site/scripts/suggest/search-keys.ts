const TYPED_IN = 'input, textarea, select, firstline-help'

/** `/` and Ctrl+K (⌘K) lead to the field, on Russian keys too; never away from a place where one types. */
export function leadKeysTo(field: HTMLInputElement): void {
  field.setAttribute('aria-keyshortcuts', '/ Control+K Meta+K')
  addEventListener('keydown', (event) => {
    const { key, code, ctrlKey, metaKey, altKey } = event
    const isSlash = !ctrlKey && !metaKey && (key === '/' || (code === 'Slash' && key === '.'))
    const isK = ctrlKey !== metaKey && /^[kл]$/i.test(key)
    const [at] = event.composedPath() as HTMLElement[]
    if (!(isSlash || isK) || altKey || event.defaultPrevented) return
    if (at?.isContentEditable || at?.matches?.(TYPED_IN)) return
    event.preventDefault()
    field.focus()
    field.select()
  })
}
