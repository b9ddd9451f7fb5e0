import { useEffect } from 'preact/hooks'
import { MESSAGE_LIMIT_BYTES } from '#protocol'
import type { Preview } from '../../preview/preview.ts'
import { Icon } from '../../panel/icon.tsx'
import { live, useSignal } from '../../panel/live.ts'
import { usePanel } from '../../panel/panel-state.ts'
import type { Conversing } from '../conversing.ts'
import { CLIP } from '../icon-paths.ts'
import type { Draft } from './draft.ts'
import { GrowingField } from './growing-field.tsx'
import { bytesOf } from './mail-address.ts'

/** The field at the foot of a conversation. Its text survives a reload and shows in the visitor's other tabs. */
export const Composer = live(function Composer({ conversing, draft }: { conversing: Conversing; draft: Draft }) {
  const panel = usePanel()
  const { say } = panel.speech.value
  const preview = useSignal<Preview | null>(null)
  const previews = panel.context.value?.own?.preview === true
  useEffect(() => {
    if (!previews) return
    let begun: Preview | undefined
    let left = false
    import('../../preview/preview.ts').then(
      (part) => {
        if (!left) preview.value = begun = part.beginPreview(panel, conversing, draft)
      },
      () => {},
    )
    return () => {
      left = true
      begun?.stop()
      preview.value = null
    }
  }, [previews])
  const seen = preview.value?.seen.value && conversing.conversation.value?.state === 'active'
  const words = draft.text.value
  const tooLong = words.length > MESSAGE_LIMIT_BYTES / 4 && bytesOf(words) > MESSAGE_LIMIT_BYTES
  const send = () => {
    if (!draft.filled() || tooLong) return
    draft.write('')
    preview.value?.ended()
    conversing.send(words.trim())
  }
  return (
    <div class="composer">
      {draft.other.value !== null && (
        <p class="otherDraft">
          {say('chat.otherDraft')}{' '}
          <button type="button" class="link" onClick={draft.takeOther}>
            {say('chat.otherDraftTake')}
          </button>
        </p>
      )}
      {tooLong && (
        <p class="problem" role="alert">
          {say('form.tooLong')}
        </p>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          send()
        }}
      >
        <GrowingField
          draft={draft}
          name={say('chat.write')}
          placeholder={say('chat.write')}
          focus
          onEnter={send}
          {...(seen ? { described: 'fl-seen' } : {})}
          onType={() => {
            conversing.typing()
            preview.value?.typed()
          }}
          clip={<Icon path={CLIP} />}
        />
        <button type="submit" class="send" aria-label={say('chat.send')} disabled={!draft.filled() || tooLong}>
          <Icon name="send" />
        </button>
      </form>
      {seen && (
        <p class="hint" id="fl-seen">
          {say('chat.previewed')}
        </p>
      )}
    </div>
  )
})
