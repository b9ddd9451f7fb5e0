import { t } from '../texts.ts'
import { Icon } from './icon.tsx'
import { say } from './toasts.tsx'

/** A text to take elsewhere, whole: selected on focus, copied by one button. */
export function CopyField({ label, value }: { label: string; value: string }) {
  async function copy(input: HTMLInputElement | null): Promise<void> {
    try {
      await navigator.clipboard.writeText(value)
      say(t('ui.copied'))
    } catch {
      // Without the permission the person copies by hand: the text is selected for them.
      input?.select()
    }
  }
  return (
    <div class="inline-form copy-field">
      <input
        class="input input-small"
        readOnly
        aria-label={label}
        value={value}
        onFocus={(event) => event.currentTarget.select()}
      />
      <button
        type="button"
        class="button button-small"
        onClick={(event) => void copy(event.currentTarget.parentElement?.querySelector('input') ?? null)}
      >
        <Icon name="copy" /> {t('ui.copy')}
      </button>
    </div>
  )
}
