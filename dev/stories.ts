import type { InterfaceLocale } from '#shared'

/** One conversation to begin with. */
export interface Story {
  locale: InterfaceLocale
  name: string
  mail?: string
  question: string
  /** What was searched for before; the question itself if nothing is said. */
  searches?: string[]
  way?: 'chat' | 'message'
  /** Nothing: it waits in the queue. */
  said: { by: 'visitor' | 'operator' | 'note'; text: string }[]
  solved?: boolean
  /** Solved, and the library has no answer to it yet. */
  lacks?: boolean
  stars?: number
}

export const STORIES: Story[] = [
  {
    locale: 'ru',
    name: 'Алёна',
    question: 'Можно забрать палатку из пункта выдачи за меня? Заказ на моё имя',
    searches: ['получить заказ за другого', 'доверенность на получение'],
    said: [
      { by: 'operator', text: 'Здравствуйте! Да, может забрать любой, кто назовёт номер заказа и код из СМС.' },
      { by: 'visitor', text: 'А паспорт нужен?' },
      { by: 'operator', text: 'Нет, паспорт не нужен: достаточно номера заказа и кода.' },
    ],
    solved: true,
    lacks: true,
    stars: 5,
  },
  {
    locale: 'en',
    name: 'Tom',
    question: 'The zip of my tent came apart on the second night, what now?',
    said: [
      {
        by: 'operator',
        text: 'Sorry to hear that. Could you tell me the order number and send the model of the tent?',
      },
      { by: 'visitor', text: 'It is a Pereval Lite 2, order T-20418' },
      { by: 'note', text: 'Third Lite 2 with this zip this month: tell the warehouse.' },
      { by: 'operator', text: 'Thank you. A new inner tent leaves tomorrow; you need not send the old one back.' },
    ],
    solved: true,
    stars: 4,
  },
  {
    locale: 'ru',
    name: 'Сергей',
    question: 'Горелка не зажигается на морозе, газ шипит, но не горит',
    searches: ['горелка не горит мороз', 'газ зимой'],
    said: [
      { by: 'operator', text: 'Добрый вечер! Какой у вас баллон: летний или зимний? И сколько примерно градусов?' },
      { by: 'visitor', text: 'Обычный, минус двенадцать' },
    ],
  },
  {
    locale: 'en',
    name: 'Priya',
    mail: 'priya@post.example',
    question: 'Can I change the delivery address after the order has been packed?',
    said: [],
  },
  {
    locale: 'ru',
    name: 'Игорь',
    question: 'Списали деньги два раза за один заказ, второй платёж не отменяется',
    searches: ['двойное списание', 'вернуть деньги за повторный платёж'],
    said: [],
  },
  {
    locale: 'en',
    name: 'Jonas',
    mail: 'jonas@post.example',
    question: 'Do you repair sleeping pads from other shops?',
    way: 'message',
    said: [],
  },
]
