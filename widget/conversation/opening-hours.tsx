/** The week in the shop's own time; loads when it is unfolded. */
import { live } from '../panel/live.ts'
import { usePanel } from '../panel/panel-state.ts'

export const weekCss = `
.week dl>div{display:flex;justify-content:space-between;gap:12px;padding:4px 0}
.week dt::first-letter{text-transform:uppercase}
.week dd{font-variant-numeric:tabular-nums;color:var(--soft)}
.week .hint{padding-top:6px}`

/** A Monday, to name the days by. */
const MONDAY = Date.UTC(2024, 0, 1)
const DAY_MS = 86_400_000

export const OpeningHours = live(function OpeningHours() {
  const { context, speech } = usePanel()
  const { say, locale } = speech.value
  const dayName = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
  return (
    <>
      <dl>
        {context.value!.hours.map(({ day, spans }) => (
          <div key={day}>
            <dt>{dayName.format(MONDAY + day * DAY_MS)}</dt>
            <dd>
              {spans.length === 0
                ? say('hours.shut')
                : spans.map((span) => span.map((time) => time.replace(/^0/, '')).join('–')).join(', ')}
            </dd>
          </div>
        ))}
      </dl>
      <p class="hint">{say('hours.zone', { zone: zoneName(context.value!.availability.timeZone, locale) })}</p>
    </>
  )
})

/** `Moscow Standard Time (UTC+3)`, `Москва (UTC+3)`. */
function zoneName(timeZone: string, locale: string): string {
  try {
    const part = (timeZoneName: 'longGeneric' | 'shortOffset') =>
      new Intl.DateTimeFormat(locale, { timeZone, timeZoneName })
        .formatToParts()
        .find(({ type }) => type === 'timeZoneName')!.value
    return `${part('longGeneric').replace(/,.*/, '')} (${part('shortOffset').replace('GMT', 'UTC')})`
  } catch {
    return timeZone
  }
}
