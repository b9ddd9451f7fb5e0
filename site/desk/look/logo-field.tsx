import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { photoAddress } from '../faces/faces.ts'
import { PICTURE_TYPES, uploadPicture } from '../faces/picture-upload.ts'
import { problemText } from '../problems.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'

/** A logo as a picture, on the ground it will stand on. */
export function LogoField(props: {
  label: string
  theme: 'light' | 'dark'
  value: string | null
  onChange: (id: string | null) => void
}) {
  const field = useRef<HTMLInputElement>(null)
  const busy = useSignal(false)
  const problem = useSignal<string | null>(null)
  async function choose(file: File | undefined): Promise<void> {
    if (!file) return
    busy.value = true
    const kept = await uploadPicture('logo', file, null)
    busy.value = false
    problem.value = kept.ok ? null : problemText(kept.problem)
    if (kept.ok) props.onChange(kept.value.id)
  }
  return (
    <div class="logo-field">
      <span class="field-label">{props.label}</span>
      <div class="logo-ground" data-theme={props.theme} aria-busy={busy.value}>
        {props.value ? <img src={logoAddress(props.value)} alt={props.label} /> : <Icon name="image" />}
      </div>
      <input
        ref={field}
        class="unseen"
        type="file"
        accept={PICTURE_TYPES}
        aria-label={t('look.chooseLogo', { what: props.label })}
        tabIndex={-1}
        onChange={(event) => {
          void choose(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
      <div class="inline-form">
        <button type="button" class="button button-small" disabled={busy.value} onClick={() => field.current?.click()}>
          {t(busy.value ? 'face.keeping' : 'look.choose')}
          <span class="unseen">: {props.label}</span>
        </button>
        {props.value ? (
          <button type="button" class="button button-small button-quiet" onClick={() => props.onChange(null)}>
            {t('ui.remove')}
            <span class="unseen">: {props.label}</span>
          </button>
        ) : null}
      </div>
      {problem.value ? <p class="field-problem">{problem.value}</p> : null}
    </div>
  )
}

export const logoAddress = (id: string): string => photoAddress(id, '96.webp').replace('96.webp', '320.webp')
