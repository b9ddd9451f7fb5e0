import { afterOpenMs, type Hours } from './hours.ts'

export interface Targets {
  targets: { firstResponseMinutes: number; replyMinutes: number }
}
export interface Due {
  at: string
  level: 'fine' | 'soon' | 'missed'
}

/** `soon`: three quarters of the time allowed are gone. */
const SOON_SHARE = 0.25

/** When the visitor's unanswered words are due, counted in opening hours only. null: nothing is owed. */
export function dueAt(
  site: Hours & Targets,
  row: { awaitingSince: string | null; firstResponseAt: string | null; state: string },
  now: number,
): Due | null {
  if (!row.awaitingSince || row.state === 'solved') return null
  const minutes = row.firstResponseAt ? site.targets.replyMinutes : site.targets.firstResponseMinutes
  const at = afterOpenMs(site, Date.parse(row.awaitingSince), minutes * 60_000)
  if (at === null) return null
  const level = now >= at ? 'missed' : at - now <= minutes * 60_000 * SOON_SHARE ? 'soon' : 'fine'
  return { at: new Date(at).toISOString(), level }
}
