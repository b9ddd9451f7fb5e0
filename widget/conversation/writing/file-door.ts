import type { Files } from '../../files/files.tsx'
import type { PanelState } from '../../panel/panel-state.ts'
import { type Signal, signal } from '../../signal.ts'

/** The place of what is not sent yet. */
export const DRAFT = 'draft'

/** Where files come in: chosen, pasted, dropped. What carries them loads with the first one. */
export interface FileDoor {
  part: Signal<Files | null>
  /** A file was chosen and its part could not be loaded. */
  failed: Signal<boolean>
  load(): Promise<Files | null>
  /** Opens the system's own chooser, which offers the camera where there is one. */
  choose(accept: string): void
}

export function createFileDoor(panel: PanelState, life: AbortSignal): FileDoor {
  let loading: Promise<Files | null> | undefined
  const add = async (chosen: FileList | null) => {
    const files = [...(chosen ?? [])]
    if (files.length > 0) door.failed.value = !(await door.load())
    door.part.peek()?.add(files)
  }
  const door: FileDoor = {
    part: signal(null),
    failed: signal(false),
    async load() {
      loading ??= import('../../files/files.tsx').then((it) => it.beginFiles(panel, life)).catch(() => null)
      const part = await loading
      if (!part) loading = undefined
      return (door.part.value = part)
    },
    choose(accept) {
      const field = document.createElement('input')
      field.onchange = () => add(field.files)
      Object.assign(field, { type: 'file', multiple: true, accept }).click()
    },
  }
  for (const way of ['paste', 'drop', 'dragover'])
    panel.embedding.root.addEventListener(
      way,
      (event) => {
        const from = (event as ClipboardEvent).clipboardData ?? (event as DragEvent).dataTransfer
        const { types, files } = from!
        // Words that come along are left to the field.
        if (!types.includes('Files') || types.includes('text/plain')) return
        if (!panel.context.peek()?.files || panel.views.peek().at(-1)!.name !== 'person') return
        event.preventDefault()
        // What is held over the panel is shown that it may be let go.
        void (way === 'dragover' ? door.load() : add(files))
      },
      { signal: life },
    )
  // Chosen before the page was loaded again.
  if (panel.memory.names().some((name) => name.startsWith('file:'))) void door.load()
  return door
}
