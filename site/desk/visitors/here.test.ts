import { describe, expect, it } from 'vitest'
import { chosen, countriesOf, type Visit, type Wanted } from './here.ts'

const anyone: Wanted = {
  text: '',
  device: '',
  visit: '',
  country: '',
  attribute: { name: '', asked: '' },
  order: 'page',
}
const visit = (id: string, more: Partial<Visit> = {}): Visit => ({
  id,
  number: 1,
  startedAt: '2026-11-28T10:00:00.000Z',
  pageSince: '2026-11-28T10:00:00.000Z',
  url: 'https://shop.example/tents',
  title: 'Палатки',
  pages: 1,
  referrer: null,
  source: null,
  campaign: null,
  phrase: null,
  language: 'ru',
  timeZone: 'Europe/Moscow',
  country: 'RU',
  city: null,
  device: 'computer',
  wrote: false,
  attributes: [],
  ...more,
})
const ids = (all: Visit[], wanted: Partial<Wanted>) => chosen(all, { ...anyone, ...wanted }).map(({ id }) => id)

describe('chosen', () => {
  it('finds every word in page, source, campaign or what was searched for, whatever its case', () => {
    const all = [visit('a', { source: 'Yandex', phrase: 'лёгкая палатка' }), visit('b', { source: 'google' })]
    expect(ids(all, { text: 'палат YANDEX' })).toEqual(['a'])
    expect(ids(all, { text: '/tents' })).toEqual(['a', 'b'])
    expect(ids([visit('a', { city: 'Казань' }), visit('b')], { text: 'казань' })).toEqual(['a'])
  })
  it('tells the first visit from the next, and a phone from a computer', () => {
    const all = [visit('a', { number: 3 }), visit('b', { device: 'phone' })]
    expect(ids(all, { visit: 'again' })).toEqual(['a'])
    expect(ids(all, { visit: 'first' })).toEqual(['b'])
    expect(ids(all, { device: 'phone' })).toEqual(['b'])
  })
  it('takes those of whom the shop says what is asked', () => {
    const told = (value: string) => ({ attributes: [{ name: 'plan', value, verified: false }] })
    const all = [visit('a', told('gold')), visit('b', told('silver')), visit('c')]
    expect(ids(all, { attribute: { name: 'plan', asked: 'gold' } })).toEqual(['a'])
    expect(ids(all, { attribute: { name: 'plan', asked: '' } })).toEqual(['a', 'b'])
  })
  it('orders by the newest page, the longest visit, or the most pages', () => {
    const all = [
      visit('a', { startedAt: '2026-11-28T09:00:00.000Z', pageSince: '2026-11-28T10:01:00.000Z', pages: 2 }),
      visit('b', { startedAt: '2026-11-28T09:30:00.000Z', pageSince: '2026-11-28T10:02:00.000Z', pages: 9 }),
    ]
    expect(ids(all, { order: 'page' })).toEqual(['b', 'a'])
    expect(ids(all, { order: 'longest' })).toEqual(['a', 'b'])
    expect(ids(all, { order: 'pages' })).toEqual(['b', 'a'])
  })
  it('are of the country asked for; the choice holds those that are here, and the one asked for', () => {
    const all = [visit('a'), visit('b', { country: 'KZ' }), visit('c', { country: null })]
    expect(chosen(all, { ...anyone, country: 'KZ' }).map(({ id }) => id)).toEqual(['b'])
    expect(countriesOf(all, '')).toEqual(['KZ', 'RU'])
    expect(countriesOf([], 'BY')).toEqual(['BY'])
  })
})
