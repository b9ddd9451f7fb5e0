import type { Locale } from '#shared'
import type { NewSite, Site } from './catalogue.ts'
import { USUAL_SETTINGS } from './site-settings.ts'

const GREETING: Record<Locale, string> = {
  ru: 'Здравствуйте! Задайте вопрос — ответим сразу или позовём человека.',
  en: 'Hello! Ask a question, and we will answer at once or call a person.',
}

export const newSite = (said: NewSite): Site => ({
  ...USUAL_SETTINGS,
  ...said,
  origins: [],
  brand: { color: '#2f5d8a', colorDark: '#8fbbe6', radius: 10, logo: null, font: null },
  greeting: GREETING,
  oftenAsked: [],
  holidays: [],
  targets: { firstResponseMinutes: 3, replyMinutes: 5 },
  productUrlPattern: '/p/{slug}',
})
