import { clockTime } from '#shared'
import { useEffect } from 'preact/hooks'
import { now } from '../dates.ts'
import { get } from '../http.ts'
import { connection } from '../live.ts'
import { site } from '../session/session.ts'
import { language, t } from '../texts.ts'
import { useLoad } from '../ui/use-load.ts'

const AGAIN_MS = 300_000

/** What visitors are told while the shop is closed; null while it is open, or while nobody knows; undefined until it was asked. */
export function useClosedWords(): string | null | undefined {
  const opening = useLoad(
    (stop) => get('/desk/opening', { signal: stop }),
    [connection.value === 'live', site.value?.hours, site.value?.holidays],
  )
  const known = opening.value
  const turnsAt = known && (known.open ? known.closesAt : known.opensAt)
  const turned = turnsAt !== null && Date.parse(turnsAt) <= now.value
  useEffect(() => {
    if (turned) opening.again()
  }, [turned])
  useEffect(() => {
    const timer = setInterval(opening.again, AGAIN_MS)
    return () => clearInterval(timer)
  }, [])
  if (!known && !opening.problem) return undefined
  if (!known || known.open) return null
  return known.opensAt
    ? t('presence.closedUntil', { at: opensAt(known.opensAt, known.timeZone) })
    : t('presence.closed')
}

/** By the shop's clock, as visitors read it; the day is named unless it is today. */
function opensAt(at: string, timeZone: string): string {
  const opens = new Date(at)
  const day = (moment: Date | number) =>
    new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone }).format(moment)
  const time = clockTime(opens, language.value, timeZone)
  if (day(opens) === day(now.value)) return time
  const named = new Intl.DateTimeFormat(language.value, { weekday: 'short', day: 'numeric', month: 'short', timeZone })
  return `${named.format(opens)}, ${time}`
}
