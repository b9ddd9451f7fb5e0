import type { InterfaceLocale } from '#shared'

/** What may call somebody to the desk. */
export const CALL_KINDS = ['offer', 'message', 'transfer', 'mention', 'returned', 'woken', 'task', 'left'] as const
export type CallKind = (typeof CALL_KINDS)[number]

/** What a push message says; the worker of the desk has the words for it. */
export interface PushFact {
  kind: CallKind
  /** What it is about: a later one about the same replaces the notification. */
  key: string
  /** Where a press on it leads. */
  address: string
  locale: InterfaceLocale
  shop: string
  /** Of the visitor, or of the task; null: this person keeps them out of notifications. */
  words: string | null
}

/** When nothing calls, by the clock of this time zone. They may reach over midnight. */
export interface QuietHours {
  from: string
  to: string
  timeZone: string
}

/** Whether a time of the day, as `HH:MM`, lies within them. */
export const isWithinHours = ({ from, to }: Pick<QuietHours, 'from' | 'to'>, time: string): boolean =>
  from < to ? from <= time && time < to : from !== to && (from <= time || time < to)
