import { useSignal } from '@preact/signals'
import { t } from '../texts.ts'
import { Banner } from '../ui/parts.tsx'
import type { Source } from './source-form.tsx'

/** Which further columns of the shop's table visitors see as facts about a product. */
export function FactsForm(props: {
  source: Source
  /** With which they can be read again at once; without, they hold from the next file on. */
  isAtHand: boolean
  busy: boolean
  problem: string | null
  onChosen: (attributes: string[]) => void
}) {
  const { attributes, further } = props.source
  const ticked = useSignal(
    new Set(further.filter(({ name, internal }) => attributes?.includes(name) ?? !internal).map(({ name }) => name)),
  )
  return (
    <section class="card" aria-labelledby="feed-facts">
      <h2 id="feed-facts">{t('catalogue.facts')}</h2>
      <p>{t('catalogue.factsMore')}</p>
      <fieldset class="feed-facts">
        <legend class="unseen">{t('catalogue.facts')}</legend>
        {further.map(({ name, internal }) => (
          <label key={name} class="check">
            <input
              type="checkbox"
              checked={ticked.value.has(name)}
              onChange={(event) => {
                const next = new Set(ticked.value)
                if (event.currentTarget.checked) next.add(name)
                else next.delete(name)
                ticked.value = next
              }}
            />
            <span class="break">
              {name} {internal ? <span class="soft">{t('catalogue.factsInternal')}</span> : null}
            </span>
          </label>
        ))}
      </fieldset>
      {props.problem ? <Banner tone="bad">{props.problem}</Banner> : null}
      <div class="feed-decide">
        <button
          type="button"
          class="button"
          disabled={props.busy}
          onClick={() => props.onChosen(further.map(({ name }) => name).filter((name) => ticked.value.has(name)))}
        >
          {props.isAtHand ? t('catalogue.factsAgain') : t('catalogue.save')}
        </button>
        {props.isAtHand ? null : <span class="soft">{t('catalogue.factsNext')}</span>}
      </div>
    </section>
  )
}
