import type { QualityCriterion } from '#protocol'
import { isTextKey, t } from '../../texts.ts'

/** As the shop calls it, or as we word a usual one. */
export function criterionName({ id, name }: QualityCriterion): string {
  const key = `quality.criterion.${id}`
  return name ?? (isTextKey(key) ? t(key as 'quality.criterion.tone') : id)
}

const DAY_MS = 86_400_000
const WEEKS_OFFERED = 12

/** Mondays of the running week and those before it, newest first. */
export function mondays(now: number): string[] {
  const sinceMonday = (new Date(now).getUTCDay() + 6) % 7
  return Array.from({ length: WEEKS_OFFERED }, (_, week) =>
    new Date(now - (sinceMonday + 7 * week) * DAY_MS).toISOString().slice(0, 10),
  )
}
