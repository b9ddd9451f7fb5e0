import { fileSizeText } from '#shared'
import type { MessageFile } from '#protocol'
import { SAVE } from '../conversation/icon-paths.ts'
import { Icon } from '../panel/icon.tsx'
import { live, useSignal } from '../panel/live.ts'
import { usePanel } from '../panel/panel-state.ts'
import { roomOf } from './room.ts'
import { Drawn } from './drawn.tsx'
import { Film } from './film.tsx'
import type { Files } from './files.tsx'
import { PAPER } from './icon-paths.ts'
import { saveFile } from './save-file.ts'

/** The files of a message that was sent: pictures as pictures, videos to be played, anything else as a row to download. */
export const Shown = live(function Shown({ files, list }: { files: Files; list: readonly MessageFile[] }) {
  return (
    <>
      {list.map((file) =>
        file.thumb ? (
          <Picture key={file.id} file={file} files={files} open={() => (files.viewed.value = file.id)} />
        ) : (
          [
            file.kind === 'video' ? <Film key={`film ${file.id}`} file={file} files={files} /> : null,
            <Other key={file.id} file={file} files={files} />,
          ]
        ),
      )}
    </>
  )
})

const Picture = live(function Picture({ file, files, open }: { file: MessageFile; files: Files; open: () => void }) {
  const { say } = usePanel().speech.value
  const failed = useSignal(0)
  const broken = failed.value % 2 === 1
  return (
    <button
      type="button"
      class="picture"
      style={roomOf(file)}
      aria-label={say('files.picture', { name: file.name })}
      aria-haspopup={broken ? undefined : 'dialog'}
      onClick={broken ? () => failed.value++ : open}
    >
      {broken ? (
        <span class="broken">{say('files.failed')}</span>
      ) : (
        <Drawn
          name={`${file.id} ${failed.value}`}
          source={() => files.bytes.picture(file, 'thumb')}
          {...file.thumb}
          failed={() => failed.value++}
        />
      )}
    </button>
  )
})

const Other = live(function Other({ file, files }: { file: MessageFile; files: Files }) {
  const { say, locale } = usePanel().speech.value
  const state = useSignal<'busy' | 'failed' | null>(null)
  const save = async () => {
    state.value = 'busy'
    state.value = (await saveFile(files.bytes, file)) ? null : 'failed'
  }
  return (
    <button type="button" class="file" aria-disabled={state.value === 'busy'} onClick={save}>
      <span class="fileFace">
        <Icon path={PAPER} />
      </span>
      <span class="fileSaid">
        <b>{file.name}</b>
        <small role={state.value ? 'status' : undefined}>
          {state.value
            ? say(state.value === 'busy' ? 'panel.loading' : 'files.failed')
            : `${say(`files.kind.${file.kind}`)}, ${fileSizeText(file.size, locale)}`}
        </small>
      </span>
      <Icon path={SAVE} />
      <span class="unseen">{say('files.download')}</span>
    </button>
  )
})
