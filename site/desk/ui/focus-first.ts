/** As `ref` of the one field a page is for: it has the focus as soon as it is there. */
export const focusFirst = (element: HTMLElement | null): void => element?.focus()
