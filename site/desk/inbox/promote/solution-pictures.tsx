import { useSignal } from '@preact/signals'
import type { MessageFile } from '#protocol'
import { post } from '../../http.ts'
import { DescriptionField } from '../../library/pictures/description-field.tsx'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { Banner } from '../../ui/parts.tsx'
import { useAction } from '../../ui/use-action.ts'
import { Picture } from '../files/message-files.tsx'
import { picturesOf } from '../files/viewed.ts'
import { opened } from '../messages/messages.ts'

const PREVIEW_PX = 160

/** Pictures the visitor was sent: each goes into the answer only when somebody has said that nothing personal is on it, and what it shows. */
export function SolutionPictures(props: {
  conversationId: string
  onTake: (picture: { address: string; description: string }) => void
}) {
  const messages = opened.value.get(props.conversationId)?.messages ?? []
  const pictures = picturesOf(messages.filter(({ author, kind }) => author === 'operator' && kind !== 'note'))
  if (pictures.length === 0) return null
  return (
    <section class="form" aria-label={t('promote.pictures')}>
      <h3>{t('promote.pictures')}</h3>
      <Banner tone="warn">{t('promote.picturesWarn')}</Banner>
      {pictures.map((file) => (
        <OnePicture key={file.id} file={file} {...props} />
      ))}
    </section>
  )
}

function OnePicture(props: {
  conversationId: string
  file: MessageFile
  onTake: (picture: { address: string; description: string }) => void
}) {
  const { conversationId, file } = props
  const looked = useSignal(false)
  const asked = useSignal(false)
  const description = useSignal('')
  const taken = useSignal(false)
  const taking = useAction(() =>
    post('/desk/promotions/picture', { body: { conversationId, fileId: file.id, nothingPersonal: true } }),
  )
  const empty = description.value.trim() === ''
  async function take(): Promise<void> {
    asked.value = true
    if (empty || !looked.value) return
    const done = await taking.run()
    if (!done) return
    taken.value = true
    props.onTake({ address: done.value.address, description: description.value })
  }
  return (
    <div class="solution-picture">
      <Picture conversationId={conversationId} file={file} most={PREVIEW_PX} />
      {taken.value ? (
        <p role="status">
          <Icon name="check" /> {t('promote.pictureTaken')}
        </p>
      ) : (
        <div class="form">
          <DescriptionField
            description={description.value}
            isMissing={asked.value && empty}
            onChange={(next) => (description.value = next)}
            onEnter={() => void take()}
          />
          <label class="option">
            <input
              type="checkbox"
              checked={looked.value}
              onChange={({ currentTarget }) => (looked.value = currentTarget.checked)}
            />
            <span>{t('promote.picturesTake')}</span>
          </label>
          {taking.problem ? (
            <Banner tone="bad" live>
              {taking.problem}
            </Banner>
          ) : null}
          <div class="form-buttons">
            <button
              type="button"
              class="button button-small"
              disabled={!looked.value || taking.busy}
              onClick={() => void take()}
            >
              {t('promote.pictureAdd')}
            </button>
          </div>
        </div>
      )}
    </div>
  )
}
