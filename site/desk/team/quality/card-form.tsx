import { useSignal } from '@preact/signals'
import { MOST_CRITERIA, MOST_DRAWN, type QualityCard, USUAL_CRITERIA } from '#protocol'
import { put } from '../../http.ts'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { Banner, Field, NumberField } from '../../ui/parts.tsx'
import { useAction } from '../../ui/use-action.ts'
import { criterionName } from './criteria.ts'

const NAME_LENGTH = 60

/** The shop's own card: the usual points, further ones under its own names, and how many conversations a week. */
export function CardForm({ card, onSaved }: { card: QualityCard; onSaved: () => void }) {
  const criteria = useSignal(card.criteria)
  const perWeek = useSignal(card.perWeek)
  const further = useSignal('')
  const saving = useAction(() =>
    put('/desk/quality/card', { body: { criteria: criteria.value, perWeek: perWeek.value } }),
  )
  const usual = USUAL_CRITERIA.filter((id) => !criteria.value.some((one) => one.id === id))
  function add(): void {
    const name = further.value.trim()
    if (!name) return
    const taken = new Set(criteria.value.map(({ id }) => id))
    const id = Array.from({ length: MOST_CRITERIA + 1 }, (_, n) => `own-${n + 1}`).find((one) => !taken.has(one))
    if (!id) return
    criteria.value = [...criteria.value, { id, name }]
    further.value = ''
  }
  return (
    <section class="card">
      <h2>{t('quality.card')}</h2>
      <p class="soft">{t('quality.cardText')}</p>
      <form
        class="form"
        onSubmit={async (event) => {
          event.preventDefault()
          if (await saving.run()) onSaved()
        }}
      >
        <ul class="quality-points">
          {criteria.value.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                class="chip"
                aria-label={t('quality.without', { name: criterionName(one) })}
                disabled={criteria.value.length === 1}
                onClick={() => (criteria.value = criteria.value.filter(({ id }) => id !== one.id))}
              >
                {criterionName(one)} <Icon name="x" />
              </button>
            </li>
          ))}
          {usual.map((id) => (
            <li key={id}>
              <button
                type="button"
                class="chip"
                onClick={() => (criteria.value = [...criteria.value, { id, name: null }])}
              >
                <Icon name="plus" /> {criterionName({ id, name: null })}
              </button>
            </li>
          ))}
        </ul>
        <div class="field-row">
          <Field label={t('quality.further')}>
            {(ties) => (
              <input
                {...ties}
                class="input"
                maxLength={NAME_LENGTH}
                value={further.value}
                onInput={({ currentTarget }) => (further.value = currentTarget.value)}
              />
            )}
          </Field>
          <button
            type="button"
            class="button button-small button-quiet"
            disabled={further.value.trim() === '' || criteria.value.length >= MOST_CRITERIA}
            onClick={add}
          >
            <Icon name="plus" /> {t('quality.add')}
          </button>
        </div>
        <NumberField
          label={t('quality.perWeek')}
          least={1}
          most={MOST_DRAWN}
          value={perWeek.value}
          onChange={(n) => (perWeek.value = n)}
        />
        {saving.problem ? <Banner tone="bad">{saving.problem}</Banner> : null}
        <button type="submit" class="button button-small" disabled={saving.busy}>
          {t('ui.save')}
        </button>
      </form>
    </section>
  )
}
