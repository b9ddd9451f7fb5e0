import { useSignal } from '@preact/signals'
import { remove } from '../http.ts'
import { t } from '../texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Banner } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'

/** A lead ends an operator's access to their shop, at once. */
export function EndAccess({ person, onEnded }: { person: { id: string; name: string }; onEnded: () => void }) {
  const asked = useSignal(false)
  const ending = useAction(() => remove('/desk/people/{id}/membership', { params: { id: person.id } }))
  async function end(): Promise<void> {
    if (!(await ending.run())) return
    asked.value = false
    say(t('people.accessEnded', { name: person.name }))
    onEnded()
  }
  return (
    <>
      <button type="button" class="button button-small button-bad" onClick={() => (asked.value = true)}>
        {t('people.disable')}
      </button>
      {asked.value ? (
        <Dialog title={t('people.endAccess', { name: person.name })} onClose={() => (asked.value = false)}>
          <form
            class="form"
            onSubmit={(event) => {
              event.preventDefault()
              void end()
            }}
          >
            <p>{t('people.endAccessMore')}</p>
            {ending.problem ? (
              <Banner tone="bad" live>
                {ending.problem}
              </Banner>
            ) : null}
            <div class="form-buttons">
              <button type="submit" class="button button-bad" disabled={ending.busy}>
                {t('people.disable')}
              </button>
              <button type="button" class="button" onClick={() => (asked.value = false)} data-first>
                {t('ui.cancel')}
              </button>
            </div>
          </form>
        </Dialog>
      ) : null}
    </>
  )
}
