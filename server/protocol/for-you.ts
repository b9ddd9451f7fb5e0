import { ALERTS } from '#shared'

/** Why something stands in a person's list "For you". */
export const FOR_YOU_KINDS = [
  'missed',
  'transferred',
  'mentioned',
  'returned',
  'published',
  'woken',
  'task_given',
  'task_due',
  'reviewed',
  'review_answered',
  ...ALERTS,
] as const
export type ForYouKind = (typeof FOR_YOU_KINDS)[number]
