import { useSignal } from '@preact/signals'
import { answersLocale } from '#shared'
import { CHANNELS, LATELY_DAYS, type ListFilter, RATINGS } from '#protocol'
import { get } from '../http.ts'
import { labels } from '../labels/labels.ts'
import { site, sites } from '../session/session.ts'
import { language, t } from '../texts.ts'
import { Field } from '../ui/parts.tsx'
import { useLoad } from '../ui/use-load.ts'
import { filter, narrow, narrowed, setFilter } from './filters.ts'
import { ViewDialog } from './view-dialog.tsx'
import type { View } from '../inbox/lists/conversations.ts'

const DAY_MS = 24 * 60 * 60_000
/** As a field of the browser writes a day, by the clock of whoever sits here. */
const dayOf = (moment: string | undefined, beforeMs = 0): string => {
  if (!moment) return ''
  const at = new Date(Date.parse(moment) - beforeMs)
  return `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}-${String(at.getDate()).padStart(2, '0')}`
}
const beginOf = (day: string, after = 0): string => {
  const at = new Date(`${day}T00:00`)
  if (Number.isNaN(at.getTime())) return ''
  at.setDate(at.getDate() + after)
  return at.toISOString()
}

/** What the list is narrowed to, a field for each; what this shop does not have is not asked. */
export function FilterPanel({ view }: { view: View }) {
  const people = useLoad((stop) => get('/desk/people', { signal: stop }), []).value?.items ?? []
  const saves = useSignal(false)
  const own = useSignal(Boolean(filter.peek().from || filter.peek().to))
  const now = filter.value
  const groups = [...new Set(people.flatMap((each) => (each.disabled ? [] : each.skills)))].sort((a, b) =>
    a.localeCompare(b),
  )
  const choice = (key: keyof ListFilter, options: readonly (readonly [value: string, text: string])[]) =>
    options.length === 0 ? null : (
      <Field label={t(`filter.${key}`)}>
        {(ties) => (
          <select
            {...ties}
            class="input input-small"
            value={now[key] ?? ''}
            onChange={(event) => narrow({ [key]: event.currentTarget.value })}
          >
            <option value="">{t('filter.any')}</option>
            {options.map(([value, text]) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        )}
      </Field>
    )
  const date = (key: 'from' | 'to') => (
    <Field label={t(`filter.${key}`)}>
      {(ties) => (
        <input
          {...ties}
          class="input input-small"
          type="date"
          value={dayOf(now[key], key === 'to' ? DAY_MS : 0)}
          onInput={(event) => narrow({ [key]: beginOf(event.currentTarget.value, key === 'to' ? 1 : 0), days: '' })}
        />
      )}
    </Field>
  )
  return (
    <section class="filter-panel" aria-label={t('filter.title')}>
      {choice(
        'label',
        labels.value.map(({ id, name }) => [id, name]),
      )}
      {people.length > 1
        ? choice(
            'operator',
            people.map(({ id, name }) => [id, name]),
          )
        : null}
      {choice(
        'group',
        groups.map((name) => [name, name]),
      )}
      {sites.value.length > 1
        ? choice(
            'site',
            sites.value.map(({ id, name }) => [id, name[answersLocale(language.value)]]),
          )
        : null}
      {choice(
        'channel',
        CHANNELS.map((value) => [value, t(`filter.channel.${value}`)]),
      )}
      {choice(
        'rating',
        RATINGS.map((value) => [value, t(`filter.rating.${value}`)]),
      )}
      <Field label={t('filter.days')}>
        {(ties) => (
          <select
            {...ties}
            class="input input-small"
            value={own.value ? 'own' : (now.days ?? '')}
            onChange={({ currentTarget: { value } }) => {
              own.value = value === 'own'
              narrow({ days: value === 'own' ? '' : value, from: '', to: '' })
            }}
          >
            <option value="">{t('filter.any')}</option>
            {LATELY_DAYS.map((value) => (
              <option key={value} value={value}>
                {t('filter.lately', { n: Number(value) })}
              </option>
            ))}
            <option value="own">{t('filter.ownDays')}</option>
          </select>
        )}
      </Field>
      {own.value ? (
        <>
          {date('from')}
          {date('to')}
        </>
      ) : null}
      <label class="check">
        <input
          type="checkbox"
          checked={now.late === 'yes'}
          onChange={({ currentTarget }) => narrow({ late: currentTarget.checked ? 'yes' : '' })}
        />
        {t('filter.late')}
      </label>
      {narrowed.value > 0 ? (
        <div class="filter-buttons">
          <button type="button" class="button button-small" onClick={() => (saves.value = true)}>
            {t('views.save')}
          </button>
          <button
            type="button"
            class="button button-small button-quiet"
            onClick={() => {
              own.value = false
              setFilter({})
            }}
          >
            {t('filter.reset')}
          </button>
        </div>
      ) : null}
      {saves.value && site.value ? (
        <ViewDialog
          saved={{ id: null, name: '', list: view, filter: now, shared: false }}
          onClose={() => (saves.value = false)}
        />
      ) : null}
    </section>
  )
}
