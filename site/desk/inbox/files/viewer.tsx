import { useEffect, useRef } from 'preact/hooks'
import type { Message } from '#protocol'
import { readFile } from '../../api.ts'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { say } from '../../ui/toasts.tsx'
import { download } from './addresses.ts'
import { drawing } from './drawing/drawing.tsx'
import { useAddress } from './use-address.ts'
import { picturesOf, viewed } from './viewed.ts'

/** A picture as large as the screen, and by arrows the others of its conversation. */
export function Viewer(props: {
  conversationId: string
  messages: readonly Message[]
  /** The draft that takes a picture somebody has drawn on; null: nothing can be sent. */
  place: string | null
}) {
  const { conversationId, messages, place } = props
  const shown = viewed.value
  const pictures = picturesOf(messages)
  const at = shown?.conversationId === conversationId ? pictures.findIndex((each) => each.id === shown.id) : -1
  const file = pictures[at]
  return file ? (
    <Large
      conversationId={conversationId}
      file={file}
      place={place}
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
  place: string | null
  nth: string
  turn: (by: number) => void
}) {
  const { conversationId, file, place, nth, turn } = props
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
        {place && source.url ? (
          <button
            type="button"
            class="button-icon"
            aria-label={t('draw.open', { name: file.name })}
            onClick={async () => {
              const read = await readFile(source.url ?? '')
              if (!read.ok) return say(t('files.failed'), { tone: 'bad' })
              drawing.value = { picture: read.value.content, name: file.name, place, replaces: null }
              close()
            }}
          >
            <Icon name="pencil" />
          </button>
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
