import { useRef } from 'preact/hooks'
import { photoAddress } from '../faces/faces.ts'
import { PICTURE_TYPES, uploadPicture } from '../faces/picture-upload.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { useAction } from '../ui/use-action.ts'

/** A logo as a picture, on the ground it will stand on. */
export function LogoField(props: {
  label: string
  theme: 'light' | 'dark'
  value: string | null
  problem?: string | undefined
  onChange: (id: string | null) => void
}) {
  const field = useRef<HTMLInputElement>(null)
  const keeping = useAction((file: File) => uploadPicture('logo', file, null))
  async function choose(file: File | undefined): Promise<void> {
    const kept = file && (await keeping.run(file))
    if (kept) props.onChange(kept.value.id)
  }
  return (
    <div class="logo-field">
      <span class="field-label">{props.label}</span>
      <div class="logo-ground" data-theme={props.theme} aria-busy={keeping.busy}>
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
        <button
          type="button"
          class="button button-small"
          disabled={keeping.busy}
          onClick={() => field.current?.click()}
        >
          {t(keeping.busy ? 'face.keeping' : 'look.choose')}
          <span class="unseen">: {props.label}</span>
        </button>
        {props.value ? (
          <button type="button" class="button button-small button-quiet" onClick={() => props.onChange(null)}>
            {t('ui.remove')}
            <span class="unseen">: {props.label}</span>
          </button>
        ) : null}
      </div>
      {(keeping.problem ?? props.problem) ? <p class="field-problem">{keeping.problem ?? props.problem}</p> : null}
    </div>
  )
}

export const logoAddress = (id: string): string => photoAddress(id, '96.webp').replace('96.webp', '320.webp')
