import { interfaceLocale } from '#shared'
import type { InterfaceLocale } from '#shared'

/** The wished locale, else the page's, else the browser's, else English. */
export function chooseLocale(...wishes: unknown[]): InterfaceLocale {
  return wishes.map(interfaceLocale).find(Boolean) ?? 'en'
}

/** The address of this page without query and fragment: those may hold secrets of the shop's visitor. The canonical address wins. */
export function pageAddress(): string {
  const canonical = document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href
  return (canonical || location.origin + location.pathname).slice(0, 500)
}
