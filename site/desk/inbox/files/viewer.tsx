import { useEffect, useRef } from 'preact/hooks'
import type { Message } from '#protocol'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { say } from '../../ui/toasts.tsx'
import { download } from './addresses.ts'
import { useAddress } from './use-address.ts'
import { picturesOf, viewed } from './viewed.ts'

/** A picture as large as the screen, and by arrows the others of its conversation. */
export function Viewer({ conversationId, messages }: { conversationId: string; messages: readonly Message[] }) {
  const shown = viewed.value
  const pictures = picturesOf(messages)
  const at = shown?.conversationId === conversationId ? pictures.findIndex((each) => each.id === shown.id) : -1
  const file = pictures[at]
  return file ? (
    <Large
      conversationId={conversationId}
      file={file}
      nth={pictures.length > 1 ? t('files.nth', { n: at + 1, all: pictures.length }) : ''}
      turn={(by) => {
        const next = pictures[at + by]
        if (next) viewed.value = { conversationId, id: next.id }
      }}
    />
  ) : null
}

function Large(props: {
  conversationId: string
  file: ReturnType<typeof picturesOf>[number]
  nth: string
  turn: (by: number) => void
}) {
  const { conversationId, file, nth, turn } = props
  const box = useRef<HTMLDialogElement>(null)
  const source = useAddress(conversationId, file.id, 'url')
  const close = () => (viewed.value = null)
  useEffect(() => {
    const dialog = box.current
    dialog?.showModal()
    // The arrows turn from anywhere in it, so nothing in particular has the focus.
    dialog?.focus()
    return () => dialog?.close()
  }, [])
  const name = t('files.picture', { name: file.name })
  return (
    <dialog
      ref={box}
      class="viewer"
      tabIndex={-1}
      aria-label={name}
      onCancel={(event) => {
        event.preventDefault()
        close()
      }}
      onClick={(event) => event.target === event.currentTarget && close()}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') turn(-1)
        else if (event.key === 'ArrowRight') turn(1)
        else return
        event.preventDefault()
      }}
    >
      <header class="viewer-bar">
        <p class="viewer-name">
          {file.name} <span class="soft">{nth}</span>
        </p>
        {nth ? (
          <>
            <button type="button" class="button-icon" aria-label={t('files.previous')} onClick={() => turn(-1)}>
              <Icon name="arrowLeft" />
            </button>
            <button type="button" class="button-icon" aria-label={t('files.next')} onClick={() => turn(1)}>
              <Icon name="arrowRight" />
            </button>
          </>
        ) : null}
        <button
          type="button"
          class="button-icon"
          aria-label={t('files.downloadOne', { name: file.name })}
          onClick={async () => {
            if (!(await download(conversationId, file))) say(t('files.failed'), { tone: 'bad' })
          }}
        >
          <Icon name="download" />
        </button>
        <button type="button" class="button-icon" aria-label={t('ui.close')} onClick={close}>
          <Icon name="x" />
        </button>
      </header>
      {source.failed ? (
        <button type="button" class="button" onClick={source.again}>
          {t('files.failed')}
        </button>
      ) : source.url ? (
        <img
          key={file.id}
          src={source.url}
          alt={name}
          width={file.width}
          height={file.height}
          onError={source.broken}
        />
      ) : null}
    </dialog>
  )
}
