import { MOST_WORDS } from '#shared'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { allCountries, countryName } from '../visitors/visit-words.ts'

/** Countries are chosen by name and kept by code. */
export function CountriesGap({ words, onChange }: { words: readonly string[]; onChange: (words: string[]) => void }) {
  return (
    <span class="scenario-countries">
      {words.length > 0 ? (
        <span class="chosen-chips">
          {words.map((code) => (
            <button
              key={code}
              type="button"
              class="chip chip-button"
              aria-label={t('scenario.withoutCountry', { name: countryName(code) ?? code })}
              onClick={() => onChange(words.filter((other) => other !== code))}
            >
              {countryName(code)} <Icon name="x" />
            </button>
          ))}
        </span>
      ) : null}
      <select
        class="input"
        required={words.length === 0}
        disabled={words.length >= MOST_WORDS}
        aria-label={t('scenario.addCountry')}
        value=""
        onChange={({ currentTarget }) => {
          if (currentTarget.value) onChange([...words, currentTarget.value])
          currentTarget.value = ''
        }}
      >
        <option value="">{t('scenario.addCountry')}</option>
        {allCountries()
          .filter(([code]) => !words.includes(code))
          .map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
      </select>
    </span>
  )
}
