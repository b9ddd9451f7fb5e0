import type { InterfaceLocale } from '#shared'
import * as de from './locales/de.ts'
import * as en from './locales/en.ts'
import * as ru from './locales/ru.ts'

const TEXTS: Record<InterfaceLocale, { automatic: string; stillThere: string }> = { ru, en, de }

/** Whose words a scenario shows: nobody's, and it says so. */
export const automatic = (locale: InterfaceLocale): string => TEXTS[locale].automatic

/** What a silent visitor is reminded with. */
export const stillThere = (locale: InterfaceLocale): string => TEXTS[locale].stillThere
