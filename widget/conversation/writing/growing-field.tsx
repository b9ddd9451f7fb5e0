import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Draft } from './draft.ts'
import { live } from '../../panel/live.ts'
import { usePanel } from '../../panel/panel-state.ts'

interface Props {
  draft: Draft
  id?: string
  name?: string
  placeholder?: string
  focus?: boolean
  invalid?: boolean
  described?: string
  onEnter?: () => void
  onType?: () => void
  /** Stands for the words of the button by which files are attached. */
  clip?: ComponentChildren
}

/** Grows with its text up to what its style allows; Enter sends, Shift+Enter begins a line. */
export const GrowingField = live(function GrowingField({
  draft,
  id,
  name,
  placeholder,
  focus,
  invalid,
  described,
  onEnter,
  onType,
  clip,
}: Props) {
  const field = useRef<HTMLTextAreaElement>(null)
  const text = draft.text.value
  useLayoutEffect(() => {
    const element = field.current!
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight + 2}px`
  }, [text])
  const panel = usePanel()
  const { say } = panel.speech.value
  const { choose, failed, part } = draft.files
  const files = part.value
  const offer = panel.context.value?.files
  return (
    <>
      <textarea
        ref={field}
        id={id}
        rows={1}
        value={text}
        aria-label={name}
        placeholder={placeholder}
        enterkeyhint={onEnter ? 'send' : 'enter'}
        data-focus={focus ? '' : undefined}
        aria-invalid={invalid || undefined}
        aria-describedby={described}
        onInput={(event) => {
          draft.write(event.currentTarget.value)
          onType?.()
        }}
        onKeyDown={(event) => {
          if (!onEnter || event.key !== 'Enter' || event.shiftKey || event.isComposing) return
          event.preventDefault()
          onEnter()
        }}
      />
      {files && <files.Strip files={files} />}
      {offer && (
        <button
          type="button"
          class={clip ? 'plain' : 'link'}
          title={say('form.attach')}
          onClick={() => choose(offer.accept)}
        >
          {failed.value ? say('panel.failed') : (clip ?? say('form.attach'))}
        </button>
      )}
    </>
  )
})
