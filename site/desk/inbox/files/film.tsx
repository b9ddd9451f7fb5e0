import { useSignal } from '@preact/signals'
import type { MessageFile } from '#protocol'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { useAddress } from './use-address.ts'

/** A short video, loaded when somebody wants to see it. */
export function Film(props: { conversationId: string; file: MessageFile }) {
  const isOpen = useSignal(false)
  return isOpen.value ? (
    <Playing {...props} />
  ) : (
    <button
      type="button"
      class="file"
      aria-label={t('files.playOne', { name: props.file.name })}
      onClick={() => (isOpen.value = true)}
    >
      <Icon name="play" />
      <span class="file-said">{t('files.play')}</span>
    </button>
  )
}

function Playing({ conversationId, file }: { conversationId: string; file: MessageFile }) {
  const source = useAddress(conversationId, file.id, 'url')
  if (source.failed)
    return (
      <p class="soft" role="status">
        {t('files.unplayable')}
      </p>
    )
  return (
    // biome-ignore lint/a11y/useMediaCaption: what somebody filmed a minute ago has none
    <video
      class="film"
      src={source.url ?? undefined}
      controls
      autoplay
      playsInline
      aria-label={file.name}
      onError={() => source.url && source.broken()}
    />
  )
}
