import type { AnswerOf } from '#desk-api'
import type { InterfaceLocale } from '#shared'
import { NOW, wordsOf } from './sample.ts'

type Here = AnswerOf<'/desk/visitors', 'get'>
const MINUTE_MS = 60_000

/** Four visits: a first one, one that a campaign brought, one on a telephone, one of somebody who wrote before. */
export const visitsOf = (locale: InterfaceLocale): Here => {
  const { answers, category } = wordsOf(locale)
  const visit = (at: number, more: Partial<Here['items'][number]>): Here['items'][number] => ({
    id: `visit-${at}`,
    number: 1,
    startedAt: new Date(NOW - (3 * at + 1) * MINUTE_MS).toISOString(),
    pageSince: new Date(NOW - at * MINUTE_MS).toISOString(),
    url: `https://tropa.example/p/${at}`,
    title: answers[at % 3]?.[0] ?? category,
    pages: at + 1,
    referrer: null,
    source: null,
    attributes: [],
    campaign: null,
    phrase: null,
    language: 'ru-RU',
    timeZone: 'Europe/Moscow',
    country: 'RU',
    city: null,
    device: 'computer',
    wrote: false,
    ...more,
  })
  const items = [
    visit(0, { referrer: 'www.google.com/' }),
    visit(1, { number: 2, source: 'newsletter', campaign: 'spring' }),
    visit(2, { device: 'phone' }),
    visit(5, { number: 7, wrote: true }),
  ]
  return { at: NOW, total: items.length, items, gone: [], invitations: [] }
}
