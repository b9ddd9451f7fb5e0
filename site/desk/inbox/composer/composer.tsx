import { signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { TemplateHit } from '../../shapes.ts'
import type { ConversationDetail } from '#protocol'
import { MESSAGE_LIMIT_BYTES } from '#protocol'
import { ask } from '../../live.ts'
import { me } from '../../session/session.ts'
import { useActions } from '../../shell/keys.ts'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { optionId } from '../../ui/listbox.tsx'
import type { FieldHandle } from '../../ui/marked-field.tsx'
import { Choice } from '../../ui/parts.tsx'
import { SpelledField } from '../../ui/spelled-field.tsx'
import { beginDraft, draftText, noteText, otherDrafts, settleDraft, writeDraft, writeNote } from '../drafts.ts'
import { editing } from '../editing.ts'
import { current } from '../messages.ts'
import { send } from '../outbox.ts'
import { fillTemplate, forgetInserted, insertedIn, isEdited, noteInserted } from './inserted.ts'
import { PICKER, Picker, type Picking } from './picker.tsx'
import { sendKey } from './preferences.ts'
import { findTrigger, startsWord, unfilledPlaceholders } from './typed-trigger.ts'

export type Mode = 'reply' | 'note'
export const mode = signal<Mode>('reply')
/** A template asked for from elsewhere on the screen, to be put at the caret. */
export const wanted = signal<Pick<TemplateHit, 'id' | 'title'> | null>(null)

/** Bumped when the focus should come back to the field. */
export const writeHere = signal(0)

const TYPING_AGAIN_MS = 3_000
const PICKER_PX = 440

export function Composer({ conversation, mayReply }: { conversation: ConversationDetail; mayReply: boolean }) {
  const id = conversation.id
  const field = useRef<FieldHandle | null>(null)
  const picking = useSignal<Picking | null>(null)
  const closedAt = useRef<number | null>(null)
  const byKeyAt = useRef<number | null>(null)
  const typedAt = useRef(0)
  const turned = useRef(false)
  const problem = useSignal<string | null>(null)
  const writing: Mode = mayReply ? mode.value : 'note'
  const text = writing === 'note' ? noteText(id) : draftText(id)
  const input = () => field.current?.input ?? null

  useEffect(() => {
    beginDraft(id)
    byKeyAt.current = null
    picking.value = null
    problem.value = null
  }, [id])
  // With a keyboard at hand one writes at once; on a phone the keys would cover what is to be read.
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) input()?.focus()
  }, [id, mayReply])

  useEffect(() => {
    if (writeHere.value > 0) input()?.focus()
  }, [writeHere.value])

  const change = (next: string) => {
    if (writing === 'note') writeNote(id, next)
    else writeDraft(id, next)
    if (writing === 'reply' && !next.trim()) forgetInserted(id)
    problem.value = null
  }

  function lookForTrigger(at: HTMLTextAreaElement): void {
    const found = at.selectionStart === at.selectionEnd ? findTrigger(at.value, at.selectionEnd, byKeyAt.current) : null
    if (!found || found.start === closedAt.current) {
      if (!found) closedAt.current = null
      picking.value = null
      return
    }
    if (
      picking.value?.start === found.start &&
      picking.value.typed === found.typed &&
      picking.value.wants === found.wants
    )
      return
    const before = picking.value?.start === found.start && picking.value.wants === found.wants ? picking.value : null
    picking.value = { ...found, chosen: 0, hits: before?.hits ?? null, of: before?.of ?? null, taken: false }
  }

  function tellTyping(): void {
    if (writing === 'note' || Date.now() - typedAt.current < TYPING_AGAIN_MS) return
    typedAt.current = Date.now()
    void ask('typing:set', { conversationId: id, typing: true })
  }

  function insertLink(hit: TemplateHit): void {
    const [at, range] = [input(), picking.value]
    if (!at || !range || !hit.url) return
    picking.value = null
    at.focus()
    at.setRangeText(`${hit.title} ${hit.url} `, range.start, range.end, 'end')
    change(at.value)
  }
  const choose = (hit: TemplateHit) => (picking.value?.wants === 'link' ? insertLink(hit) : void insert(hit))

  async function insert(hit: Pick<TemplateHit, 'id' | 'title'>): Promise<void> {
    const at = input()
    if (!at) return
    const range = picking.value ?? { start: at.selectionStart, end: at.selectionEnd }
    picking.value = null
    // Stays closed while the server fills the placeholders: the trigger still stands in the text.
    closedAt.current = range.start
    const filled = await fillTemplate(hit, id)
    if (filled === null) return
    closedAt.current = null
    at.focus()
    at.setRangeText(filled, range.start, Math.max(range.end, range.start), 'end')
    change(at.value)
    if (writing === 'reply') noteInserted(id, { id: hit.id, title: hit.title, text: filled })
    const gap = unfilledPlaceholders(filled)[0]
    if (gap) at.setSelectionRange(range.start + gap.start, range.start + gap.end)
    requestAnimationFrame(() => field.current?.reveal(at.selectionEnd))
  }

  useEffect(() => {
    const hit = wanted.value
    if (!hit) return
    wanted.value = null
    void insert(hit)
  }, [wanted.value])

  function submit(): void {
    const said = text.trim()
    if (!said) return
    const gap = writing === 'reply' ? unfilledPlaceholders(text)[0] : undefined
    if (gap) {
      problem.value = t('composer.unfilled', { name: gap.name })
      input()?.focus()
      input()?.setSelectionRange(gap.start, gap.end)
      return
    }
    if (new TextEncoder().encode(said).length > MESSAGE_LIMIT_BYTES) {
      problem.value = t('composer.tooLong')
      return
    }
    const inserted = insertedIn.value.get(id) ?? []
    const last = inserted.at(-1)
    const template = last ? { id: last.id, edited: inserted.some((each) => isEdited(each, said)) } : null
    send({
      conversationId: id,
      kind: writing === 'note' ? 'note' : 'text',
      text: said,
      template: writing === 'reply' ? template : null,
    })
    typedAt.current = 0
    byKeyAt.current = null
    change('')
    if (writing === 'note' && mayReply) turn('reply')
  }

  function pickerKey(event: KeyboardEvent): boolean {
    const now = picking.value
    if (!now) return false
    const count = now.hits?.length ?? 0
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step && count) {
      picking.value = { ...now, chosen: (now.chosen + step + count) % count }
      return true
    }
    if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) {
      // Whoever types faster than the list comes means what they typed, not what stands there still; and never sends the slash.
      if (now.of !== now.typed) {
        picking.value = { ...now, taken: true }
        return true
      }
      const chosen = now.hits?.[now.chosen]
      if (chosen) {
        choose(chosen)
        return true
      }
    }
    if (event.key !== 'Escape') return false
    closedAt.current = now.start
    picking.value = null
    return true
  }

  /** Arrow up in an empty field: the last own message, as in every chat. */
  function editLast(): boolean {
    const last = current.value?.messages.findLast(
      (each) =>
        each.author === 'operator' && each.authorName === me.value?.name && each.kind === 'text' && !each.deletedAt,
    )
    if (last) editing.value = { id: last.id, text: last.text }
    return last !== undefined
  }

  function key(event: KeyboardEvent): boolean {
    const at = input()
    if (!at) return false
    if (event.code === 'Slash' && !event.shiftKey && !event.ctrlKey && !event.altKey && !event.metaKey) {
      // Pressed twice it asks for a link; the second press begins no word of its own.
      if (byKeyAt.current === null || at.selectionStart !== byKeyAt.current + 1)
        byKeyAt.current = startsWord(at.value, at.selectionStart) ? at.selectionStart : null
      return false
    }
    if (pickerKey(event)) return true
    if (event.key === 'ArrowUp' && at.value === '' && editLast()) return true
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return false
    if (sendKey.value === 'ctrl-enter' && !event.ctrlKey && !event.metaKey) return false
    submit()
    return true
  }

  useActions(
    () => [
      {
        id: 'note',
        label: 'keys.note',
        place: 'keys.conversation',
        keys: [{ code: 'KeyP', alt: true }],
        run: () => turn('note'),
      },
      {
        id: 'reply',
        label: 'keys.reply',
        place: 'keys.conversation',
        keys: [{ code: 'KeyL', alt: true }],
        enabled: () => mayReply,
        run: () => turn('reply'),
      },
      {
        id: 'focus-composer',
        label: 'keys.write',
        place: 'keys.conversation',
        keys: [{ code: 'KeyR' }],
        run: () => input()?.focus(),
      },
    ],
    [mayReply, id],
  )
  function turn(to: Mode): void {
    mode.value = to
    turned.current = true
    input()?.focus()
  }
  // Reply and note are two fields: the focus follows to the one that has just come.
  useEffect(() => {
    if (turned.current) input()?.focus()
    turned.current = false
  }, [writing])

  const other = otherDrafts.value.get(id)
  const gaps = writing === 'reply' ? unfilledPlaceholders(text) : []
  const used = writing === 'reply' && text.trim() ? (insertedIn.value.get(id) ?? []) : []
  const left = picking.value
    ? Math.max(
        0,
        Math.min(field.current?.placeOf(picking.value.start).left ?? 0, (input()?.clientWidth ?? 0) - PICKER_PX),
      )
    : 0
  return (
    <div class={`composer composer-${writing}`}>
      {other ? (
        <div class="composer-other" role="status">
          <p>
            {t('composer.otherDraft')} <q>{other.text.slice(0, 160) || t('composer.otherEmpty')}</q>
          </p>
          <button type="button" class="button button-small" onClick={() => settleDraft(id, 'theirs')}>
            {t('composer.useOther')}
          </button>
          <button type="button" class="button button-small" onClick={() => settleDraft(id, 'mine')}>
            {t('composer.keepMine')}
          </button>
        </div>
      ) : null}
      <SpelledField
        key={writing}
        handle={field}
        value={text}
        class="composer-field"
        label={writing === 'note' ? t('composer.noteLabel') : t('composer.replyLabel')}
        placeholder={writing === 'note' ? t('composer.notePlaceholder') : t('composer.replyPlaceholder')}
        marks={gaps.map(({ start, end }) => ({ start, end, kind: 'placeholder' }))}
        input={
          picking.value
            ? {
                'aria-controls': PICKER,
                'aria-haspopup': 'listbox',
                'aria-activedescendant': optionId(PICKER, picking.value.chosen),
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
        {picking.value ? <Picker picking={picking} conversation={conversation} left={left} onInsert={choose} /> : null}
      </SpelledField>
      {problem.value ? (
        <p class="composer-problem" role="alert">
          <Icon name="alert" /> {problem.value}
        </p>
      ) : null}
      <div class="composer-bar">
        <Choice
          label={t('composer.mode')}
          value={writing}
          options={[
            ...(mayReply ? [{ value: 'reply' as const, text: t('composer.reply') }] : []),
            { value: 'note' as const, text: t('composer.note') },
          ]}
          onChoose={turn}
        />
        <button
          type="button"
          class="button button-quiet button-small"
          title={t('picker.label')}
          aria-label={t('picker.label')}
          onClick={() => {
            const at = input()
            if (!at) return
            at.focus()
            picking.value = {
              wants: 'template',
              start: at.selectionStart,
              end: at.selectionEnd,
              typed: '',
              chosen: 0,
              hits: null,
              of: null,
              taken: false,
            }
          }}
        >
          <Icon name="slash" /> <span class="label">{t('composer.templates')}</span>
        </button>
        <span class="composer-from">
          {used.map((each) => (
            <span class="chip" key={each.id}>
              {each.title}
              {isEdited(each, text) ? <em>{t('composer.edited')}</em> : null}
            </span>
          ))}
        </span>
        <span class="composer-hint">{sendKey.value === 'enter' ? 'Enter' : 'Ctrl+Enter'}</span>
        <button type="button" class="button button-main" disabled={!text.trim()} onClick={submit}>
          {writing === 'note' ? t('composer.saveNote') : t('composer.send')}{' '}
          <Icon name={writing === 'note' ? 'note' : 'send'} />
        </button>
      </div>
    </div>
  )
}
