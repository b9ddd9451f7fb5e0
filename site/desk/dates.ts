import { signal } from '@preact/signals'
import { language, t } from './texts.ts'

/** The clock of the interface, in milliseconds: due marks and countdowns follow it. */
export const now = signal(Date.now())
export function startClock(): void {
  setInterval(() => {
    if (document.visibilityState === 'visible') now.value = Date.now()
  }, 1000)
}

const formats = new Map<string, Intl.DateTimeFormat>()

function format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language.value} ${name}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(language.value, options)
  formats.set(key, made)
  return made
}

export const clockTime = (at: string) => format('time', { hour: 'numeric', minute: '2-digit' }).format(new Date(at))
export const dayAndTime = (at: string) =>
  format('dayTime', { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }).format(new Date(at))
export const weekdayAndTime = (at: string) =>
  format('weekdayTime', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: 'numeric',
    minute: '2-digit',
  }).format(new Date(at))
export const fullDay = (at: string) =>
  format('day', { day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(at))
export const dayKey = (at: string) => new Date(at).toDateString()

/** "Today", "Yesterday" or the day by its name, for the separators of a conversation. */
export function dayName(at: string): string {
  const today = new Date(now.value)
  if (dayKey(at) === today.toDateString()) return t('dates.today')
  today.setDate(today.getDate() - 1)
  if (dayKey(at) === today.toDateString()) return t('dates.yesterday')
  return format('weekday', { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(at))
}

/** Short age for lists: "now", "5 min", "3 h", then the day. */
export function age(at: string): string {
  const minutes = Math.floor((now.value - Date.parse(at)) / 60_000)
  if (minutes < 1) return t('dates.now')
  if (minutes < 60) return t('dates.minutes', { n: minutes })
  if (minutes < 24 * 60) return t('dates.hours', { n: Math.floor(minutes / 60) })
  return format('short', { day: 'numeric', month: 'short' }).format(new Date(at))
}

/** How long ago, as a sentence says it: "5 min ago", "yesterday". */
export function since(at: string): string {
  const minutes = Math.floor((now.value - Date.parse(at)) / 60_000)
  if (minutes < 1) return t('dates.justNow')
  const relative = new Intl.RelativeTimeFormat(language.value, { numeric: 'auto', style: 'short' })
  if (minutes < 60) return relative.format(-minutes, 'minute')
  if (minutes < 24 * 60) return relative.format(-Math.floor(minutes / 60), 'hour')
  return relative.format(-Math.floor(minutes / (24 * 60)), 'day')
}

/** Minutes until (positive) or since (negative) a moment, rounded away from zero so that "0 min" is never shown. */
export function minutesUntil(at: string): number {
  const minutes = (Date.parse(at) - now.value) / 60_000
  return minutes >= 0 ? Math.ceil(minutes) : Math.floor(minutes)
}
