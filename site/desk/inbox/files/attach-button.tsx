import { useRef } from 'preact/hooks'
import { keyFor, useActions } from '../../shell/keys.ts'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { attach, offerHere } from './attachments.ts'

/** Opens the system's own chooser; where the site takes no files there is none. */
export function AttachButton({ place }: { place: string }) {
  const field = useRef<HTMLInputElement>(null)
  const offer = offerHere()
  useActions(
    () => [
      {
        id: 'attach',
        label: 'files.attach',
        place: 'keys.conversation',
        keys: [{ code: 'KeyA', alt: true }],
        enabled: () => field.current !== null,
        run: () => field.current?.click(),
      },
    ],
    [place],
  )
  if (!offer) return null
  return (
    <>
      <input
        ref={field}
        type="file"
        hidden
        multiple
        accept={offer.accept}
        onChange={({ currentTarget }) => {
          attach(place, [...(currentTarget.files ?? [])])
          currentTarget.value = ''
        }}
      />
      <button
        type="button"
        class="button-icon"
        title={[t('files.attach'), keyFor('attach')].filter(Boolean).join(' · ')}
        aria-label={t('files.attach')}
        onClick={() => field.current?.click()}
      >
        <Icon name="paperclip" />
      </button>
    </>
  )
}
