import type { Site } from '../shapes.ts'
import { t } from '../texts.ts'
import { NumberField } from '../ui/parts.tsx'

type Silence = Site['silence']

/** What is done about visitors who say nothing more. Nothing, until the owner wants it. */
export function SilenceFields({ silence, onChange }: { silence: Silence; onChange: (silence: Silence) => void }) {
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={silence.on}
          onChange={({ currentTarget }) => onChange({ ...silence, on: currentTarget.checked })}
        />
        {t('silence.on')}
      </label>
      <p class="field-hint">{t('silence.onHint')}</p>
      {silence.on ? (
        <div class="field-row">
          <NumberField
            label={t('silence.remindMinutes')}
            least={5}
            most={10_080}
            value={silence.remindMinutes}
            onChange={(remindMinutes) => onChange({ ...silence, remindMinutes })}
          />
          <NumberField
            label={t('silence.closeMinutes')}
            least={5}
            most={43_200}
            value={silence.closeMinutes}
            onChange={(closeMinutes) => onChange({ ...silence, closeMinutes })}
          />
        </div>
      ) : null}
    </>
  )
}
