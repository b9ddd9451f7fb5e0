import { fileSizeText } from '#shared'
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { get, remove } from '../../http.ts'
import { me } from '../../session/session.ts'
import type { Picture } from '../../shapes.ts'
import { language, t } from '../../texts.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Banner, Empty, Skeleton } from '../../ui/parts.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useLoad } from '../../ui/use-load.ts'
import { DescriptionField } from './description-field.tsx'
import { bringPicture, PICTURES_ACCEPTED, pictureSource } from './picture.ts'

/** The library's pictures, a way to bring one in, and – before it goes into the answer – what it shows, in words. */
export function PictureDialog(props: {
  /** What was pasted or dropped: brought in at once. */
  files: readonly File[]
  onInsert: (picture: { address: string; description: string }) => void
  onClose: () => void
}) {
  const chosen = useSignal<readonly Picture[]>([])
  const bringing = useAction(bringPicture)
  async function bring(files: readonly File[]): Promise<void> {
    for (const file of files) {
      const brought = await bringing.run({ name: file.name, content: file })
      if (!brought) return
      chosen.value = [...chosen.value, brought.value]
    }
  }
  useEffect(() => void bring(props.files), [])
  const [picture] = chosen.value
  if (picture)
    return (
      <Describe
        key={picture.key}
        picture={picture}
        onClose={props.onClose}
        onDone={(description) => {
          props.onInsert({ address: picture.address, description })
          chosen.value = chosen.value.slice(1)
          if (chosen.value.length === 0) props.onClose()
        }}
      />
    )
  return (
    <Dialog title={t('pictures.title')} wide onClose={props.onClose}>
      {bringing.problem ? (
        <Banner tone="bad" live>
          {bringing.problem}
        </Banner>
      ) : null}
      {bringing.busy ? <p role="status">{t('pictures.bringing')}</p> : null}
      <Choose onBring={(files) => void bring(files)} onChoose={(one) => (chosen.value = [one])} />
    </Dialog>
  )
}

function Choose(props: { onBring: (files: readonly File[]) => void; onChoose: (picture: Picture) => void }) {
  const field = useRef<HTMLInputElement>(null)
  const loaded = useLoad((signal) => get('/desk/answer-pictures', { signal }), [])
  const sought = useSignal('')
  const words = sought.value.trim().toLowerCase()
  const removing = useAction((key: string) => remove('/desk/answer-pictures/{key}', { params: { key } }))
  const shown = loaded.value?.items.filter(({ name }) => name.includes(words)) ?? []
  const mayRemove = ({ shownIn, shipped, by }: Picture) =>
    !shipped && shownIn.length === 0 && (me.value?.role !== 'operator' || by.id === me.value.id)
  return (
    <div class="form">
      <div class="pictures-head">
        <input
          ref={field}
          type="file"
          hidden
          multiple
          accept={PICTURES_ACCEPTED}
          onChange={({ currentTarget }) => {
            props.onBring([...(currentTarget.files ?? [])])
            currentTarget.value = ''
          }}
        />
        <button type="button" class="button button-main" data-first onClick={() => field.current?.click()}>
          <Icon name="plus" /> {t('pictures.bring')}
        </button>
        <input
          type="search"
          class="input"
          aria-label={t('pictures.search')}
          placeholder={t('pictures.search')}
          value={sought.value}
          onInput={({ currentTarget }) => (sought.value = currentTarget.value)}
        />
      </div>
      {loaded.problem || removing.problem ? <Banner tone="bad">{loaded.problem || removing.problem}</Banner> : null}
      {!loaded.value ? (
        loaded.problem ? null : (
          <Skeleton rows={4} />
        )
      ) : shown.length === 0 ? (
        <Empty icon="image" title={words ? t('pictures.notFound') : t('pictures.none')} />
      ) : (
        <ul class="pictures" aria-label={t('pictures.title')}>
          {shown.map((picture) => (
            <li key={picture.key}>
              <button type="button" class="pictures-one" onClick={() => props.onChoose(picture)}>
                <Shown picture={picture} description="" />
                <span class="pictures-name">{picture.name}</span>
                <span class="soft">
                  {picture.shownIn.length > 0
                    ? t('pictures.shownIn', { n: picture.shownIn.length })
                    : fileSizeText(picture.size, language.value)}
                </span>
              </button>
              {mayRemove(picture) ? (
                <button
                  type="button"
                  class="button-icon"
                  aria-label={t('pictures.remove', { name: picture.name })}
                  title={t('pictures.remove', { name: picture.name })}
                  onClick={async () => {
                    if (await removing.run(picture.key)) loaded.again()
                  }}
                >
                  <Icon name="trash" />
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function Describe(props: { picture: Picture; onDone: (description: string) => void; onClose: () => void }) {
  const isDocument = props.picture.kind === 'document'
  const description = useSignal('')
  const asked = useSignal(false)
  const empty = description.value.trim() === ''
  const done = () => {
    asked.value = true
    if (!empty) props.onDone(description.value)
  }
  // No form of its own: it may stand inside another one.
  return (
    <Dialog title={t(isDocument ? 'pictures.nameDocument' : 'pictures.describe')} onClose={props.onClose}>
      <div class="form">
        <Shown picture={props.picture} description={t('pictures.shown', { name: props.picture.name })} large />
        <DescriptionField
          description={description.value}
          {...(isDocument ? { label: t('pictures.documentName') } : {})}
          hint={t(isDocument ? 'pictures.documentHint' : 'pictures.descriptionHint')}
          isMissing={asked.value && empty}
          first
          onChange={(next) => (description.value = next)}
          onEnter={done}
        />
        <div class="form-buttons">
          <button type="button" class="button button-main" onClick={done}>
            {t('pictures.insert')}
          </button>
        </div>
      </div>
    </Dialog>
  )
}

export function Shown(props: { picture: Picture; description: string; large?: boolean }) {
  const { picture, large = false } = props
  const { width, height } = picture
  if (picture.kind === 'document')
    return (
      <span class="pictures-document">
        <Icon name="file" /> {large ? picture.name : 'PDF'}
      </span>
    )
  if (picture.kind === 'video')
    return (
      <video
        src={pictureSource(picture, 480)}
        width={width}
        height={height}
        preload="metadata"
        controls={large}
        tabIndex={large ? 0 : -1}
        {...(props.description ? { 'aria-label': props.description } : { 'aria-hidden': true })}
      />
    )
  return (
    <img
      src={pictureSource(picture, large ? 960 : 480)}
      width={width}
      height={height}
      alt={props.description}
      loading="lazy"
    />
  )
}
