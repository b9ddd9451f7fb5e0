import type { InterfaceLocale } from '#shared'
import { automatic as de, stillThere as stillThereDe } from './locales/de.ts'
import { automatic as en, stillThere as stillThereEn } from './locales/en.ts'
import { automatic as ru, stillThere as stillThereRu } from './locales/ru.ts'

const NAMES: Record<InterfaceLocale, string> = { ru, en, de }

/** Whose words a scenario shows: nobody's, and it says so. */
export const automatic = (locale: InterfaceLocale): string => NAMES[locale]

const STILL_THERE: Record<InterfaceLocale, string> = { ru: stillThereRu, en: stillThereEn, de: stillThereDe }

/** What a silent visitor is reminded with. */
export const stillThere = (locale: InterfaceLocale): string => STILL_THERE[locale]
