import { dateIn } from '#shared'
import { now } from '../../dates.ts'
import { site } from '../../session/session.ts'
import type { Answer } from '../../shapes.ts'
import { language, t, type TextKey } from '../../texts.ts'

/** A day of the calendar in few words: "30 Nov", with the year where it is another. */
export function dayOf(date: string): string {
  const sameYear = date.slice(0, 4) === today().slice(0, 4)
  return new Intl.DateTimeFormat(language.value, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
    timeZone: 'UTC',
  }).format(new Date(date))
}

/** By the calendar of the shop. */
export const today = (): string => dateIn(site.value?.timeZone ?? 'UTC', now.value)

/** What its dates say of a published answer, in one mark; null: it has none that matters. */
export function timeMark(answer: Pick<Answer, 'validFrom' | 'validUntil' | 'reviewBy'>): {
  text: string
  tone: '' | 'chip-warn'
} | null {
  const { validFrom, validUntil, reviewBy } = answer
  const day = today()
  const say = (key: TextKey, on: string, tone: '' | 'chip-warn' = '') => ({ text: t(key, { on: dayOf(on) }), tone })
  if (validUntil !== null && validUntil < day) return say('care.ended', validUntil, 'chip-warn')
  if (validFrom !== null && validFrom > day) return say('care.begins', validFrom, 'chip-warn')
  if (reviewBy !== null && reviewBy < day) return say('care.review', reviewBy, 'chip-warn')
  return validUntil === null ? null : say('care.ends', validUntil)
}
