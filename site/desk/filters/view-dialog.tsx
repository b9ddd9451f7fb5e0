import { useSignal } from '@preact/signals'
import type { SavedView } from '#protocol'
import { leads } from '../session/session.ts'
import { t } from '../texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { saveView, type Wanted } from './views.ts'

type Saved = Omit<SavedView, 'id' | 'site' | 'own'> & { id: string | null }

/** A name for what the list is narrowed to; leads may share it. */
export function ViewDialog({ saved, onClose }: { saved: Saved; onClose: () => void }) {
  const name = useSignal(saved.name)
  const shared = useSignal(saved.shared)
  const saving = useAction((wanted: Wanted) => saveView(saved.id, wanted))
  return (
    <Dialog title={t(saved.id ? 'views.change' : 'views.save')} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          const { list, filter } = saved
          void saving.run({ name: name.value.trim(), list, filter, shared: shared.value }).then((done) => {
            if (!done) return
            say(t('views.saved'))
            onClose()
          })
        }}
      >
        <Field label={t('views.name')} problem={saving.problem ?? undefined}>
          {(ties) => (
            <input
              {...ties}
              class="input"
              data-first
              required
              maxLength={40}
              value={name.value}
              onInput={(event) => {
                name.value = event.currentTarget.value
              }}
            />
          )}
        </Field>
        {leads.value ? (
          <label class="check">
            <input
              type="checkbox"
              checked={shared.value}
              onChange={({ currentTarget }) => (shared.value = currentTarget.checked)}
            />
            {t('views.shared')}
          </label>
        ) : null}
        <div class="form-buttons">
          <button type="submit" class="button button-main" disabled={saving.busy || !name.value.trim()}>
            {t('ui.save')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
