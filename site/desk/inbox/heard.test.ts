import { beforeEach, describe, expect, it } from 'vitest'
import type { ConversationSummary } from '#protocol'
import { hearChanged, hearGone, hearOffer, offers, summaries } from './heard.ts'

const ME = 'per_olga'
const summary = (rev: number, change: Partial<ConversationSummary> = {}): ConversationSummary => ({
  id: 'cnv_1',
  site: 'tropa',
  state: 'queued',
  locale: 'ru',
  question: 'Где мой заказ?',
  visitor: { name: null, mail: null, verified: false, vouched: null, online: true },
  operator: null,
  offeredTo: null,
  position: 1,
  priority: 0,
  product: null,
  lastMessage: null,
  unread: 0,
  lastSeq: 1,
  rev,
  due: null,
  createdAt: '2026-11-26T10:00:00.000Z',
  solvedAt: null,
  promotedTo: null,
  ...change,
})
const toMe = { offeredTo: { id: ME, until: '2026-11-26T10:00:30.000Z' } }

describe('facts of two nodes that overtook each other (I4)', () => {
  beforeEach(() => {
    summaries.value = new Map()
    offers.value = new Map()
  })

  it('what somebody else has taken is not brought back by an older offer', () => {
    hearGone('cnv_1', 8)
    hearChanged(summary(7, toMe), ME)
    hearOffer(summary(7, toMe), 30_000, ME)
    expect([...summaries.value.keys(), ...offers.value.keys()]).toEqual([])
  })

  it('what came back to the queue is shown, whatever is said late of its leaving', () => {
    hearGone('cnv_1', 9)
    hearChanged(summary(11), ME)
    hearGone('cnv_1', 10)
    expect(summaries.value.get('cnv_1')?.rev).toBe(11)
  })

  it('an offer that still stands is shown, even when a newer message was heard first', () => {
    hearChanged(summary(21, toMe), ME)
    hearOffer(summary(20, toMe), 30_000, ME)
    expect([...offers.value.keys()]).toEqual(['cnv_1'])
    hearOffer(summary(22, { offeredTo: { id: 'per_boris', until: '' } }), 30_000, ME)
    hearChanged(summary(22, { offeredTo: { id: 'per_boris', until: '' } }), ME)
    expect([...offers.value.keys()]).toEqual([])
  })
})
