import { fileSizeText } from '#shared'
import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { type Attached, FILE_LOST } from '#client'
import { FILES_PER_MESSAGE } from '#protocol'
import { isTextKey, language, t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { canGo } from '#client'
import { drawing } from './drawing/drawing.tsx'
import { bytesOf, detach, offerHere, tryAgain } from './attachments.ts'

/** Why it cannot be sent, and what can be. */
function refusalText({ state, code, said }: Attached): string {
  const key = `files.${state === 'lost' ? FILE_LOST : code}`
  const offer = offerHere()
  if (!isTextKey(key)) return said ?? t('files.refused')
  const kinds = (offer?.kinds ?? []).map((kind) => {
    const name = `files.allowed.${kind}`
    return isTextKey(name) ? t(name) : kind
  })
  return t(key, {
    kinds: new Intl.ListFormat(language.value).format(kinds),
    size: fileSizeText(offer?.largestBytes ?? 0, language.value),
    n: FILES_PER_MESSAGE,
  })
}

/** A file that has not arrived: what it is, how far it is, and what can be done about it. */
export function FileRow({ file, removable }: { file: Attached; removable: boolean }) {
  const { id, name, state } = file
  const hopeless = !canGo(file)
  const preview = useSignal<string | null>(null)
  useEffect(() => {
    if (hopeless || !file.type.startsWith('image/')) return
    let address = ''
    let gone = false
    void bytesOf(id).then((blob) => {
      if (!blob || gone) return
      preview.value = address = URL.createObjectURL(blob)
    })
    return () => {
      gone = true
      URL.revokeObjectURL(address)
    }
  }, [id, hopeless])
  return (
    <li class={`file ${hopeless ? 'file-bad' : ''}`}>
      <span class="file-face">
        {preview.value ? (
          <img src={preview.value} alt="" onError={() => (preview.value = null)} />
        ) : (
          <Icon name={hopeless ? 'alert' : 'file'} />
        )}
      </span>
      <span class="file-said">
        <span class="file-name">{name}</span>
        {hopeless ? (
          <span role="alert">{refusalText(file)}</span>
        ) : (
          <span class="soft">
            {[
              fileSizeText(file.size, language.value),
              state === 'stopped' ? t('files.stopped') : '',
              file.kept ? '' : t('files.notKept'),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        )}
        {state === 'uploading' || state === 'stopped' ? (
          <progress max={file.size} value={file.sent} aria-label={t('files.progress', { name })} />
        ) : null}
      </span>
      {state === 'stopped' ? (
        <button type="button" class="button-icon" aria-label={t('files.again', { name })} onClick={() => tryAgain(id)}>
          <Icon name="rotate" />
        </button>
      ) : null}
      {removable && preview.value ? (
        <button
          type="button"
          class="button-icon"
          aria-label={t('draw.open', { name })}
          title={t('draw.open', { name })}
          onClick={async () => {
            const picture = await bytesOf(id)
            if (picture) drawing.value = { picture, name, place: file.place, replaces: id }
          }}
        >
          <Icon name="pencil" />
        </button>
      ) : null}
      {removable ? (
        <button type="button" class="button-icon" aria-label={t('files.remove', { name })} onClick={() => detach(id)}>
          <Icon name="x" />
        </button>
      ) : null}
    </li>
  )
}
