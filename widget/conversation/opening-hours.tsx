/** The week in the shop's own time; loads when it is unfolded. */
import { everyDay, spanInWords, timeZoneName, weekdayName } from '#shared'
import { fields, list, number, text } from '../api/read.ts'
import { live } from '../panel/live.ts'
import { usePanel } from '../panel/panel-state.ts'
import weekCss from './week.css?inline'

export { weekCss }

const readWeek = (value: unknown) =>
  list(
    value,
    (one) => {
      const day = fields(one)
      return { day: number(day.day), spans: list(day.spans, (span) => list(span, text, 2)) }
    },
    7,
  )

export const OpeningHours = live(function OpeningHours() {
  const { context, availability, speech } = usePanel()
  const { say, locale } = speech.value
  const hours = readWeek(context.value!.hours)
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
      <p class="hint">{say('hours.zone', { zone: timeZoneName(availability.value!.timeZone, locale) })}</p>
    </>
  )
})
