// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { aDetail, aTemplate, serverOf, sitsHere } from '../../testing/a-conversation.ts'
import { chooseLanguage } from '../../texts.ts'
import { outbox, startOutbox } from '../outbox.ts'
import { writeDraft } from '../drafts.ts'
import { Composer } from './composer.tsx'
import { mode, wanted } from './state.ts'

const asked: { url: string; body: unknown }[] = []
let id = 0
beforeEach(() => {
  chooseLanguage('en')
  sitsHere()
  startOutbox()
  asked.length = 0
  mode.value = 'reply'
  vi.stubGlobal(
    'fetch',
    serverOf(
      {
        '/desk/templates': { items: [aTemplate(), aTemplate({ id: 'ans_bye', title: 'Goodbye' })] },
        '/ans_hello/fill': { text: 'Hello Kate! I am Olga.', revision: 1, unfilled: [], files: [] },
        '/ans_bye/fill': {
          text: 'Order {{order.number}} is on its way.',
          revision: 1,
          unfilled: ['order.number'],
          files: [],
        },
        '/desk/spelling/check': { items: [] },
      },
      asked,
    ),
  )
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})
/** Each a conversation of its own: drafts outlive the component, as they must. */
const open = (mayReply = true) => render(<Composer conversation={aDetail({ id: `cnv_${++id}` })} mayReply={mayReply} />)
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox')
async function type(text: string): Promise<void> {
  await act(async () => {
    fireEvent.input(field(), { target: { value: text } })
    field().setSelectionRange(text.length, text.length)
    fireEvent.input(field(), { target: { value: text } })
  })
}
const press = (key: string) => act(async () => void fireEvent.keyDown(field(), { key }))
const sent = () => outbox.value.filter((each) => each.conversationId === `cnv_${id}`)

describe('the composer', () => {
  it('hands what is written to the outbox with Enter and is empty then', async () => {
    open()
    await type('On its way')
    await press('Enter')
    expect(sent()).toMatchObject([{ kind: 'text', text: 'On its way', template: null }])
    expect(field().value).toBe('')
  })

  it('shows templates at a slash with placeholders as words, and the chosen one whole', async () => {
    const { container } = open()
    await type('/')
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(2))
    expect(container.querySelector('.picker-preview')?.textContent).toBe('Hello visitor’s name! I am your name.')
    await press('ArrowDown')
    expect(screen.getAllByRole('option')[1]?.getAttribute('aria-selected')).toBe('true')
  })

  it('inserts the filled template and sends which one it was', async () => {
    open()
    await type('/he')
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(2))
    await press('Enter')
    await waitFor(() => expect(field().value).toBe('Hello Kate! I am Olga.'))
    await press('Enter')
    expect(sent()).toMatchObject([{ text: 'Hello Kate! I am Olga.', template: { id: 'ans_hello', edited: false } }])
  })

  it('keeps a text with an unfilled placeholder, names it, and says nothing any more once it is mended', async () => {
    open()
    await act(async () => {
      wanted.value = { id: 'ans_bye', title: 'Goodbye' }
    })
    await waitFor(() => expect(field().value).toContain('{{order.number}}'))
    await press('Enter')
    expect(screen.getByRole('alert').textContent).toContain('order.number')
    expect(sent()).toEqual([])
    await type('Order T-1 is on its way.')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('Esc closes the list and leaves the text; Enter sends it then', async () => {
    open()
    await type('/he')
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(2))
    await press('Escape')
    expect(screen.queryByRole('option')).toBeNull()
    expect(field().value).toBe('/he')
  })

  it('writes only notes where the conversation is another’s', async () => {
    open(false)
    expect(screen.queryByRole('radio', { name: 'Reply' })).toBeNull()
    await type('Called the depot')
    await press('Enter')
    expect(sent()).toMatchObject([{ kind: 'note', text: 'Called the depot', template: null }])
  })

  it('a reply and a note are two texts', async () => {
    open()
    await type('a reply')
    await act(async () => void fireEvent.click(screen.getByRole('radio', { name: 'Note' })))
    expect(field().value).toBe('')
    await act(async () => void fireEvent.click(screen.getByRole('radio', { name: 'Reply' })))
    expect(field().value).toBe('a reply')
  })

  it('keeps the draft of each conversation', async () => {
    open()
    await type('half a sentence')
    const first = id
    cleanup()
    open()
    expect(field().value).toBe('')
    cleanup()
    writeDraft(`cnv_${first}`, 'half a sentence')
    render(<Composer conversation={aDetail({ id: `cnv_${first}` })} mayReply />)
    expect(field().value).toBe('half a sentence')
  })

  it('puts a sign where its name was typed, and takes a smile typed by hand for no question', async () => {
    open()
    await type('Done :than')
    expect(screen.getByRole('option').textContent).toBe('🙏 thanks')
    await press('Enter')
    expect(field().value).toBe('Done 🙏 ')
    await type('See you :-)')
    expect(screen.queryByRole('option')).toBeNull()
    await type('at 10:pa')
    expect(screen.queryByRole('option')).toBeNull()
    await type(':pa')
    await press('Escape')
    expect(screen.queryByRole('option')).toBeNull()
  })

  it('writes the marks for whoever does not, once they were opened', async () => {
    open()
    await type('see')
    expect(screen.queryByRole('button', { name: 'Bold' })).toBeNull()
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Formatting' })))
    field().setSelectionRange(0, 3)
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Bold' })))
    expect(field().value).toBe('**see**')
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'List' })))
    expect(field().value).toBe('- **see**')
    await press('Enter')
    expect(sent()).toMatchObject([{ text: '- **see**' }])
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Formatting' })))
    expect(screen.queryByRole('button', { name: 'Bold' })).toBeNull()
  })

  it('shows a template as it would be inserted here', async () => {
    open()
    await type('/')
    await waitFor(() => expect(document.querySelector('.picker-preview')?.textContent).toBe('Hello Kate! I am Olga.'))
  })
})
