import { forgetCatalogue } from '../library/catalogue.ts'
import { emptyAnswer } from '#shared'
import type { ConversationDetail, ConversationSummary, Message } from '#protocol'
import { session } from '../session/session.ts'
import type { Answer, Site } from '../shapes.ts'

/** Builders for tests of the desk's parts: a whole thing with the parts that matter named. */
export const aSummary = (over: Partial<ConversationSummary> = {}): ConversationSummary => ({
  id: 'cnv_1',
  site: 'shop',
  state: 'active',
  locale: 'en',
  question: 'Can I return boots?',
  visitor: { name: 'Kate', mail: null, verified: false, vouched: null, online: true },
  operator: { id: 'p_olga', name: 'Olga' },
  offeredTo: null,
  position: null,
  priority: 0,
  product: null,
  lastMessage: null,
  unread: 0,
  lastSeq: 1,
  rev: 1,
  due: null,
  createdAt: '2026-11-27T05:00:00.000Z',
  solvedAt: null,
  promotedTo: null,
  ...over,
})

export const aDetail = (over: Partial<ConversationDetail> = {}): ConversationDetail => ({
  ...aSummary(over),
  packet: { searches: [], read: [], page: null, product: null, draft: '', locale: 'en', timeZone: null },
  visitorDelivered: 0,
  visitorRead: 0,
  draft: null,
  rating: null,
  earlier: [],
  ...over,
})

export const aMessage = (over: Partial<Message> = {}): Message => ({
  id: 'msg_1',
  conversationId: 'cnv_1',
  seq: 1,
  clientMessageId: 'c1',
  author: 'operator',
  authorName: 'Olga',
  kind: 'text',
  text: 'It is on its way.',
  sentAt: '2026-11-27T05:00:00.000Z',
  ...over,
})

export function sitsHere(role: 'operator' | 'lead' | 'admin' = 'operator'): void {
  forgetCatalogue()
  session.value = {
    state: 'in',
    person: { id: 'p_olga', name: 'Olga', mail: 'olga@shop.test', role, totp: false },
    site: { id: 'shop', name: { ru: 'Магазин', en: 'Shop' } } as Site,
    people: 2,
  }
}

export const aTemplate = (over: object = {}) => ({
  id: 'ans_hello',
  title: 'Hello',
  shortcut: 'hi',
  text: 'Hello {{visitor.name|there}}! I am {{operator.name}}.',
  fit: null,
  audience: 'operators',
  url: null,
  score: 0,
  ...over,
})

export const anAnswer = (over: Partial<Answer> = {}): Answer => ({
  id: 'ans_boots',
  site: 'shop',
  locale: 'en',
  ...emptyAnswer(),
  category: 'returns',
  slug: 'return-boots',
  question: 'Can I return boots?',
  body: 'Yes, within 30 days.',
  state: 'in_review',
  revision: 2,
  liveRevision: 1,
  phrasings: [],
  author: { id: 'p_kim', name: 'Kim' },
  approvedBy: null,
  selfApproved: false,
  returnedWith: null,
  from: null,
  createdAt: '2026-11-27T05:00:00.000Z',
  updatedAt: '2026-11-27T05:00:00.000Z',
  publishedAt: null,
  ...over,
})

/** Answers requests by the end of their address; what nobody answers is not found. */
export function serverOf(answers: Record<string, unknown>, asked: { url: string; body: unknown }[] = []): typeof fetch {
  return async (input, init) => {
    const url = String(input instanceof Request ? input.url : input)
    asked.push({ url, body: typeof init?.body === 'string' ? JSON.parse(init.body) : null })
    const path = url.split('?')[0] ?? ''
    const found = Object.entries(answers).find(([end]) => path.endsWith(end))?.[1]
    if (found instanceof Response) return found.clone()
    return found === undefined
      ? Response.json({ code: 'not_found', message: '' }, { status: 404 })
      : Response.json(found)
  }
}
