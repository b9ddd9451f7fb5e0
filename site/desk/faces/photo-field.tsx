import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { fileSizeText } from '#shared'
import { language, t } from '../texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { Banner } from '../ui/parts.tsx'
import { useAction } from '../ui/use-action.ts'
import { CropField } from './crop.tsx'
import { Face } from './face.tsx'
import { type Crop, LARGEST_PICTURE_BYTES, PICTURE_TYPES, uploadPicture } from './picture-upload.ts'

/** A photograph: chosen or dropped, cut to a square, written anew by the server. */
export function PhotoField({
  name,
  photo,
  onPhoto,
}: {
  name: string
  photo: string | null
  onPhoto: (photo: string | null) => void
}) {
  const chosen = useSignal<File | null>(null)
  const tooLarge = useSignal(false)
  const field = useRef<HTMLInputElement>(null)
  function choose(file: File | undefined): void {
    if (!file) return
    tooLarge.value = file.size > LARGEST_PICTURE_BYTES
    if (!tooLarge.value) chosen.value = file
  }
  return (
    <fieldset
      class="photo-field"
      aria-label={t('face.choose')}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        choose(event.dataTransfer?.files[0])
      }}
    >
      <Face name={name} photo={photo} size="large" />
      <div class="photo-acts">
        <input
          ref={field}
          class="unseen"
          type="file"
          accept={PICTURE_TYPES}
          aria-label={t('face.choose')}
          tabIndex={-1}
          onChange={(event) => {
            choose(event.currentTarget.files?.[0])
            event.currentTarget.value = ''
          }}
        />
        <div class="inline-form">
          <button type="button" class="button" onClick={() => field.current?.click()}>
            <Icon name="image" /> {t(photo ? 'face.change' : 'face.choose')}
          </button>
          {photo ? (
            <button type="button" class="button button-quiet" onClick={() => onPhoto(null)}>
              {t('ui.remove')}
            </button>
          ) : null}
        </div>
        <p class="field-hint">{t('face.photoHint')}</p>
        {tooLarge.value ? (
          <p class="field-problem">
            {t('face.tooLarge', { size: fileSizeText(LARGEST_PICTURE_BYTES, language.value) })}
          </p>
        ) : null}
      </div>
      {chosen.value ? (
        <CropDialog
          file={chosen.value}
          onClose={() => (chosen.value = null)}
          onKept={(id) => {
            chosen.value = null
            onPhoto(id)
          }}
        />
      ) : null}
    </fieldset>
  )
}

function CropDialog({ file, onClose, onKept }: { file: File; onClose: () => void; onKept: (id: string) => void }) {
  const crop = useSignal<Crop | null>(null)
  const keeping = useAction(() => uploadPicture('face', file, crop.peek()))
  async function keep(): Promise<void> {
    const kept = await keeping.run()
    if (kept) onKept(kept.value.id)
  }
  return (
    <Dialog title={t('face.cropTitle')} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void keep()
        }}
      >
        <CropField file={file} onCrop={(next) => (crop.value = next)} />
        {keeping.problem ? (
          <Banner tone="bad" live>
            {keeping.problem}
          </Banner>
        ) : null}
        <div class="form-buttons">
          <button type="button" class="button" onClick={onClose}>
            {t('ui.cancel')}
          </button>
          <button type="submit" class="button button-main" data-first disabled={keeping.busy}>
            {t(keeping.busy ? 'face.keeping' : 'face.keep')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
