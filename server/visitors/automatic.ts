import type { InterfaceLocale } from '#shared'
import { automatic as de } from './locales/de.ts'
import { automatic as en } from './locales/en.ts'
import { automatic as ru } from './locales/ru.ts'

const NAMES: Record<InterfaceLocale, string> = { ru, en, de }

/** Whose words a scenario shows: nobody's, and it says so. */
export const automatic = (locale: InterfaceLocale): string => NAMES[locale]
