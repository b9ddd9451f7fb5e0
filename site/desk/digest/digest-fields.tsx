import type { Site } from '../shapes.ts'
import { t } from '../texts.ts'
import { Choice, Field, LinesField } from '../ui/parts.tsx'

type Digest = Site['digest']
const PARTS = ['left', 'missed'] as const

/** Who gets a letter about what waits and what came late. Nobody, until the owner names them. */
export function DigestFields(props: {
  digest: Digest
  problems: Readonly<Record<string, string>>
  onChange: (digest: Digest) => void
}) {
  const { digest, problems } = props
  const set = (part: Partial<Digest>) => props.onChange({ ...digest, ...part })
  return (
    <>
      <LinesField
        label={t('digest.to')}
        hint={t('digest.toHint')}
        problem={Object.entries(problems).find(([name]) => name.startsWith('digest.to'))?.[1]}
        rows={2}
        value={digest.to}
        onChange={(to) => set({ to })}
      />
      {digest.to.length > 0 ? (
        <>
          <div class="field">
            <span class="field-label">{t('digest.every')}</span>
            <Choice
              label={t('digest.every')}
              value={digest.every}
              options={(['day', 'hour'] as const).map((value) => ({ value, text: t(`digest.every.${value}`) }))}
              onChoose={(every) => set({ every })}
            />
          </div>
          {digest.every === 'day' ? (
            <Field label={t('digest.at')}>
              {(ties) => (
                <input
                  {...ties}
                  class="input"
                  type="time"
                  required
                  value={digest.at}
                  onChange={({ currentTarget: { value } }) => {
                    if (value) set({ at: value })
                  }}
                />
              )}
            </Field>
          ) : null}
          {PARTS.map((part) => (
            <label class="check" key={part}>
              <input
                type="checkbox"
                checked={digest[part]}
                onChange={({ currentTarget }) => set({ [part]: currentTarget.checked })}
              />
              {t(`digest.${part}`)}
            </label>
          ))}
          <p class="field-hint">{t('digest.hint')}</p>
        </>
      ) : null}
    </>
  )
}
