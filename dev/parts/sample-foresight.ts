import type { InterfaceLocale } from '#shared'
import { wordsOf } from './sample.ts'

/** What stands beside an answer in review: what would change, what is alike. */
export function foreseenOf(locale: InterfaceLocale): Record<string, unknown> {
  const { answers } = wordsOf(locale)
  const [first, second, third] = [answers[0][0], answers[1][0], answers[2][0]]
  const nobody = { verdict: 'escalate', answer: null }
  const gets = (verdict: 'answer' | 'suggest', id: string, question: string) => ({
    verdict,
    answer: { id, question },
  })
  const spoken = locale === 'ru' ? 'ru' : 'en'
  return {
    '/foresight': {
      days: 90,
      questions: 812,
      asked: 3_214,
      totals: { lost: 1, gained: 2, moved: 0 },
      listed: [
        {
          ...{ text: third, locale: spoken, count: 4, way: 'lost' },
          ...{ from: gets('answer', 'ans_2', third), to: gets('suggest', 'ans_2', third) },
        },
        { text: second, locale: spoken, count: 12, way: 'gained', from: nobody, to: gets('answer', 'ans_1', second) },
        { text: first, locale: spoken, count: 3, way: 'gained', from: nobody, to: gets('suggest', 'ans_1', second) },
      ],
      byWordsAlone: true,
    },
    '/similar': { items: [{ id: 'ans_0', question: first, likeness: 0.62 }] },
  }
}
