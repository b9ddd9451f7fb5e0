import { now } from '../dates.ts'
import { t } from '../texts.ts'
import type { Visit } from './here.ts'
import { clockThere, placeName } from './visit-words.ts'

/** Where the visitor of a conversation is, and what time it is there. */
export function WhereNow({ visit }: { visit: Visit }) {
  const [place, clock] = [placeName(visit), clockThere(visit.timeZone, now.value)]
  if (!place && !clock) return null
  return (
    <dl class="pairs">
      {place ? (
        <>
          <dt>{t('visitors.place')}</dt>
          <dd class="break">{place}</dd>
        </>
      ) : null}
      {clock ? (
        <>
          <dt>{t('visitors.localTime')}</dt>
          <dd>{clock}</dd>
        </>
      ) : null}
    </dl>
  )
}
