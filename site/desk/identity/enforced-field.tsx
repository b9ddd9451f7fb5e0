import type { Site } from '../shapes.ts'
import { t } from '../texts.ts'

/** Whether strangers may write at all. */
export function EnforcedField(props: { identity: Site['identity']; onChange: (identity: Site['identity']) => void }) {
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={props.identity.enforced}
          onChange={({ currentTarget }) => props.onChange({ enforced: currentTarget.checked })}
        />
        {t('identity.enforced')}
      </label>
      <p class="field-hint">{t('identity.enforcedHint')}</p>
    </>
  )
}
