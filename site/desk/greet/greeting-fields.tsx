import type { Site } from '../shapes.ts'
import { t } from '../texts.ts'

/** How a conversation begins, beyond the usual: all of it off until the owner wants it. */
export function GreetingFields(props: { site: Pick<Site, 'preview'>; onChange: (part: Partial<Site>) => void }) {
  return (
    <>
      <label class="check">
        <input
          type="checkbox"
          checked={props.site.preview}
          onChange={({ currentTarget }) => props.onChange({ preview: currentTarget.checked })}
        />
        {t('greeting.preview')}
      </label>
      <p class="field-hint">{t('greeting.previewHint')}</p>
    </>
  )
}
