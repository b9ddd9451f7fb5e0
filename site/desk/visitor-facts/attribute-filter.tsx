import { answersLocale, CONTEXT } from '#shared'
import { site } from '../session/session.ts'
import { language, t } from '../texts.ts'
import { contextName } from './attribute-words.ts'

interface Asked {
  name: string
  asked: string
}

/** Whoever is told of as asked: `gold`, `> 1000`, `<= 2026-01-31`. Only where the shop is told anything. */
export function AttributeFilter({ value, onChange }: { value: Asked; onChange: (value: Asked) => void }) {
  const own = site.value?.attributes ?? []
  if (own.length === 0) return null
  const names: [string, string][] = [
    ...own.map(({ name, label }): [string, string] => [name, label[answersLocale(language.value)]]),
    ...CONTEXT.map(({ name }): [string, string] => [name, contextName(name)]),
  ]
  return (
    <>
      <select
        class="input input-small"
        aria-label={t('told.filter')}
        value={value.name}
        onChange={({ currentTarget }) => onChange({ ...value, name: currentTarget.value })}
      >
        <option value="">{t('told.anything')}</option>
        {names.map(([name, label]) => (
          <option key={name} value={name}>
            {label}
          </option>
        ))}
      </select>
      {value.name ? (
        <input
          class="input input-small"
          aria-label={t('told.asked')}
          placeholder={t('told.asked')}
          value={value.asked}
          onInput={({ currentTarget }) => onChange({ ...value, asked: currentTarget.value })}
        />
      ) : null}
    </>
  )
}
