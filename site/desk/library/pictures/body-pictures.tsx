import { useSignal } from '@preact/signals'
import type { ComponentChildren, RefObject } from 'preact'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import type { FieldHandle } from '../../ui/spelling/marked-field.tsx'
import { picturesIn, withPicture } from './picture.ts'
import { PictureDialog } from './picture-dialog.tsx'

/** The field an answer is written in takes pictures: pasted, dropped, brought in, or out of the library. */
export function BodyPictures(props: {
  body: string
  handle: RefObject<FieldHandle | null>
  onChange: (body: string) => void
  children: ComponentChildren
}) {
  const open = useSignal<{ files: readonly File[] } | null>(null)
  const over = useSignal(false)
  const take = (event: Event, from: DataTransfer | null) => {
    over.value = false
    const files = picturesIn(from)
    if (files.length === 0) return
    event.preventDefault()
    open.value = { files }
  }
  function insert(picture: { address: string; description: string }): void {
    const input = props.handle.current?.input
    const at = { start: input?.selectionStart ?? props.body.length, end: input?.selectionEnd ?? props.body.length }
    const { body, caret } = withPicture(props.body, at, picture)
    props.onChange(body)
    requestAnimationFrame(() => input?.setSelectionRange(caret, caret))
  }
  return (
    <section
      aria-label={t('pictures.field')}
      class={`body-pictures ${over.value ? 'dropping' : ''}`}
      onPaste={(event) => take(event, event.clipboardData)}
      onDragOver={(event) => {
        if (!event.dataTransfer?.types.includes('Files')) return
        event.preventDefault()
        over.value = true
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)))
          over.value = false
      }}
      onDrop={(event) => take(event, event.dataTransfer)}
    >
      {props.children}
      <div class="body-tools">
        <button type="button" class="button button-small" onClick={() => (open.value = { files: [] })}>
          <Icon name="image" /> {t('pictures.add')}
        </button>
        <span class="field-hint">{t('pictures.addHint')}</span>
      </div>
      {open.value ? (
        <PictureDialog files={open.value.files} onInsert={insert} onClose={() => (open.value = null)} />
      ) : null}
    </section>
  )
}
