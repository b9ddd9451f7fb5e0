import type { Locale } from '#kb'

/** Languages this interface is written in; a shop may use fewer. */
export const LOCALES: readonly Locale[] = ['ru', 'en']
