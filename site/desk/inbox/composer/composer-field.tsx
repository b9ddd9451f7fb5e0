import type { RefObject } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { ConversationDetail, Message } from '#protocol'
import { ask } from '../../live.ts'
import { me } from '../../session/session.ts'
import type { TemplateHit } from '../../shapes.ts'
import { t } from '../../texts.ts'
import { optionId } from '../../ui/listbox.tsx'
import type { FieldHandle } from '../../ui/spelling/marked-field.tsx'
import { SpelledField } from '../../ui/spelling/spelled-field.tsx'
import { attach, draftOf } from '../files/attachments.ts'
import { authorOf } from '../messages/author-of.ts'
import { editing } from '../messages/editing.ts'
import { current } from '../messages/messages.ts'
import { EmojiPicker, SIGNS, useEmoji } from './emoji-picker.tsx'
import { fillTemplate, noteInserted } from './inserted.ts'
import { MentionPicker, MENTIONS, useMentions } from './mention-picker.tsx'
import { PICKER, Picker } from './picker.tsx'
import { type PickingState, pickingState } from './picking.ts'
import { sendKey } from './preferences.ts'
import { type Mode, wanted, write, written } from './state.ts'
import { unfilledPlaceholders } from './typed-trigger.ts'

const TYPING_AGAIN_MS = 3_000
const PICKER_PX = 440

/** What the rest of the composer may ask of its field. */
export interface Writing {
  picking: PickingState
  handle: RefObject<FieldHandle | null>
  /** Puts a template at the caret, or in place of what asked for it. */
  insert(hit: Pick<TemplateHit, 'id' | 'title'>): Promise<void>
}

/** The field of one conversation: what stands in it, and what is put into it by more than keys. */
export function useWriting(id: string, writing: Mode): Writing {
  const picking = useMemo(pickingState, [])
  const handle = useRef<FieldHandle | null>(null)
  useEffect(picking.begin, [id])

  async function insert(hit: Pick<TemplateHit, 'id' | 'title'>): Promise<void> {
    const at = handle.current?.input
    if (!at) return
    const range = picking.now.peek() ?? { start: at.selectionStart, end: at.selectionEnd }
    picking.inserting(range.start)
    const found = await fillTemplate(hit, id)
    if (found === null) return
    const { text: filled, files } = found
    picking.inserted()
    void files.then((all) => all.length > 0 && attach(draftOf(id, writing), all))
    at.focus()
    at.setRangeText(filled, range.start, Math.max(range.end, range.start), 'end')
    write(id, writing, at.value)
    if (writing === 'reply') noteInserted(id, { id: hit.id, title: hit.title, text: filled })
    const gap = unfilledPlaceholders(filled)[0]
    if (gap) at.setSelectionRange(range.start + gap.start, range.start + gap.end)
    requestAnimationFrame(() => handle.current?.reveal(at.selectionEnd))
  }
  useEffect(() => {
    const hit = wanted.value
    if (!hit) return
    wanted.value = null
    void insert(hit)
  }, [wanted.value])
  return { picking, handle, insert }
}

/** Arrow up in an empty field: the last own message, as in every chat. */
function editLast(): boolean {
  const open = current.peek()
  const isMine = (each: Message) =>
    each.author === 'operator' && each.kind === 'text' && !each.deletedAt && open
      ? authorOf(each, open.detail) === me.peek()?.id
      : false
  const last = open?.messages.findLast(isMine)
  if (last) editing.value = { id: last.id, text: last.text }
  return last !== undefined
}

export function ComposerField(props: {
  conversation: ConversationDetail
  writing: Mode
  field: Writing
  onChanged: () => void
  onSend: () => void
}) {
  const { conversation, writing } = props
  const { picking, handle, insert } = props.field
  const { id } = conversation
  const text = written(id, writing)
  const typedAt = useRef(0)
  const mentions = useMentions(writing === 'note')
  const emoji = useEmoji()
  const input = () => handle.current?.input ?? null

  function change(next: string): void {
    write(id, writing, next)
    props.onChanged()
  }
  function lookForTrigger(at: HTMLTextAreaElement): void {
    picking.read(at.value, at.selectionStart, at.selectionEnd)
    mentions.read(at.value, at.selectionStart, at.selectionEnd)
    emoji.read(at.value, at.selectionStart, at.selectionEnd)
  }
  function tellTyping(): void {
    if (writing === 'note' || Date.now() - typedAt.current < TYPING_AGAIN_MS) return
    typedAt.current = Date.now()
    void ask('typing:set', { conversationId: id, typing: true })
  }
  function choose(hit: TemplateHit): void {
    const [at, range] = [input(), picking.now.peek()]
    if (range?.wants !== 'link') return void insert(hit)
    if (!at || !hit.url) return
    picking.begin()
    at.focus()
    at.setRangeText(`${hit.title} ${hit.url} `, range.start, range.end, 'end')
    change(at.value)
  }
  function mention(name: string): void {
    const [at, range] = [input(), mentions.take()]
    if (!at || !range) return
    at.focus()
    at.setRangeText(`@${name} `, range.start, range.end, 'end')
    change(at.value)
  }
  function putSign(sign: string): void {
    const [at, range] = [input(), emoji.take()]
    if (!at || !range) return
    at.focus()
    at.setRangeText(`${sign} `, range.start, range.end, 'end')
    change(at.value)
  }
  function key(event: KeyboardEvent): boolean {
    const at = input()
    if (!at) return false
    if (event.code === 'Slash' && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey) {
      picking.slashPressed(at.value, at.selectionStart)
      return false
    }
    if (picking.key(event, choose) || mentions.key(event, mention) || emoji.key(event, putSign)) return true
    if (event.key === 'ArrowUp' && at.value === '' && editLast()) return true
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return false
    if (sendKey.value === 'ctrl-enter' && !event.ctrlKey && !event.metaKey) return false
    typedAt.current = 0
    props.onSend()
    return true
  }

  const open = picking.now.value
  const gaps = writing === 'reply' ? unfilledPlaceholders(text) : []
  const leftOf = (start: number) =>
    Math.max(0, Math.min(handle.current?.placeOf(start).left ?? 0, (input()?.clientWidth ?? 0) - PICKER_PX))
  const [list, listed] = open
    ? [PICKER, open.chosen]
    : mentions.open
      ? [MENTIONS, mentions.open.chosen]
      : emoji.open
        ? [SIGNS, emoji.open.chosen]
        : [null, 0]
  return (
    <SpelledField
      key={writing}
      handle={handle}
      value={text}
      class="composer-field"
      label={writing === 'note' ? t('composer.noteLabel') : t('composer.replyLabel')}
      placeholder={writing === 'note' ? t('composer.notePlaceholder') : t('composer.replyPlaceholder')}
      marks={gaps.map(({ start, end }) => ({ start, end, kind: 'placeholder' }))}
      input={
        list
          ? {
              'aria-controls': list,
              'aria-haspopup': 'listbox',
              'aria-activedescendant': optionId(list, listed),
            }
          : { 'aria-haspopup': 'listbox' }
      }
      onChange={(next, at) => {
        change(next)
        lookForTrigger(at)
        tellTyping()
      }}
      onCaret={lookForTrigger}
      onKey={key}
    >
      {open ? (
        <Picker picking={picking} conversation={conversation} left={leftOf(open.start)} onInsert={choose} />
      ) : mentions.open ? (
        <MentionPicker mentions={mentions} left={leftOf(mentions.open.start)} onChoose={mention} />
      ) : emoji.open ? (
        <EmojiPicker emoji={emoji} left={leftOf(emoji.open.start)} onChoose={putSign} />
      ) : null}
    </SpelledField>
  )
}
