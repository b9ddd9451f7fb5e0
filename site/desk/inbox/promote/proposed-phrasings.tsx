import type { Signal } from '@preact/signals'
import { t } from '../../texts.ts'

export interface Phrasing {
  text: string
  taken: boolean
}

/** How the visitor asked: what reads as a question is taken, the rest of the talk only if the operator says so. */
export function ProposedPhrasings({ phrasings }: { phrasings: Signal<readonly Phrasing[]> }) {
  if (phrasings.value.length === 0) return null
  const set = (index: number, part: Partial<Phrasing>) => {
    phrasings.value = phrasings.value.map((each, at) => (at === index ? { ...each, ...part } : each))
  }
  return (
    <fieldset class="field">
      <legend class="field-label">{t('promote.phrasings')}</legend>
      <p class="field-hint">{t('promote.phrasingsHint')}</p>
      <ul class="phrasings">
        {phrasings.value.map(({ text, taken }, index) => (
          <li key={index}>
            <input
              type="checkbox"
              aria-label={t('promote.takePhrasing', { text })}
              checked={taken}
              onChange={(event) => set(index, { taken: event.currentTarget.checked })}
            />
            <input
              class="input input-small"
              aria-label={t('answer.phrasing')}
              value={text}
              onInput={(event) => set(index, { text: event.currentTarget.value, taken: true })}
            />
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
