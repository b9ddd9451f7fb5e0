import type { Condition, VisitFacts } from '#shared'
import type { ToldAttribute } from '../../visitors/attributes/attributes.ts'
import { countryOfZone } from '../../visitors/monitor/country-of-zone.ts'
import type { VisitRow } from '../../visitors/monitor/watched-visits.ts'

/** Beside what is kept of a visit. */
export interface Momentary {
  /** How far down the page they have been, in hundredths; undefined: not told. */
  depth?: number | undefined
  unanswered?: boolean | undefined
  open?: boolean | undefined
  staffed?: boolean | undefined
}

const SECOND_MS = 1_000
const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : '')

/** Of a visit at one moment, as far as it is known. */
export function factsOfVisit(
  row: VisitRow,
  told: readonly Pick<ToldAttribute, 'name' | 'value'>[],
  { depth, unanswered, open, staffed }: Momentary,
  now: number,
): VisitFacts {
  const attributes = Object.fromEntries(told.map(({ name, value }) => [name, value]))
  return {
    numbers: {
      pageSeconds: (now - Date.parse(row.pageSince)) / SECOND_MS,
      siteSeconds: (now - Date.parse(row.startedAt)) / SECOND_MS,
      pages: row.pages,
      scroll: depth,
      // The page told of none: it is neither large nor small.
      cart: Number(attributes['cart'] ?? Number.NaN),
    },
    words: {
      path: pathOf(row.url),
      source: row.source ?? row.referrer,
      campaign: row.campaign,
      phrase: row.phrase,
      language: row.language,
      device: row.device,
      country: row.country ?? countryOfZone(row.timeZone),
      city: row.city,
    },
    states: {
      visit: row.number === 1 ? 'first' : 'returning',
      hours: open === undefined ? undefined : open ? 'open' : 'closed',
      somebody: staffed === undefined ? undefined : staffed ? 'here' : 'away',
      search: unanswered === undefined ? undefined : unanswered ? 'unanswered' : 'answered',
    },
    attributes,
  }
}

/** What a condition asks that is known of a visit only while it goes on. */
export const NOT_KEPT: readonly Condition['of'][] = ['scroll', 'somebody', 'search']
