/** Languages answers are written in. A site offers some of them. */
export const LOCALES = ['ru', 'en'] as const
export type Locale = (typeof LOCALES)[number]

/** Languages the interface speaks: launcher, panel, desk, letters and refusals. The compiler asks for the texts of each. */
export const INTERFACE_LOCALES = ['ru', 'en', 'de'] as const
export type InterfaceLocale = (typeof INTERFACE_LOCALES)[number]

/** Forms by number that each language has, as `Intl.PluralRules` names them. */
export interface PluralForms extends Record<InterfaceLocale, Intl.LDMLPluralRule> {
  ru: 'one' | 'few' | 'many' | 'other'
  en: 'one' | 'other'
  de: 'one' | 'other'
}

/** Each language by its own name, as a choice shows it. */
export const LOCALE_NAMES: Record<InterfaceLocale, string> = { ru: 'Русский', en: 'English', de: 'Deutsch' }

/** The language of a tag as pages and browsers write it (`en-GB`, `RU`), if the interface speaks it. */
export const interfaceLocale = (tag: unknown): InterfaceLocale | undefined =>
  INTERFACE_LOCALES.find((locale) => new RegExp(`^${locale}\\b`, 'i').test(tag as string))

export const isInterfaceLocale = (value: unknown): value is InterfaceLocale =>
  INTERFACE_LOCALES.includes(value as InterfaceLocale)

export const isLocale = (value: unknown): value is Locale => LOCALES.includes(value as Locale)

/** The language of answers for a reader of this interface: their own where answers are written in it, else English. */
export const answersLocale = (locale: InterfaceLocale): Locale => (isLocale(locale) ? locale : 'en')
