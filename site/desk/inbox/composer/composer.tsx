import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { ConversationDetail } from '#protocol'
import { keyFor, useActions } from '../../shell/keys.ts'
import { t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'
import { Choice } from '../../ui/parts.tsx'
import { beginDraft, otherDrafts, settleDraft } from '../drafts.ts'
import { solveAfter } from '../dialogs/solve-after.ts'
import { AttachButton } from '../files/attach-button.tsx'
import { attach, draftOf, filesIn, filesOf, offerHere } from '../files/attachments.ts'
import { DrawingPlace } from '../files/drawing/drawing.tsx'
import { FileRow } from '../files/file-row.tsx'
import { ComposerField, useWriting } from './composer-field.tsx'
import { FormatBar, FormatToggle } from './format-bar.tsx'
import { insertedIn, isEdited } from './inserted.ts'
import { sendKey } from './preferences.ts'
import { isFilled, type Mode, mode, submit, write, writeHere, written } from './state.ts'

/** Where a reply or a note is written: the field, the templates that stand in it, and the way out. */
export function Composer({ conversation, mayReply }: { conversation: ConversationDetail; mayReply: boolean }) {
  const { id } = conversation
  const writing: Mode = mayReply ? mode.value : 'note'
  const field = useWriting(id, writing)
  const notSent = useSignal<string | null>(null)
  const turned = useRef(false)
  const text = written(id, writing)
  const place = draftOf(id, writing)
  const files = filesOf(place)
  const input = () => field.handle.current?.input ?? null

  useEffect(() => {
    beginDraft(id)
    notSent.value = null
  }, [id])
  // With a keyboard at hand one writes at once; on a phone the keys would cover what is to be read.
  useEffect(() => {
    if (matchMedia('(pointer: fine)').matches) input()?.focus()
  }, [id, mayReply])
  useEffect(() => {
    if (writeHere.value > 0) input()?.focus()
  }, [writeHere.value])

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

  function trySend(thenSolve = false): void {
    const not = submit(id, writing)
    notSent.value =
      not?.code === 'unfilled'
        ? t('composer.unfilled', { name: not.name })
        : not?.code === 'too_long'
          ? t('composer.tooLong')
          : null
    if (not?.code === 'unfilled') {
      input()?.focus()
      input()?.setSelectionRange(not.start, not.end)
    }
    if (not) return
    if (thenSolve) solveAfter.value = id
    field.picking.sent()
    if (writing === 'note' && mayReply) turn('reply')
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
        id: 'send-and-solve',
        label: 'composer.sendAndSolve',
        place: 'keys.conversation',
        keys: [{ code: 'Enter', ctrl: true, shift: true }],
        enabled: () => writing === 'reply' && isFilled(id, writing),
        run: () => trySend(true),
      },
      {
        id: 'focus-composer',
        label: 'keys.write',
        place: 'keys.conversation',
        keys: [{ code: 'KeyR' }],
        run: () => input()?.focus(),
      },
    ],
    [mayReply, id, writing],
  )

  const used = writing === 'reply' && text.trim() ? (insertedIn.value.get(id) ?? []) : []
  return (
    <div
      class={`composer composer-${writing}`}
      onPaste={(event) => {
        const files = filesIn(event.clipboardData)
        if (files.length === 0 || !offerHere()) return
        event.preventDefault()
        attach(place, files)
      }}
    >
      <OtherDraft id={id} />
      <ComposerField
        conversation={conversation}
        writing={writing}
        field={field}
        onChanged={() => (notSent.value = null)}
        onSend={() => trySend()}
      />
      {files.length > 0 ? (
        <ul class="composer-files" aria-label={t('files.list')}>
          {files.map((file) => (
            <FileRow key={file.id} file={file} removable />
          ))}
        </ul>
      ) : null}
      <DrawingPlace />
      {notSent.value ? (
        <p class="composer-problem" role="alert">
          <Icon name="alert" /> {notSent.value}
        </p>
      ) : null}
      <FormatBar
        input={input}
        onChange={(next) => {
          write(id, writing, next)
          notSent.value = null
        }}
      />
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
            field.picking.open(at.selectionStart, at.selectionEnd)
          }}
        >
          <Icon name="slash" /> <span class="label">{t('composer.templates')}</span>
        </button>
        <AttachButton place={place} />
        <FormatToggle />
        <span class="composer-from">
          {used.map((each) => (
            <span class="chip" key={each.id}>
              {each.title}
              {isEdited(each, text) ? <em>{t('composer.edited')}</em> : null}
            </span>
          ))}
        </span>
        {writing === 'reply' ? (
          <button
            type="button"
            class="button-icon"
            title={[t('composer.sendAndSolve'), keyFor('send-and-solve')].filter(Boolean).join(' · ')}
            aria-label={t('composer.sendAndSolve')}
            disabled={!isFilled(id, writing)}
            onClick={() => trySend(true)}
          >
            <Icon name="checkCheck" />
          </button>
        ) : null}
        <span class="composer-hint">{sendKey.value === 'enter' ? 'Enter' : 'Ctrl+Enter'}</span>
        <button type="button" class="button button-main" disabled={!isFilled(id, writing)} onClick={() => trySend()}>
          {writing === 'note' ? t('composer.saveNote') : t('composer.send')}{' '}
          <Icon name={writing === 'note' ? 'note' : 'send'} />
        </button>
      </div>
    </div>
  )
}

/** Another tab or operator wrote this draft too: nothing is overwritten without a choice. */
function OtherDraft({ id }: { id: string }) {
  const other = otherDrafts.value.get(id)
  if (!other) return null
  return (
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
  )
}
