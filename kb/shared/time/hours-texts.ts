import type { InterfaceLocale } from '../locales.ts'

/** What a clock cannot say of opening hours: every day of the week, and a whole day. */
export const HOURS_TEXTS: Record<InterfaceLocale, { everyDay: string; wholeDay: string; always: string }> = {
  ru: { everyDay: 'ежедневно', wholeDay: 'круглосуточно', always: 'ежедневно, круглосуточно' },
  en: { everyDay: 'every day', wholeDay: '24 hours', always: '24 hours a day, 7 days a week' },
  de: { everyDay: 'täglich', wholeDay: 'rund um die Uhr', always: 'täglich rund um die Uhr' },
}
