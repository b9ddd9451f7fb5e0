import { useEffect } from 'preact/hooks'
import type { MessageFile } from '#protocol'
import { Icon } from '../panel/icon.tsx'
import { live, useSignal } from '../panel/live.ts'
import { usePanel } from '../panel/panel-state.ts'
import type { Files } from './files.tsx'
import { PLAY } from './icon-paths.ts'

type State = 'there' | 'busy' | 'failed' | 'unplayable' | { url: string }

/** A short video, loaded when somebody wants to see it. From its bytes: a shop's policy on media need not name us. */
export const Film = live(function Film({ file, files }: { file: MessageFile; files: Files }) {
  const { say } = usePanel().speech.value
  const state = useSignal<State>('there')
  const url = typeof state.value === 'object' ? state.value.url : null
  useEffect(() => (url ? () => URL.revokeObjectURL(url) : undefined), [url])
  const play = async () => {
    if (state.value === 'busy') return
    state.value = 'busy'
    const blob = await files.bytes.fetch(file.id, 'url')
    state.value = blob ? { url: URL.createObjectURL(blob) } : 'failed'
  }
  if (url)
    return (
      // biome-ignore lint/a11y/useMediaCaption: what somebody filmed a minute ago has none
      <video
        class="film"
        src={url}
        controls
        autoplay
        playsInline
        aria-label={file.name}
        onError={() => (state.value = 'unplayable')}
      />
    )
  return (
    <button
      type="button"
      class="file"
      aria-label={say('files.playOne', { name: file.name })}
      aria-disabled={state.value === 'busy'}
      onClick={play}
    >
      <span class="fileFace">
        <Icon path={PLAY} />
      </span>
      <span role={state.value === 'there' ? undefined : 'status'}>
        {state.value === 'there'
          ? say('files.play')
          : say(
              state.value === 'busy' ? 'panel.loading' : state.value === 'failed' ? 'files.failed' : 'files.unplayable',
            )}
      </span>
    </button>
  )
})
