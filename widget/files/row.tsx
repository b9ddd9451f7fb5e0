import { fileSizeText } from '#shared'
import type { Attached } from '#client'
import { AGAIN } from '../conversation/icon-paths.ts'
import { Icon } from '../panel/icon.tsx'
import { live } from '../panel/live.ts'
import { usePanel } from '../panel/panel-state.ts'
import { Drawn } from './drawn.tsx'
import type { Files } from './files.tsx'
import { PAPER } from './icon-paths.ts'
import { refusalInWords } from './refusals.ts'

/** A file that has not arrived: what it is, how far it is, and what can be done about it. */
export const Row = live(function Row({ file, files, remove }: { file: Attached; files: Files; remove: boolean }) {
  const { speech } = usePanel()
  const { say, locale } = speech.value
  const { id, name, state } = file
  const hopeless = state === 'refused' || state === 'lost'
  const drawn = async () => {
    const blob = await files.attaching.blobOf(id)
    return blob && createImageBitmap(blob, { resizeWidth: 80 }).catch(() => null)
  }
  return (
    <li class={hopeless ? 'file bad' : 'file'}>
      <span class="fileFace">
        <Icon path={PAPER} />
        {!hopeless && file.type.startsWith('image/') && <Drawn source={drawn} name={id} />}
      </span>
      <span class="fileSaid">
        <b>{name}</b>
        {hopeless ? (
          <small role="alert">{refusalInWords(file, files.offer(), speech.value)}</small>
        ) : (
          <small>
            {fileSizeText(file.size, locale)}
            {state === 'stopped' && <> · {say('files.stopped')}</>}
            {!file.kept && <> · {say('files.notKept')}</>}
          </small>
        )}
        {(state === 'uploading' || state === 'stopped') && (
          <progress max={file.size} value={file.sent} aria-label={say('files.progress', { name })} />
        )}
      </span>
      {state === 'stopped' && (
        <button
          type="button"
          class="plain"
          aria-label={say('files.again', { name })}
          onClick={() => files.attaching.retry(id)}
        >
          <Icon path={AGAIN} />
        </button>
      )}
      {remove && (
        <button
          type="button"
          class="plain"
          aria-label={say('files.remove', { name })}
          onClick={() => files.attaching.remove(id)}
        >
          <Icon name="close" />
        </button>
      )}
    </li>
  )
})
