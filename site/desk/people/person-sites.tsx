import type { AnswerOf } from '#desk-api'
import { answersLocale } from '#shared'
import { useSignal } from '@preact/signals'
import { get, put } from '../http.ts'
import { sites } from '../session/session.ts'
import { language, t } from '../texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Banner, Skeleton } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { useLoad } from '../ui/use-load.ts'

type Membership = AnswerOf<'/desk/people/{id}/sites', 'get'>['sites'][number]
const CHOICES = ['', 'operator', 'lead'] as const

/** In which shops somebody works, and as what. Whoever loses one is out of it at once. */
export function PersonSites(props: { person: { id: string; name: string }; onSaved: () => void; onClose: () => void }) {
  const { id, name } = props.person
  const loaded = useLoad((stop) => get('/desk/people/{id}/sites', { params: { id }, signal: stop }), [id])
  const changed = useSignal<Membership[] | null>(null)
  const saving = useAction((all: Membership[]) =>
    put('/desk/people/{id}/sites', { params: { id }, body: { sites: all } }),
  )
  const shown = changed.value ?? loaded.value?.sites ?? []
  const set = (site: string, role: string) => {
    const rest = shown.filter((one) => one.site !== site)
    changed.value = role === '' ? rest : [...rest, { site, role: role as Membership['role'] }]
  }
  async function save(): Promise<void> {
    if (!(await saving.run(shown))) return
    say(t('ui.saved'))
    props.onSaved()
    props.onClose()
  }
  return (
    <Dialog title={t('people.sitesOf', { name })} onClose={props.onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        {!loaded.value ? (
          loaded.problem ? (
            <Banner tone="bad">{loaded.problem}</Banner>
          ) : (
            <Skeleton rows={2} tall />
          )
        ) : loaded.value.everywhere ? (
          <p>{t('people.sitesEvery')}</p>
        ) : (
          sites.value.map((one) => (
            <div class="field" key={one.id}>
              <label for={`site-${one.id}`}>{one.name[answersLocale(language.value)]}</label>
              <select
                id={`site-${one.id}`}
                class="input"
                value={shown.find(({ site }) => site === one.id)?.role ?? ''}
                onChange={(event) => set(one.id, event.currentTarget.value)}
              >
                {CHOICES.map((role) => (
                  <option key={role} value={role}>
                    {role === '' ? t('people.noMember') : t(`role.${role}`)}
                  </option>
                ))}
              </select>
            </div>
          ))
        )}
        {saving.problem ? (
          <Banner tone="bad" live>
            {saving.problem}
          </Banner>
        ) : null}
        <div class="form-buttons">
          {loaded.value?.everywhere ? null : (
            <button type="submit" class="button button-main" disabled={saving.busy || !loaded.value}>
              {t('ui.save')}
            </button>
          )}
          <button type="button" class="button" onClick={props.onClose} data-first>
            {t('ui.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
