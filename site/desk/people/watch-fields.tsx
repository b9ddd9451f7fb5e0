import type { Site } from '../shapes.ts'
import { t } from '../texts.ts'
import { LinesField, NumberField } from '../ui/parts.tsx'

type Watch = Site['watch']

/** Whether operators see who is on the shop's pages. Off until the owner wants it. */
export function WatchFields(props: {
  watch: Watch
  /** What the server said of single fields, by their names. */
  problems: Readonly<Record<string, string>>
  onChange: (watch: Watch) => void
}) {
  const { watch } = props
  const set = (part: Partial<Watch>) => props.onChange({ ...watch, ...part })
  const excluded = Object.entries(props.problems).find(([field]) => field.startsWith('watch.excluded'))?.[1]
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={watch.on}
          onChange={({ currentTarget }) => set({ on: currentTarget.checked })}
        />
        {t('watch.on')}
      </label>
      <p class="field-hint">{t('watch.onHint')}</p>
      {watch.on ? (
        <>
          <label class="check">
            <input
              type="checkbox"
              checked={watch.asksFirst}
              onChange={({ currentTarget }) => set({ asksFirst: currentTarget.checked })}
            />
            {t('watch.asksFirst')}
          </label>
          <p class="field-hint">{t('watch.asksFirstHint')}</p>
          <NumberField
            label={t('watch.keepDays')}
            problem={props.problems['watch.keepDays']}
            least={1}
            most={90}
            value={watch.keepDays}
            onChange={(keepDays) => set({ keepDays })}
          />
          <LinesField
            label={t('watch.excluded')}
            hint={t('watch.excludedHint')}
            problem={excluded}
            rows={3}
            value={watch.excluded}
            onChange={(excluded) => set({ excluded })}
          />
        </>
      ) : null}
    </>
  )
}
