import { ATTRIBUTE_KINDS, MOST_ATTRIBUTES } from '#shared'
import { InEachField, LineField } from '../look/shop-fields.tsx'
import type { Site } from '../shapes.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Field, LinesField } from '../ui/parts.tsx'

type Attribute = Site['attributes'][number]

const NEW: Attribute = { name: '', label: { ru: '', en: '' }, kind: 'text', options: [], private: false }

/** What the shop's page and server may tell of a visitor: nothing until the owner names it. */
export function AttributeFields(props: {
  attributes: readonly Attribute[]
  /** What the server said of single fields, by their names. */
  problems: Readonly<Record<string, string>>
  goals: boolean
  onChange: (part: { attributes?: Attribute[]; goals?: boolean }) => void
}) {
  const { attributes, goals, problems } = props
  const onChange = (next: Attribute[]) => props.onChange({ attributes: next })
  const set = (at: number, part: Partial<Attribute>) =>
    onChange(attributes.map((each, index) => (index === at ? { ...each, ...part } : each)))
  return (
    <>
      <p class="field-hint">{t('told.hint')}</p>
      {attributes.map((each, at) => (
        <fieldset key={at} class="attribute-field">
          <legend class="unseen">{each.label.ru || each.name || t('told.new')}</legend>
          <div class="field-row">
            <LineField
              label={t('told.name')}
              hint={t('told.nameHint')}
              name={`attributes.${at}.name`}
              value={each.name}
              most={40}
              problems={problems}
              onChange={(name) => set(at, { name: name.trim() })}
            />
            <Field label={t('told.kind')}>
              {(ties) => (
                <select
                  {...ties}
                  class="input"
                  value={each.kind}
                  onChange={({ currentTarget: { value } }) =>
                    set(at, { kind: ATTRIBUTE_KINDS.find((kind) => kind === value) ?? 'text', options: [] })
                  }
                >
                  {ATTRIBUTE_KINDS.map((kind) => (
                    <option key={kind} value={kind}>
                      {t(`told.kind.${kind}`)}
                    </option>
                  ))}
                </select>
              )}
            </Field>
          </div>
          <InEachField
            label={t('told.label')}
            name={`attributes.${at}.label`}
            value={each.label}
            most={60}
            problems={problems}
            onChange={(label) => set(at, { label })}
          />
          {each.kind === 'list' ? (
            <LinesField
              label={t('told.options')}
              problem={Object.entries(problems).find(([field]) => field.startsWith(`attributes.${at}.options`))?.[1]}
              rows={3}
              value={each.options}
              onChange={(options) => set(at, { options })}
            />
          ) : null}
          <div class="attribute-foot">
            <label class="check">
              <input
                type="checkbox"
                checked={each.private}
                onChange={({ currentTarget }) => set(at, { private: currentTarget.checked })}
              />
              {t('told.private')}
            </label>
            <button
              type="button"
              class="button button-small"
              onClick={() => onChange(attributes.filter((_, index) => index !== at))}
            >
              <Icon name="trash" /> {t('told.remove')}
            </button>
          </div>
        </fieldset>
      ))}
      {attributes.some((each) => each.private) ? <p class="field-hint">{t('told.privateHint')}</p> : null}
      <button
        type="button"
        class="button button-small"
        disabled={attributes.length >= MOST_ATTRIBUTES}
        onClick={() => onChange([...attributes, NEW])}
      >
        <Icon name="plus" /> {t('told.add')}
      </button>
      <label class="check">
        <input
          type="checkbox"
          checked={goals}
          onChange={({ currentTarget }) => props.onChange({ goals: currentTarget.checked })}
        />
        {t('goals.on')}
      </label>
      <p class="field-hint">{t('goals.onHint')}</p>
    </>
  )
}
