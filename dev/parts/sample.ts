import type { InterfaceLocale } from '#shared'
import type {
  Availability,
  ConversationDetail,
  ConversationSummary,
  Message,
  SearchHit,
  VisitorConversation,
} from '#protocol'

/** The moment at which every part is shown. */
export const NOW = Date.parse('2026-11-26T12:30:00.000Z')
const at = (minutesAgo: number) => new Date(NOW - minutesAgo * 60_000).toISOString()

/** Somebody is there and free. */
export const HERE: Availability = {
  online: true,
  staffed: true,
  open: true,
  opensAt: null,
  closesAt: '2026-11-26T18:00:00.000Z',
  timeZone: 'Europe/Moscow',
  waiting: 0,
  expectedWaitMs: 120_000,
}

/** Words of visitors and operators: what an interface shows and does not write. */
const WORDS = {
  ru: {
    visitor: 'Сергей Климов',
    operator: 'Илья Громов',
    other: 'Нора Белова',
    question: 'Горелка не зажигается на морозе, газ шипит, но не горит. Что делать?',
    second: 'Списали деньги два раза за один заказ',
    said: [
      'Горелка не зажигается на морозе, газ шипит, но не горит. Что делать?',
      'Добрый вечер! Какой у вас баллон: летний или зимний?',
      'Обычный, минус двенадцать',
      'Для мороза нужна зимняя смесь: у обычной ниже нуля не хватает давления. **Согрейте баллон** в тёплой воде, 30–40 °C, не выше.',
    ],
    note: 'Третий случай за неделю, добавить в описание баллонов.',
    answers: [
      [
        'Почему горелка не горит на морозе?',
        'Обычной смеси не хватает давления ниже нуля. Возьмите зимнюю или согрейте баллон.',
      ],
      ['Какой газ брать зимой?', 'Зимняя смесь: изобутан с пропаном, до −25 °C.'],
      ['Как проверить уплотнение горелки?', 'Нанесите мыльную воду на резьбу: пузыри покажут утечку.'],
    ],
    html: '<p>Обычной смеси бутана ниже нуля не хватает давления.</p><ul><li>возьмите <strong>зимнюю смесь</strong>;</li><li>согрейте баллон в тёплой воде, не выше 40 °C.</li></ul><p>Открытый огонь рядом с баллоном опасен.</p>',
    category: 'Снаряжение',
    greeting: 'Здравствуйте! Спросите о заказе, доставке или снаряжении.',
    page: 'Газовая горелка «Очаг Вихрь»',
  },
  en: {
    visitor: 'Priya Nair',
    operator: 'Ilya Gromov',
    other: 'Nora Bell',
    question: 'My stove will not light in the cold: the gas hisses but does not burn. What now?',
    second: 'I was charged twice for one order',
    said: [
      'My stove will not light in the cold: the gas hisses but does not burn. What now?',
      'Good evening! Which canister do you have, a summer or a winter one?',
      'The usual one, at minus twelve',
      'For frost you need the winter mix: the usual one lacks pressure below zero. **Warm the canister** in water of 30–40 °C, no hotter.',
    ],
    note: 'Third case this week; add it to the page of the canisters.',
    answers: [
      [
        'Why does my stove not burn in the cold?',
        'The usual mix lacks pressure below zero. Take a winter mix or warm the canister.',
      ],
      ['Which gas is right for winter?', 'A winter mix: isobutane with propane, down to −25 °C.'],
      ['How do I check the seal of a stove?', 'Put soapy water on the thread: bubbles show a leak.'],
    ],
    html: '<p>The usual butane mix lacks pressure below zero.</p><ul><li>take a <strong>winter mix</strong>;</li><li>warm the canister in water of at most 40 °C.</li></ul><p>Never use an open flame near a canister.</p>',
    category: 'Gear',
    greeting: 'Hello! Ask about an order, delivery or gear.',
    page: 'Ochag Vikhr gas stove',
  },
} as const
export type SampleLocale = keyof typeof WORDS
export const sampleLocale = (locale: InterfaceLocale): SampleLocale => (locale === 'ru' ? 'ru' : 'en')
export const wordsOf = (locale: InterfaceLocale) => WORDS[sampleLocale(locale)]

export const hitsOf = (locale: InterfaceLocale): SearchHit[] =>
  wordsOf(locale).answers.map(([question = '', excerpt = ''], index) => ({
    id: `ans_${index}`,
    question,
    excerpt,
    url: `http://localhost/${locale}/gear/${index}`,
    score: 1 - index * 0.2,
  }))

export function messagesOf(locale: InterfaceLocale): Message[] {
  const { said, visitor, operator } = wordsOf(locale)
  return said.map((text, index) => {
    const ours = index % 2 === 1
    return {
      id: `msg_${index}`,
      conversationId: 'cnv_1',
      seq: index + 1,
      clientMessageId: `key-${index}`,
      author: ours ? 'operator' : 'visitor',
      authorName: ours ? operator : visitor,
      kind: 'text',
      text,
      sentAt: at(20 - index * 4),
    }
  })
}

export const summaryOf = (locale: InterfaceLocale, more: Partial<ConversationSummary> = {}): ConversationSummary => ({
  id: 'cnv_1',
  site: 'tropa',
  state: 'active',
  locale,
  question: wordsOf(locale).question,
  visitor: { name: wordsOf(locale).visitor, mail: null, verified: false, vouched: null, online: true },
  operator: { id: 'usr_me', name: wordsOf(locale).operator },
  offeredTo: null,
  position: null,
  priority: 0,
  product: null,
  lastMessage: { author: 'visitor', text: wordsOf(locale).said[2], at: at(8) },
  unread: 0,
  lastSeq: 4,
  rev: 4,
  due: null,
  createdAt: at(20),
  solvedAt: null,
  promotedTo: null,
  ...more,
})

export const detailOf = (locale: InterfaceLocale, more: Partial<ConversationDetail> = {}): ConversationDetail => ({
  ...summaryOf(locale),
  packet: {
    searches: [
      { text: wordsOf(locale).question, at: at(24), verdict: 'escalate', results: 0 },
      { text: wordsOf(locale).answers[1][0], at: at(22), verdict: 'suggest', results: 4 },
    ],
    read: [
      {
        answerId: 'ans_0',
        question: wordsOf(locale).answers[0][0],
        url: '/x',
        helped: false,
        reason: 'other_question',
      },
      { answerId: 'ans_1', question: wordsOf(locale).answers[1][0], url: '/y', helped: null },
    ],
    page: { url: 'https://tropa.example/stoves/vikhr', title: wordsOf(locale).page },
    product: { sku: 'OCH-VIKHR', name: wordsOf(locale).page },
    draft: '',
    locale: sampleLocale(locale),
    timeZone: 'Europe/Moscow',
  },
  visitorDelivered: 2,
  visitorRead: 2,
  draft: null,
  rating: null,
  earlier: [{ id: 'cnv_0', question: wordsOf(locale).second, solvedAt: at(60 * 24 * 3) }],
  ...more,
})

export const visitorConversationOf = (
  locale: InterfaceLocale,
  more: Partial<VisitorConversation> = {},
): VisitorConversation => ({
  id: 'cnv_1',
  state: 'active',
  operator: { name: wordsOf(locale).operator },
  position: null,
  expectedWaitMs: null,
  lastSeq: 4,
  rev: 4,
  delivered: 4,
  read: 2,
  rating: null,
  mail: null,
  locale,
  createdAt: at(20),
  ...more,
})
