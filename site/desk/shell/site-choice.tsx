import { answersLocale } from '#shared'
import { put } from '../http.ts'
import { site, sites } from '../session/session.ts'
import { language, t } from '../texts.ts'
import { useAction } from '../ui/use-action.ts'

/** Which of several shops the desk shows: its library, figures and settings. The inbox holds all of them. One shop needs no choice. */
export function SiteChoice() {
  const choosing = useAction((id: string) => put('/desk/me/site', { body: { site: id } }), { toast: true })
  if (sites.value.length < 2) return null
  const named = (one: { name: { ru: string; en: string } }) => one.name[answersLocale(language.value)]
  async function choose(id: string): Promise<void> {
    if (!(await choosing.run(id))) return
    // A fresh page: nothing of the other shop stays in memory.
    location.assign('/desk')
  }
  return (
    <select
      class="input input-small rail-site"
      aria-label={t('nav.site')}
      title={site.value ? named(site.value) : ''}
      value={site.value?.id}
      disabled={choosing.busy}
      onChange={(event) => void choose(event.currentTarget.value)}
    >
      {sites.value.map((one) => (
        <option key={one.id} value={one.id}>
          {named(one)}
        </option>
      ))}
    </select>
  )
}
