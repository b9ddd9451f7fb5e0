import { MINUTE_MS } from '#shared'
import { language, t } from './texts.ts'

/** `0.262` as "26 %" or "26%", as the language writes it. */
export const percent = (share: number): string =>
  new Intl.NumberFormat(language.value, { style: 'percent', maximumFractionDigits: 0 }).format(share)

/** Below this the seconds decide whether a promise of minutes was kept. */
const EXACT_MS = 10 * MINUTE_MS

/** How long something took, in the two units a reader needs: "40 s", "3 min 40 s", "25 min", "2 h 5 min". */
export function duration(ms: number): string {
  if (ms < MINUTE_MS) return t('dates.seconds', { n: Math.max(1, Math.round(ms / 1_000)) })
  if (ms < EXACT_MS) {
    const seconds = Math.round(ms / 1_000)
    const whole = t('dates.minutes', { n: Math.floor(seconds / 60) })
    return seconds % 60 === 0 ? whole : `${whole} ${t('dates.seconds', { n: seconds % 60 })}`
  }
  const minutes = Math.round(ms / MINUTE_MS)
  if (minutes < 60) return t('dates.minutes', { n: minutes })
  const hours = t('dates.hours', { n: Math.floor(minutes / 60) })
  return minutes % 60 === 0 ? hours : `${hours} ${t('dates.minutes', { n: minutes % 60 })}`
}
