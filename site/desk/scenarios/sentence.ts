import { type Condition, NUMBER_SUBJECTS, STATES, type StateSubject, WORD_SUBJECTS } from '#shared'
import type { AnswerOf } from '#desk-api'
import { byId } from '../labels/labels.ts'
import { site } from '../session/session.ts'
import { language, t, type TextKey } from '../texts.ts'
import { countryName } from '../visitors/visit-words.ts'

export type Scenario = AnswerOf<'/desk/scenarios', 'get'>['items'][number]
export type { Condition } from '#shared'

const BLANK = '…'

/** Each way a condition may begin, with nothing filled in: what the editor offers. */
export function beginnings(knowsCities: boolean): Condition[] {
  const states = Object.entries(STATES) as [StateSubject, readonly string[]][]
  return [
    ...NUMBER_SUBJECTS.flatMap((of) => (['atLeast', 'atMost'] as const).map((is) => ({ of, is, value: 1 }))),
    ...WORD_SUBJECTS.filter((of) => of !== 'city' || knowsCities).flatMap((of) =>
      (['among', 'notAmong'] as const).map((is) => ({ of, is, words: [] })),
    ),
    ...states.flatMap(([of, all]) => all.map((is) => ({ of, is }))),
    ...(site.value?.attributes ?? []).flatMap(({ name }) =>
      (['told', 'untold', 'equals', 'contains', 'atLeast', 'atMost'] as const).map((is) => ({
        of: 'attribute' as const,
        name,
        is,
        value: '',
      })),
    ),
  ]
}

/** What two conditions have in common but their values. */
export const kindOf = (one: Condition): string => `${one.of}.${one.is}${'name' in one ? `.${one.name}` : ''}`

const labelOf = (name: string): string =>
  site.value?.attributes.find((one) => one.name === name)?.label[language.value === 'ru' ? 'ru' : 'en'] ?? name

/** A condition in words; without a value there is a gap to fill. */
export function inWords(condition: Condition): string {
  const value =
    'words' in condition ? wordsOf(condition).join(', ') : 'value' in condition ? String(condition.value) : ''
  return t(`scenario.if.${condition.of}.${condition.is}` as TextKey, {
    value: value || BLANK,
    name: 'name' in condition ? labelOf(condition.name) : '',
  })
}
const wordsOf = ({ of, words }: Extract<Condition, { words: string[] }>): string[] =>
  of === 'country' ? words.map((code) => countryName(code) ?? code) : words
/** As an option: the gap instead of the value. */
export const asOption = (condition: Condition): string =>
  inWords('value' in condition ? ({ ...condition, value: '' } as unknown as Condition) : condition)

export const sentenceOf = ({ conditions }: Pick<Scenario, 'conditions'>): string =>
  t('scenario.sentence', { conditions: conditions.map(inWords).join(t('scenario.and')) })

/** What is done then, in words; of a card its own. */
export function thenOf(action: Scenario['action']): string {
  if (action.do === 'card') return action.texts[language.value === 'ru' ? 'ru' : 'en']
  if (action.do !== 'handle') return t('scenario.then', { action: t(`scenario.do.${action.do}`) })
  const labels = action.labels.flatMap((id) => byId.value.get(id)?.name ?? [])
  const parts = [
    action.group && t('scenario.then.group', { group: action.group }),
    action.priority > 0 && t('scenario.then.priority', { priority: t(`priority.choose.${action.priority}`) }),
    labels.length > 0 && t('scenario.then.labels', { labels: labels.join(', ') }),
  ]
  return t('scenario.then', { action: parts.filter(Boolean).join('; ') || t('scenario.do.handle') })
}
