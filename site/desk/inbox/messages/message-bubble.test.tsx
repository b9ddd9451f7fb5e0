// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { aDetail, aMessage, serverOf, sitsHere } from '../../testing/a-conversation.ts'
import { aLine } from '../../testing/a-line.ts'
import { settled } from '../../testing/settled.ts'
import { chooseLanguage } from '../../texts.ts'
import { Toasts } from '../../ui/toasts.tsx'
import { writeHere } from '../composer/state.ts'
import { editing } from './editing.ts'
import { MessageBubble } from './message-bubble.tsx'
import { opened, putDetail } from './messages.ts'

let line = aLine()
beforeEach(() => {
  chooseLanguage('en')
  sitsHere()
  editing.value = null
  line = aLine()
  vi.stubGlobal('fetch', serverOf({ '/spelling/check': { words: [] } }))
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
const show = (message = aMessage(), detail = aDetail()) =>
  render(
    <>
      <MessageBubble message={message} detail={detail} />
      <Toasts />
    </>,
  )
const said = () => document.querySelector('.said')?.textContent
const press = (name: string) => settled(() => fireEvent.click(screen.getByRole('button', { name })))
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Edit' })
const written = () => field().value.replace(/\u200b/g, '')
const write = (value: string) => settled(() => fireEvent.input(field(), { target: { value } }))
const key = (name: string, over = {}) => settled(() => fireEvent.keyDown(field(), { key: name, ...over }))
const complained = (words: RegExp) => screen.queryAllByText(words, { selector: '.toast-bad span' }).length > 0

describe('a message', () => {
  it('says how far ours has come, and nothing of it for the visitor’s', () => {
    for (const [visitorDelivered, visitorRead, word] of [
      [0, 0, 'Sent'],
      [3, 0, 'Delivered'],
      [3, 3, 'Read'],
    ] as const) {
      show(aMessage({ seq: 3 }), aDetail({ visitorDelivered, visitorRead }))
      expect(screen.getByText(word)).toBeTruthy()
      cleanup()
    }
    show(aMessage({ author: 'visitor', authorName: null, seq: 3 }), aDetail({ visitorRead: 3 }))
    expect(screen.queryByText('Read')).toBeNull()
    expect(screen.getByText('Kate')).toBeTruthy()
  })

  it('can be changed by whoever works here, and never the visitor’s', () => {
    show(aMessage({ author: 'visitor' }))
    expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Delete' })).toBeNull()
  })

  it('names a note as one, and a template that was changed', () => {
    show(aMessage({ kind: 'note' }))
    expect(screen.getByText('only visible to operators')).toBeTruthy()
    expect(screen.queryByText('Sent')).toBeNull()
    cleanup()
    show(aMessage({ template: { id: 'ans_boots', edited: true } }))
    expect(screen.getByText('template, edited')).toBeTruthy()
  })

  it('draws an operator’s list as one, and a visitor’s words as they are', () => {
    show(aMessage({ text: '- one\n- two' }))
    expect(screen.getAllByRole('listitem').map((each) => each.textContent)).toEqual(['one', 'two'])
    cleanup()
    show(aMessage({ author: 'visitor', text: '<b>- one</b>' }))
    expect(said()).toBe('<b>- one</b>')
  })
})

describe('a message that is edited', () => {
  const edited = (text: string) => aMessage({ text, editedAt: '2026-11-27T05:02:00.000Z' })

  it('begins with its text, and Enter sends what it became', async () => {
    line.answers['message:edit'] = { ok: true, message: edited('It left today.') }
    putDetail(aDetail())
    show()
    await press('Edit')
    expect(written()).toBe('It is on its way.')
    expect(document.activeElement).toBe(field())
    await write('It left today. ')
    const before = writeHere.value
    await key('Enter')
    expect(line.of('message:edit')).toEqual([{ conversationId: 'cnv_1', messageId: 'msg_1', text: 'It left today.' }])
    expect(screen.queryByRole('textbox')).toBeNull()
    expect(opened.value.get('cnv_1')?.messages).toMatchObject([{ id: 'msg_1', text: 'It left today.' }])
    expect(writeHere.value).toBe(before + 1)
  })

  it('Shift+Enter is a new line and sends nothing', async () => {
    show()
    await press('Edit')
    await write('It left\ntoday.')
    await key('Enter', { shiftKey: true })
    expect(line.of('message:edit')).toEqual([])
    expect(screen.getByRole('textbox')).toBeTruthy()
  })

  it('Esc leaves it as it was, and so does a text that has not changed or is gone', async () => {
    show()
    await press('Edit')
    await write('Something else')
    await key('Escape')
    expect(said()).toBe('It is on its way.')
    for (const text of ['It is on its way.', '  ']) {
      await press('Edit')
      await write(text)
      await press('Save')
      expect(screen.queryByRole('textbox')).toBeNull()
    }
    expect(line.of('message:edit')).toEqual([])
  })

  it('keeps the new text in the field where the server refuses it, and says why', async () => {
    line.answers['message:edit'] = { ok: false, code: 'placeholder_unfilled' }
    show()
    await press('Edit')
    await write('Hello {{visitor.name}}')
    await key('Enter')
    expect(written()).toBe('Hello {{visitor.name}}')
    expect(complained(/A placeholder in the text hasn’t been filled in\./)).toBe(true)
  })

  it('is said to be edited afterwards', () => {
    show(edited('It left today.'))
    expect(screen.getByText('edited')).toBeTruthy()
  })
})

describe('a message that is deleted', () => {
  it('looks gone at once, can be taken back, and is then never asked for', async () => {
    vi.useFakeTimers()
    show()
    await press('Delete')
    expect(said()).toBe('Deleted')
    await press('Undo')
    expect(said()).toBe('It is on its way.')
    await settled(() => vi.advanceTimersByTimeAsync(20_000))
    expect(line.of('message:delete')).toEqual([])
  })

  it('is deleted once its undo is over', async () => {
    vi.useFakeTimers()
    line.answers['message:delete'] = {
      ok: true,
      message: aMessage({ text: '', deletedAt: '2026-11-27T05:02:00.000Z' }),
    }
    show()
    await press('Delete')
    expect(line.of('message:delete')).toEqual([])
    await settled(() => vi.advanceTimersByTimeAsync(20_000))
    expect(line.of('message:delete')).toEqual([{ conversationId: 'cnv_1', messageId: 'msg_1' }])
  })

  it('is deleted at once when the tab closes', async () => {
    line.answers['message:delete'] = {
      ok: true,
      message: aMessage({ text: '', deletedAt: '2026-11-27T05:02:00.000Z' }),
    }
    show()
    await press('Delete')
    await settled(() => window.dispatchEvent(new Event('pagehide')))
    expect(line.of('message:delete')).toHaveLength(1)
  })

  it('comes back where the server refuses, and says why', async () => {
    vi.useFakeTimers()
    line.answers['message:delete'] = { ok: false, code: 'not_allowed' }
    show()
    await press('Delete')
    await settled(() => vi.advanceTimersByTimeAsync(6_500))
    expect(said()).toBe('It is on its way.')
    expect(complained(/Your role doesn’t allow this\./)).toBe(true)
  })
})
