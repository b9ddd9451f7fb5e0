import type { Actor } from '../actor.ts'
import type { AnswerContent, NewAnswer } from '../answers/answer.ts'
import { emptyAnswer } from '#shared'

/** Builders for tests: a whole thing with the parts that matter named. */
export const someContent = (parts: Partial<AnswerContent> = {}): AnswerContent => ({
  ...emptyAnswer(),
  site: 'tropa',
  locale: 'ru',
  category: 'delivery',
  slug: 'delivery-cost',
  question: 'Сколько стоит доставка?',
  body: 'Курьером — 390 ₽.',
  ...parts,
})

export const aNewAnswer = (parts: Partial<NewAnswer> = {}): NewAnswer => ({
  ...someContent(parts),
  phrasings: parts.phrasings ?? [],
  from: parts.from ?? null,
})

export const anOperator: Actor = { id: 'usr_operator', name: 'Оля', role: 'operator' }
export const aLead: Actor = { id: 'usr_lead', name: 'Лев', role: 'lead' }
export const NOW = Date.UTC(2026, 10, 22, 9)
