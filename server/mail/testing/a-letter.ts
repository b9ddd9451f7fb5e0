import type { Letter } from '../../chat/moves/letters/outbox.ts'

export const aLetter = (over: Partial<Letter> = {}): Letter => ({
  id: 'mail_1',
  kind: 'reply',
  conversationId: 'cnv_1',
  recipient: 'anna@mail.example',
  locale: 'ru',
  content: JSON.stringify({ site: 'shop' }),
  attempts: 1,
  createdAt: '2026-11-27T09:00:00.000Z',
  confirmed: false,
  about: { question: 'Где мой заказ?', visitorName: 'Анна', createdAt: '2026-11-26T22:30:00.000Z' },
  answers: [{ text: 'Завтра', author: 'Ольга Петрова' }],
  before: [],
  begunBy: null,
  ...over,
})
