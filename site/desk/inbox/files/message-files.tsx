import { Fragment } from 'preact'
import { fileSizeText } from '#shared'
import type { MessageFile } from '#protocol'
import { language, t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { say } from '../../ui/toasts.tsx'
import { download } from './addresses.ts'
import { useAddress } from './use-address.ts'
import { Film } from './film.tsx'
import { isPicture, viewed } from './viewed.ts'

const MOST_PX = 280
const LEAST_PX = 64

/** Files of a message: pictures as pictures, in a room kept for them before they come, videos to be played, anything else as a row to download. */
export function MessageFiles({ conversationId, files }: { conversationId: string; files: readonly MessageFile[] }) {
  return (
    <div class="files">
      {files.map((file) =>
        isPicture(file) ? (
          <Picture key={file.id} conversationId={conversationId} file={file} most={MOST_PX} />
        ) : (
          <Fragment key={file.id}>
            {file.kind === 'video' ? <Film conversationId={conversationId} file={file} /> : null}
            <OtherFile conversationId={conversationId} file={file} />
          </Fragment>
        ),
      )}
    </div>
  )
}

export function Picture(props: { conversationId: string; file: MessageFile; most: number }) {
  const { conversationId, file, most } = props
  const source = useAddress(conversationId, file.id, 'thumb')
  const { width = 1, height = 1 } = file.thumb ?? {}
  const scale = Math.min(1, most / width, most / height)
  const wide = Math.max(LEAST_PX, Math.round(width * scale))
  const high = Math.max(LEAST_PX, Math.round(height * scale))
  const name = t('files.picture', { name: file.name })
  const room = { width: `${wide}px`, aspectRatio: `${wide} / ${high}` }
  return source.failed ? (
    <button type="button" class="picture picture-broken" style={room} aria-label={name} onClick={source.again}>
      {t('files.failed')}
    </button>
  ) : (
    <button
      type="button"
      class="picture"
      style={room}
      aria-haspopup="dialog"
      aria-label={name}
      title={file.name}
      onClick={() => (viewed.value = { conversationId, id: file.id })}
    >
      {source.url ? <img src={source.url} alt="" width={wide} height={high} onError={source.broken} /> : null}
    </button>
  )
}

export function OtherFile({ conversationId, file }: { conversationId: string; file: MessageFile }) {
  return (
    <button
      type="button"
      class="file"
      onClick={async () => {
        if (!(await download(conversationId, file))) say(t('files.failed'), { tone: 'bad' })
      }}
    >
      <Icon name="file" />
      <span class="file-said">
        <span class="file-name">{file.name}</span>
        <span class="soft">{`${t(`files.kind.${file.kind}`)}, ${fileSizeText(file.size, language.value)}`}</span>
      </span>
      <Icon name="download" label={t('files.download')} />
    </button>
  )
}
