import { mergingOf } from '../merging/merging.ts'
import { pushingOf } from '../pushing/pushing.ts'
import { savedViewsOf } from '../saved-views/saved-views.ts'
import { snoozingOf } from '../snoozing/snoozing.ts'
import { tasksOf } from '../tasks/tasks.ts'

type Parts = Parameters<typeof mergingOf>[0] &
  Parameters<typeof pushingOf>[0] &
  Parameters<typeof savedViewsOf>[0] &
  Parameters<typeof snoozingOf>[0] &
  Parameters<typeof tasksOf>[0]

/** What orders an operator's day. */
export const dayOf = (core: Parts) => ({
  ...savedViewsOf(core),
  ...mergingOf(core),
  ...tasksOf(core),
  ...snoozingOf(core),
  ...pushingOf(core),
})
