import { useEffect, useRef } from 'preact/hooks'
import { SAVE } from '../conversation/icon-paths.ts'
import { PHONE } from '../panel/back-button.ts'
import type { Message } from '#protocol'
import { Icon } from '../panel/icon.tsx'
import { live, useSignal } from '../panel/live.ts'
import { usePanel } from '../panel/panel-state.ts'
import { Drawn } from './drawn.tsx'
import type { Files } from './files.tsx'
import { saveFile } from './save-file.ts'

const isOurs = () => history.state?.firstline === 2

/** A picture as large as the screen: a dialog of the platform, left by Esc, its cross, a press beside it, and Back on a phone. */
export const Viewer = live(function Viewer({ files, messages }: { files: Files; messages: readonly Message[] }) {
  const { say } = usePanel().speech.value
  const box = useRef<HTMLDialogElement>(null)
  const failed = useSignal(false)
  const id = files.viewed.value
  const pictures = messages.flatMap((one) => (one.deletedAt ? [] : (one.files ?? []))).filter((one) => one.thumb)
  const at = pictures.findIndex((one) => one.id === id)
  const file = pictures[at]
  const close = () => (files.viewed.value = null)
  const open = file !== undefined
  useEffect(() => {
    const dialog = box.current
    if (!dialog) return
    const leave = () => !isOurs() && close()
    dialog.showModal()
    dialog.focus()
    if (!matchMedia(PHONE).matches) return
    addEventListener('popstate', leave)
    history.pushState({ ...history.state, firstline: 2 }, '')
    return () => {
      removeEventListener('popstate', leave)
      if (isOurs()) history.back()
    }
  }, [open])
  if (!file) return null
  const turn = (by: number) => {
    const next = pictures[at + by]
    failed.value = false
    if (next) files.viewed.value = next.id
  }
  return (
    <dialog
      class="viewer"
      tabIndex={-1}
      ref={box}
      aria-label={say('files.picture', { name: file.name })}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
      onClick={(event) => event.target === box.current && close()}
      onKeyDown={(event) => {
        // The window below would close with it.
        event.stopPropagation()
        if (event.key === 'Escape') {
          event.preventDefault()
          close()
        }
        if (event.key === 'ArrowLeft') turn(-1)
        if (event.key === 'ArrowRight') turn(1)
      }}
    >
      <div class="viewerBar">
        <p class="name">{file.name}</p>
        <button
          type="button"
          class="plain"
          aria-label={say('files.downloadOne', { name: file.name })}
          onClick={async () => {
            failed.value = !(await saveFile(files.bytes, file))
          }}
        >
          <Icon path={SAVE} />
        </button>
        <button type="button" class="plain" aria-label={say('files.close')} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <div class="viewerRoom" style={`aspect-ratio:${file.width}/${file.height};width:${file.width}px`}>
        <Drawn
          name={file.id}
          label={say('files.picture', { name: file.name })}
          source={() => files.bytes.picture(file, 'url')}
          failed={() => (failed.value = true)}
        />
      </div>
      <div role="alert">{failed.value && <p>{say('files.failed')}</p>}</div>
      {pictures.length > 1 && (
        <div class="viewerBar turns">
          <button
            type="button"
            class="plain"
            aria-label={say('files.previous')}
            disabled={at === 0}
            onClick={() => turn(-1)}
          >
            <Icon name="back" />
          </button>
          <span>{say('files.nth', { n: at + 1, all: pictures.length })}</span>
          <button
            type="button"
            class="plain"
            aria-label={say('files.next')}
            disabled={at === pictures.length - 1}
            onClick={() => turn(1)}
          >
            <Icon name="next" />
          </button>
        </div>
      )}
    </dialog>
  )
})
