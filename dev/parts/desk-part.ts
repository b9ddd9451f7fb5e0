import type { ComponentChildren } from 'preact'
import type { InterfaceLocale } from '#shared'

export interface DeskPart {
  /** Width of the place it stands in; the desk's columns are so wide. */
  width: number
  height?: number
  /** Asked a moment after it is drawn: waited for before the picture is taken. */
  asks?: string
  /** What is pressed once it is drawn. */
  press?: string
  /** What is typed into the field that has the focus. */
  types?: (locale: InterfaceLocale) => string
  draw(locale: InterfaceLocale): ComponentChildren
}
