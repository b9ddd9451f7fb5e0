/** Why a whole feed is not taken; the catalogue stays as it is. */
export const FEED_FAULTS = [
  'not_a_feed',
  'is_a_page',
  'cut_off',
  'malformed',
  'entities',
  'no_offers',
  'mostly_unreadable',
  'columns_needed',
  'too_many_offers',
  'too_large',
  'empty',
  'unreachable',
  'private_address',
  'bad_address',
  'too_slow',
  'answered_badly',
  'too_many_redirects',
  'failed',
] as const
export type FeedFaultCode = (typeof FEED_FAULTS)[number]

export interface FeedFault {
  code: FeedFaultCode
  /** Of the feed, from 1; null where no line is to blame. */
  line: number | null
  /** The parser's own words, a status, the columns there are: shown beside the sentence. */
  detail: string | null
}

export class BrokenFeed extends Error {
  readonly fault: FeedFault
  constructor(code: FeedFaultCode, line: number | null = null, detail: string | null = null) {
    super(code)
    this.fault = { code, line, detail: detail?.slice(0, 500) ?? null }
  }
}
