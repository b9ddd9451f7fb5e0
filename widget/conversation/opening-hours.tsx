/** The week in the shop's own time; loads when it is unfolded. */
import { everyDay, spanInWords, timeZoneName, weekdayName } from '#shared'
import { live } from '../panel/live.ts'
import { usePanel } from '../panel/panel-state.ts'

export const weekCss = `
.week dl>div{display:flex;justify-content:space-between;gap:12px;padding:4px 0}
.week dt::first-letter{text-transform:uppercase}
.week dd{font-variant-numeric:tabular-nums;color:var(--soft)}
.week .hint{padding-top:6px}`

export const OpeningHours = live(function OpeningHours() {
  const { context, speech } = usePanel()
  const { say, locale } = speech.value
  const { hours, availability } = context.value!
  const alike = new Set(hours.map(({ spans }) => spans.join(';'))).size === 1
  return (
    <>
      <dl>
        {(alike ? hours.slice(0, 1) : hours).map(({ day, spans }) => (
          <div key={day}>
            <dt>{alike ? everyDay(locale) : weekdayName(day, locale, 'long')}</dt>
            <dd>
              {spans.length === 0
                ? say('hours.shut')
                : spans.map((span) => spanInWords(span.join('-'), locale)).join(', ')}
            </dd>
          </div>
        ))}
      </dl>
      <p class="hint">{say('hours.zone', { zone: timeZoneName(availability.timeZone, locale) })}</p>
    </>
  )
})
