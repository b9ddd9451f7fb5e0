import { signal } from '@preact/signals'
import type { AnswerOf } from '#desk-api'
import type { Refusal } from '../api.ts'
import { get } from '../http.ts'
import { fitsAttribute } from '../visitor-facts/fits-attribute.ts'
import { problemText } from '../problems.ts'

type Here = AnswerOf<'/desk/visitors', 'get'>
export type Visit = Here['items'][number]
export type Invitation = Here['invitations'][number]

const ASK_EVERY_MS = 3_000

/** Who is on the site: all at first, then what has changed. Asked while the page is looked at. */
export function watchHere() {
  const visits = signal<ReadonlyMap<string, Visit> | null>(null)
  const total = signal(0)
  /** The newest of each visit. */
  const invitations = signal<ReadonlyMap<string, Invitation>>(new Map())
  const problem = signal<string | null>(null)
  const stop = new AbortController()
  let after: number | undefined

  const refused = (why: Refusal) => {
    problem.value = problemText(why)
    after = undefined
  }
  const ask = async () => {
    if (document.visibilityState !== 'visible') return
    const answered = await get('/desk/visitors', { query: { after }, signal: stop.signal })
    if (stop.signal.aborted) return
    if (!answered.ok) return refused(answered.problem)
    const { at, items, gone } = answered.value
    const now = new Map(after === undefined ? [] : visits.value)
    for (const id of gone) now.delete(id)
    for (const each of items) now.set(each.id, each)
    after = at
    visits.value = now
    total.value = answered.value.total
    invitations.value = new Map(answered.value.invitations.toReversed().map((one) => [one.visit, one]))
    problem.value = null
  }
  const round = async () => {
    while (!stop.signal.aborted) {
      await ask()
      await new Promise((done) => setTimeout(done, ASK_EVERY_MS))
    }
  }
  return { visits, total, invitations, problem, ask, start: () => void round(), stop: () => stop.abort() }
}

export const ORDERS = ['page', 'longest', 'pages'] as const
export interface Wanted {
  text: string
  device: '' | Visit['device']
  visit: '' | 'first' | 'again'
  /** Its code; empty: any. */
  country: string
  /** Name of an attribute, and what of it. */
  attribute: { name: string; asked: string }
  order: (typeof ORDERS)[number]
}

const BY: Record<Wanted['order'], (one: Visit, other: Visit) => number> = {
  page: (one, other) => other.pageSince.localeCompare(one.pageSince),
  longest: (one, other) => one.startedAt.localeCompare(other.startedAt),
  pages: (one, other) => other.pages - one.pages,
}

/** Where somebody is now, and what is asked for. */
export const countriesOf = (all: Iterable<Visit>, asked: string): string[] =>
  [...new Set([...[...all].flatMap(({ country }) => country ?? []), ...(asked ? [asked] : [])])].sort()

/** Those who fit, in the order asked for. */
export function chosen(all: Iterable<Visit>, { text, device, visit, country, attribute, order }: Wanted): Visit[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const fits = (each: Visit) => {
    if (device && each.device !== device) return false
    if (visit && (each.number === 1) !== (visit === 'first')) return false
    if (country && each.country !== country) return false
    if (attribute.name && !fitsAttribute(each.attributes, attribute)) return false
    const said = [each.title, each.url, each.referrer, each.source, each.campaign, each.phrase, each.city]
      .join(' ')
      .toLocaleLowerCase()
    return words.every((word) => said.includes(word))
  }
  return [...all].filter(fits).sort(BY[order])
}
