// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { aDetail, anAnswer, serverOf, sitsHere } from '../../testing/a-conversation.ts'
import { chooseLanguage } from '../../texts.ts'
import { PromoteDialog } from './promote-dialog.tsx'

const proposal = {
  draft: {
    site: 'shop',
    locale: 'en',
    category: 'returns',
    slug: '',
    question: 'Can I return boots I wore once?',
    body: 'Yes, within 30 days.',
    audience: 'public',
    products: [],
    shortcut: null,
    phrasings: ['return worn boots'],
  },
  others: ['Thanks! And the laces?'],
  names: ['Kate Novak'],
  removed: [{ field: 'body', kind: 'phone', text: '+7 900 000-00-00' }],
  misspelled: { question: [], body: [] },
  similar: [
    {
      id: 'ans_boots',
      question: 'How do I return something?',
      excerpt: 'In the account.',
      url: '/en/returns/how',
      score: 1,
      category: 'returns',
      locale: 'en',
      audience: 'public',
      words: [],
    },
  ],
}
const asked: { url: string; body: unknown }[] = []
const closed = vi.fn()
beforeEach(() => {
  chooseLanguage('en')
  sitsHere()
  asked.length = 0
  closed.mockReset()
  vi.stubGlobal(
    'fetch',
    serverOf(
      {
        '/promotions/prepare': proposal,
        '/promotions/phrasing': { answer: anAnswer() },
        '/desk/promotions': { answer: anAnswer() },
        '/answers/preview': { html: '<p>Yes</p>', problems: [] },
        '/desk/categories': { items: [] },
        '/desk/products': { items: [] },
        '/spelling/check': { words: [] },
      },
      asked,
    ),
  )
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})
async function open() {
  render(<PromoteDialog detail={aDetail({ state: 'solved' })} onClose={closed} />)
  await waitFor(() => expect(field('Question').value).toContain('boots'))
}
const sent = (end: string) => asked.filter(({ url }) => url.endsWith(end)).map(({ body }) => body)
const field = (name: string) => screen.getByRole<HTMLTextAreaElement>('textbox', { name })
const write = (name: string, value: string) => act(async () => void fireEvent.input(field(name), { target: { value } }))
const cancel = () =>
  act(async () => void fireEvent(screen.getByRole('dialog'), new Event('cancel', { cancelable: true })))

describe('the promotion', () => {
  it('takes phrasings that ask, and the rest of the talk only where it is ticked', async () => {
    await open()
    const ticks = screen.getAllByRole<HTMLInputElement>('checkbox')
    expect(ticks.map((each) => each.checked)).toEqual([true, false])
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: /review/i })))
    await waitFor(() => expect(closed).toHaveBeenCalled())
    expect(sent('/desk/promotions')).toMatchObject([
      { conversationId: 'cnv_1', draft: { question: proposal.draft.question, phrasings: ['return worn boots'] } },
    ])
  })

  it('shows what personal was taken out, and warns of a name that stands there again', async () => {
    await open()
    expect(screen.getByText('+7 900 000-00-00')).toBeTruthy()
    expect(screen.queryByText(/Novak/)).toBeNull()
    await write('Answer', 'Yes, Novak may return them.')
    expect(screen.getByText(/Novak/, { selector: '.banner *' })).toBeTruthy()
  })

  it('adds the words to an answer that says it already', async () => {
    await open()
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: /phrasing/i })))
    await waitFor(() => expect(closed).toHaveBeenCalled())
    expect(sent('/promotions/phrasing')).toEqual([
      { conversationId: 'cnv_1', answerId: 'ans_boots', text: proposal.draft.question },
    ])
    expect(sent('/desk/promotions')).toEqual([])
  })

  it('asks before one key throws away what was written, and does not ask where nothing was', async () => {
    const confirm = vi.fn(() => false)
    vi.stubGlobal('confirm', confirm)
    await open()
    await write('Answer', 'Another text')
    await cancel()
    expect(confirm).toHaveBeenCalled()
    expect(closed).not.toHaveBeenCalled()
    cleanup()
    confirm.mockClear()
    await open()
    await cancel()
    expect(confirm).not.toHaveBeenCalled()
    expect(closed).toHaveBeenCalled()
  })

  it('keeps what was written when the server refuses, and says why', async () => {
    await open()
    vi.stubGlobal('fetch', async () => Response.json({ code: 'address_taken', message: '' }, { status: 409 }))
    await write('Answer', 'Another text')
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: /review/i })))
    await waitFor(() => expect(document.querySelector('.banner-bad')?.textContent).toBeTruthy())
    expect(field('Answer').value.replace(/\u200b/g, '')).toBe('Another text')
    expect(closed).not.toHaveBeenCalled()
  })
})
