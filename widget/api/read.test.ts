import { describe, expect, it } from 'vitest'
import { readConversation, readMessage } from '../conversation/read-conversation.ts'
import { Malformed, readAnswer, readAvailability, readContext, readHit, readProblem, readSearch } from './read.ts'

const hit = { id: 'ans_1', question: 'Where?', excerpt: 'There', url: 'https://help.example/en/a/b', score: 1 }
const availability = {
  online: true,
  open: true,
  opensAt: null,
  closesAt: '2026-11-22T18:00:00.000Z',
  timeZone: 'Europe/Moscow',
  waiting: 0,
  expectedWaitMs: null,
}
const context = {
  site: {
    id: 'tropa',
    name: 'Tropa',
    greeting: 'Hello',
    mail: 'help@tropa.example',
    helpCentre: 'https://help.example/en/',
    locales: ['ru', 'en'],
  },
  brand: { color: '#17694d', colorDark: '#74d3a6', radius: 10, logo: null, font: null },
  availability,
  hours: [{ day: 0, spans: [['09:00', '21:00']] }],
  hits: [hit],
}
const message = {
  id: 'msg_1',
  conversationId: 'cnv_1',
  seq: 1,
  clientMessageId: 'cmi_1',
  author: 'operator',
  authorName: 'Olga',
  kind: 'text',
  text: 'Hi',
  sentAt: '2026-11-22T09:00:00.000Z',
}
const conversation = {
  id: 'cnv_1',
  state: 'queued',
  operator: null,
  position: 1,
  expectedWaitMs: null,
  lastSeq: 1,
  rev: 1,
  delivered: 0,
  read: 0,
  rating: null,
  mail: null,
  locale: 'ru',
  createdAt: '2026-11-22T09:00:00.000Z',
}

describe('reading what the server says', () => {
  it('takes what the protocol promises', () => {
    expect(readContext(context).hits[0]).toEqual(hit)
    expect(
      readSearch({ verdict: 'suggest', confidence: 0.5, hits: [hit], repaired: [], searched: 'where' }).verdict,
    ).toBe('suggest')
    expect(readMessage(message).text).toBe('Hi')
    expect(readConversation(conversation).position).toBe(1)
    expect(readAvailability(availability).online).toBe(true)
  })
  it('takes only the fields it knows', () => {
    expect(readHit({ ...hit, __proto__: { evil: 1 }, html: '<b>' })).toEqual(hit)
  })
  it.each([
    ['an address that is a script', () => readHit({ ...hit, url: 'javascript:alert(1)' })],
    ['an address without a scheme', () => readHit({ ...hit, url: '//evil.example' })],
    [
      'a verdict nobody knows',
      () => readSearch({ verdict: 'maybe', confidence: 0, hits: [], repaired: [], searched: '' }),
    ],
    [
      'hits that are no list',
      () => readSearch({ verdict: 'answer', confidence: 0, hits: {}, repaired: [], searched: '' }),
    ],
    ['a number that is a text', () => readMessage({ ...message, seq: '1' })],
    ['a moment that is none', () => readMessage({ ...message, sentAt: 'soon' })],
    ['a state nobody knows', () => readConversation({ ...conversation, state: 'open' })],
    ['nothing', () => readContext(null)],
    ['a list for an object', () => readAnswer([])],
    ['a number without an end', () => readAvailability({ ...availability, waiting: Number.POSITIVE_INFINITY })],
  ])('refuses %s', (_, read) => {
    expect(read).toThrow(Malformed)
  })
  it('reads any failure as a problem', () => {
    expect(readProblem({ code: 'too_many', message: 'Slower', retryAfterMs: 4_000 })).toMatchObject({
      code: 'too_many',
      retryAfterMs: 4_000,
    })
    expect(readProblem('<html>502</html>').code).toBe('unavailable')
    expect(readProblem({ code: 5 }).code).toBe('unavailable')
  })
})
