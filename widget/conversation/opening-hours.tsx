import { live } from '../panel/live.ts'
import { usePanel } from '../panel/panel-state.ts'

/** A Monday, to name the days by. */
const MONDAY = Date.UTC(2024, 0, 1)
const DAY_MS = 86_400_000

/** The week in the shop's own time; folded until asked for. */
export const OpeningHours = live(function OpeningHours() {
  const panel = usePanel()
  const { say, locale } = panel.speech.value
  const context = panel.context.value
  if (!context || context.hours.length === 0) return null
  const dayName = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
  return (
    <details class="week">
      <summary>{say('hours.week')}</summary>
      <dl>
        {context.hours.map(({ day, spans }) => (
          <div key={day}>
            <dt>{dayName.format(MONDAY + day * DAY_MS)}</dt>
            <dd>{spans.length === 0 ? say('hours.shut') : spans.map((span) => span.join('–')).join(', ')}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">{say('hours.zone', { zone: context.availability.timeZone.replace('_', ' ') })}</p>
    </details>
  )
})
