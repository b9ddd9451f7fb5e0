import type { Site } from '../shapes.ts'
import { t } from '../texts.ts'
import { Field } from '../ui/parts.tsx'

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
          <Field label={t('watch.keepDays')} problem={props.problems['watch.keepDays']}>
            {(ties) => (
              <input
                {...ties}
                class="input input-number"
                type="number"
                min={1}
                max={90}
                required
                value={watch.keepDays}
                onInput={({ currentTarget }) => set({ keepDays: Math.round(Number(currentTarget.value)) })}
              />
            )}
          </Field>
          <Field label={t('watch.excluded')} hint={t('watch.excludedHint')} problem={excluded}>
            {(ties) => (
              <textarea
                {...ties}
                class="input"
                rows={3}
                value={watch.excluded.join('\n')}
                onChange={({ currentTarget }) =>
                  set({
                    excluded: currentTarget.value
                      .split('\n')
                      .map((path) => path.trim())
                      .filter(Boolean),
                  })
                }
              />
            )}
          </Field>
        </>
      ) : null}
    </>
  )
}
