import { emptyAnswer, type InterfaceLocale } from '#shared'
import { USUAL_SETTINGS } from '../../kb/catalogue/site-settings.ts'
import type { Answer, DeskPerson, Site } from '../../site/desk/shapes.ts'
import { hitsOf, NOW, sampleLocale, summaryOf, wordsOf } from './sample.ts'

const at = (minutesAgo: number) => new Date(NOW - minutesAgo * 60_000).toISOString()
const DAY = 60 * 24

export const siteOf = (): Site => {
  const week = ['09:00-21:00']
  const weekend = ['10:00-18:00']
  return {
    id: 'tropa',
    name: { ru: 'Тропа', en: 'Tropa' },
    url: 'https://tropa.example',
    locales: ['ru', 'en'],
    defaultLocale: 'ru',
    mail: 'help@tropa.example',
    origins: ['https://tropa.example'],
    brand: { color: '#17694d', colorDark: '#74d3a6', radius: 10, logo: null, font: null },
    greeting: { ru: wordsOf('ru').greeting, en: wordsOf('en').greeting },
    timeZone: 'Europe/Moscow',
    hours: { mon: week, tue: week, wed: week, thu: week, fri: week, sat: weekend, sun: [] },
    holidays: [{ date: '2027-01-01', hours: [] }],
    targets: { firstResponseMinutes: 3, replyMinutes: 5 },
    ...USUAL_SETTINGS,
    orderNumbers: ['T-######'],
    productUrlPattern: '',
  }
}

export const answerOf = (locale: InterfaceLocale, more: Partial<Answer> = {}): Answer => {
  const { answers, category, other, question, second } = wordsOf(locale)
  return {
    id: 'ans_0',
    site: 'tropa',
    locale: sampleLocale(locale),
    ...emptyAnswer(),
    category: 'gear',
    slug: 'stove-in-the-cold',
    question: answers[0][0],
    body: `${answers[0][1]}\n\n1. ${answers[1][1]}\n2. ${answers[2][1]}\n\n**${category}**`,
    products: ['OCH-VIKHR'],
    state: 'published',
    revision: 3,
    liveRevision: 3,
    phrasings: [question, second].map((text, index) => ({
      id: `phr_${index}`,
      text,
      source: index === 0 ? 'promotion' : 'editor',
      at: at(DAY),
    })),
    author: { id: 'usr_2', name: other },
    approvedBy: { id: 'usr_me', name: wordsOf(locale).operator },
    selfApproved: false,
    returnedWith: null,
    from: null,
    createdAt: at(30 * DAY),
    updatedAt: at(DAY),
    publishedAt: at(DAY),
    outcomes: { helped: 41, notHelped: 6, opened: 120 },
    ...more,
  }
}

export const peopleOf = (locale: InterfaceLocale): DeskPerson[] => {
  const person = (id: string, name: string, more: Partial<DeskPerson> = {}): DeskPerson => ({
    id,
    name,
    mail: `${id.slice(4)}@tropa.example`,
    role: 'operator',
    totp: false,
    disabled: false,
    capacity: 4,
    lastSeenAt: at(20),
    languages: [],
    skills: [],
    ...more,
  })
  const { operator, other, visitor, category } = wordsOf(locale)
  return [
    person('usr_me', operator, { role: 'admin', totp: true }),
    person('usr_2', other, { role: 'lead', languages: [sampleLocale(locale)], skills: [category] }),
    person('usr_3', visitor, { disabled: true, lastSeenAt: null }),
  ]
}

/** What the desk's pages ask for, of a shop on an ordinary day. */
export function answersOf(locale: InterfaceLocale): Record<string, unknown> {
  const { answers, category, second, said, question, operator, other, html, page } = wordsOf(locale)
  const hits = hitsOf(locale).map((hit) => ({
    ...hit,
    category: 'gear',
    locale: sampleLocale(locale),
    audience: 'public',
    words: [],
  }))
  const listed = [
    answerOf(locale),
    answerOf(locale, {
      id: 'ans_1',
      question: answers[1][0],
      state: 'in_review',
      revision: 4,
      outcomes: { helped: 3, notHelped: 9, opened: 30 },
    }),
    answerOf(locale, {
      id: 'ans_2',
      question: answers[2][0],
      audience: 'operators',
      shortcut: 'seal',
      state: 'draft',
      liveRevision: null,
      returnedWith: said[1],
    }),
  ]
  const revision = (number: number, act: string, comment: string | null = null) => ({
    ...answerOf(locale),
    answerId: 'ans_0',
    revision: number,
    author: { id: 'usr_2', name: number === 1 ? operator : other },
    at: at(DAY * (4 - number)),
    act,
    comment,
  })
  const difference = {
    question: [{ kind: 'same', text: answers[0][0] }],
    body: [
      { kind: 'same', text: `${answers[0][1]} ` },
      { kind: 'removed', text: answers[1][1] },
      { kind: 'added', text: answers[2][1] },
    ],
    changed: [{ field: 'category', from: 'orders', to: 'gear' }],
  }
  const paged = <T>(items: T[]) => ({ items, page: 1, perPage: 40, total: items.length })
  const gap = (id: string, label: string, count: number, answered = false) => ({
    id,
    label,
    locale: sampleLocale(locale),
    count,
    lastAt: at(90),
    answeredBy: answered ? hits[0] : null,
    owner: answered ? null : wordsOf(locale).other,
    dueOn: answered ? null : '2026-11-20',
    stage: answered ? 'new' : 'writing',
    questions: [
      { text: label, at: at(90), kind: 'search', conversation: null },
      { text: said[0], at: at(200), kind: 'conversation', conversation: 'cnv_1' },
    ],
  })
  const took = (kind: string, medianMs: number, within: number, targetMs: number | null) => ({
    kind,
    count: 48,
    medianMs,
    p90Ms: medianMs * 3,
    targetMs,
    withinTarget: within,
    slowest: [{ conversation: 'cnv_1', question, operator, openMs: medianMs * 9, at: at(600) }],
  })
  const learnt = (id: string, effect: string) => ({
    id,
    site: 'tropa',
    effect,
    question,
    answerId: 'ans_0',
    answer: answers[0][0],
    visitors: 7,
    weight: 0.4,
    firstAt: at(DAY * 9),
    lastAt: at(DAY),
    source: effect === 'raises' ? 'visitors' : 'operators',
  })
  const entry = (seq: number, act: string, object: string | null, detail: object | null = null) => ({
    seq,
    at: at(seq * 40),
    act,
    actor: { id: 'usr_me', name: operator },
    address: '203.0.113.7',
    object,
    detail,
  })
  return {
    '/desk/answers/ans_0/revisions': {
      items: [revision(3, 'approved'), revision(2, 'returned', said[1]), revision(1, 'imported')],
    },
    '/difference': difference,
    '/answers/preview': { html, problems: [] },
    '/desk/answers/ans_0': { answer: answerOf(locale), live: answerOf(locale), html },
    '/desk/answers/ans_1': { answer: listed[1], live: answerOf(locale), html },
    '/desk/answers/ans_2': { answer: listed[2], live: null, html },
    '/desk/answers': paged(listed),
    '/desk/counts': { draft: 1, in_review: 1, published: 1, retired: 0 },
    '/desk/categories': {
      items: [
        { slug: 'gear', icon: 'tent', title: category, description: '', audience: 'public', answers: 12 },
        { slug: 'orders', icon: 'box', title: second, description: '', audience: 'public', answers: 9 },
      ],
    },
    '/desk/products': {
      items: [
        { sku: 'OCH-VIKHR', slug: 'vikhr', name: page, category: 'stoves', price: 4990, summary: '', attributes: [] },
      ],
      total: 1,
    },
    '/desk/product-categories': { items: [] },
    '/desk/product-names': { items: [{ about: 'OCH-VIKHR', name: page }] },
    '/desk/answer-categories': {
      items: [
        shopCategory('gear', 'tent', category, 12),
        shopCategory('orders', 'package', second, 9),
        shopCategory('rental', 'calendar', wordsOf(locale).answers[2][0], 0),
        { ...shopCategory('templates', 'message-square-text', second, 7), audience: 'operators' },
      ],
    },
    '/desk/due-answers': { items: [] },
    '/desk/gaps': paged([gap('gap_1', second, 14), gap('gap_2', said[2], 5, true)]),
    '/desk/numbers': {
      searches: 480,
      answered: 300,
      escalated: 60,
      helped: 190,
      notHelped: 24,
      published: 6,
      endings: { visits: 360, helped: 160, silent: 90, nothing: 40, person: 70, recent: 12 },
    },
    '/desk/unhelpful': {
      items: [
        {
          id: 'ans_1',
          question: answers[1][0],
          locale: sampleLocale(locale),
          helped: 3,
          notHelped: 9,
          reasons: [
            { text: 'other_question', at: at(50) },
            { text: said[2], at: at(70) },
          ],
        },
      ],
    },
    '/desk/match': {
      verdict: 'suggest',
      confidence: 0.46,
      searched: question,
      repaired: [],
      hits,
      engine: 'embedded',
      degraded: false,
      because: { words: question.split(' ').slice(0, 2), missing: [] },
    },
    '/thresholds/preview': {
      questions: 897,
      now: { answer: 0.27, right: 0.81, suggest: 0.63, escalate: 0.1 },
      then: { answer: 0.27, right: 0.81, suggest: 0.63, escalate: 0.1 },
      changes: [],
    },
    '/desk/matching/thresholds': { answer: 0.75, suggest: 0.18, source: 'library' },
    '/desk/matching/synonyms': {
      groups: [{ locale: sampleLocale(locale), words: locale === 'ru' ? ['примус', 'горелка'] : ['burner', 'stove'] }],
    },
    '/desk/matching/learnt': paged([learnt('lrn_1', 'raises'), learnt('lrn_2', 'lowers'), learnt('lrn_3', 'absent')]),
    '/desk/spelling/words': paged([
      { word: locale === 'ru' ? 'гермомешок' : 'drysack', state: 'proposed', by: other, at: at(DAY) },
      { word: locale === 'ru' ? 'репшнур' : 'prusik', state: 'approved', by: operator, at: at(DAY * 2) },
    ]),
    '/desk/now': {
      open: true,
      opensAt: null,
      waiting: 2,
      waitingSince: at(4),
      byMail: 3,
      late: 1,
      soon: 1,
      operators: [
        { ...nowOperator('usr_me', operator), available: true, connected: true, active: 3 },
        { ...nowOperator('usr_2', other), connected: true, setAwayBecause: 'offer_unanswered' },
        { ...nowOperator('usr_3', wordsOf(locale).visitor), lastSeenAt: at(90) },
      ],
      groups: [
        { name: category, active: 2, waiting: 1, waitingSince: at(3), expectedWaitMs: 120_000, available: 1, free: 1 },
      ],
      due: [
        summaryOf(locale, { due: { at: at(6), level: 'missed' } }),
        summaryOf(locale, {
          id: 'cnv_2',
          state: 'queued',
          operator: null,
          question: second,
          due: { at: at(-2), level: 'soon' },
        }),
      ],
    },
    '/desk/responses': {
      items: [
        took('first_response', 95_000, 39, 180_000),
        took('reply', 130_000, 43, 300_000),
        took('waiting', 60_000, 0, null),
        took('solving', 900_000, 0, null),
      ],
    },
    '/desk/people': { items: peopleOf(locale) },
    '/desk/invitations': {
      items: [
        {
          id: 'inv_1',
          name: wordsOf(locale).visitor,
          mail: 'new@tropa.example',
          role: 'operator',
          by: operator,
          expiresAt: at(-DAY * 2),
        },
      ],
    },
    '/desk/sessions': {
      items: [
        session('ses_1', { browser: 'Firefox', system: 'Linux' }, true, 300),
        session('ses_2', { browser: 'Safari', system: 'iOS' }, false, DAY * 3),
        session('ses_3', { browser: null, system: null }, false, DAY * 20),
      ],
    },
    '/desk/audit': {
      ...paged([
        entry(5, 'answer_approved', answers[0][0], { question: answers[0][0] }),
        entry(4, 'site_changed', 'tropa', { changed: 'hours offers' }),
        entry(3, 'person_changed', 'usr_2', { role: 'lead' }),
        entry(2, 'signed_in', null),
      ]),
      firstBroken: null,
    },
    '/desk/find': {
      conversations: [
        {
          ...summaryOf(locale),
          match: { where: 'note', author: 'operator', authorName: other, text: said[2], words: [] },
        },
      ],
      answers: listed.map(({ id, question, locale, audience, state, shortcut }) => ({
        id,
        question,
        locale,
        audience,
        state,
        shortcut,
      })),
      people: [{ id: 'usr_2', name: other, role: 'lead' }],
    },
    '/promotions/prepare': {
      draft: {
        site: 'tropa',
        locale: sampleLocale(locale),
        category: 'gear',
        slug: '',
        question: said[0],
        body: said[3],
        audience: 'public',
        products: [],
        shortcut: null,
        phrasings: [second],
      },
      others: [said[2]],
      names: [wordsOf(locale).visitor],
      removed: [{ field: 'body', kind: 'phone', text: '+7 900 000-00-00' }],
      misspelled: { question: [], body: [] },
      similar: hits.slice(0, 2),
    },
  }
}

const nowOperator = (id: string, name: string) => ({
  id,
  name,
  available: false,
  connected: false,
  active: 0,
  capacity: 4,
  setAwayBecause: null as string | null,
  lastSeenAt: null as string | null,
  skills: [],
})
const session = (id: string, device: object, current: boolean, minutes: number) => ({
  id,
  device,
  address: '203.0.113.7',
  signedInAt: at(minutes),
  lastSeenAt: at(minutes / 2),
  current,
})

const shopCategory = (slug: string, icon: string, title: string, answers: number) => ({
  slug,
  icon,
  audience: 'public',
  title: { ru: title, en: title },
  description: { ru: title, en: title },
  answers,
  shown: answers,
})
