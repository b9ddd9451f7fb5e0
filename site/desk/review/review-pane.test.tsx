// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { anAnswer, serverOf, sitsHere } from '../testing/a-conversation.ts'
import { chooseLanguage } from '../texts.ts'
import { ReviewPane } from './review-pane.tsx'

const asked: { url: string; body: unknown }[] = []
const decided = vi.fn()
const answers = (over: Record<string, unknown> = {}) =>
  vi.stubGlobal(
    'fetch',
    serverOf(
      {
        '/desk/answers/ans_boots': { answer: anAnswer(), live: null, html: '<p>Yes, within <b>30 days</b>.</p>' },
        '/difference': {
          question: [{ kind: 'same', text: 'Can I return boots?' }],
          body: [
            { kind: 'removed', text: 'No.' },
            { kind: 'added', text: 'Yes, within 30 days.' },
          ],
          changed: [],
        },
        '/approve': { answer: anAnswer({ state: 'published' }) },
        '/send-back': { answer: anAnswer({ state: 'draft' }) },
        '/desk/counts': { draft: 0, in_review: 0, published: 1, retired: 0 },
        '/desk/categories': { items: [] },
        '/desk/products': { items: [] },
        ...over,
      },
      asked,
    ),
  )
beforeEach(() => {
  chooseLanguage('en')
  sitsHere('lead')
  asked.length = 0
  decided.mockReset()
  answers()
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})
const open = (over = {}) => render(<ReviewPane answer={anAnswer(over)} onDecided={decided} />)
const click = (name: string | RegExp) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))

describe('the review of an answer', () => {
  it('begins with what changed where something is live, and with the page where nothing is', async () => {
    open()
    await waitFor(() => expect(document.querySelector('ins')?.textContent).toContain('30 days'))
    expect(document.querySelector('del')?.textContent).toContain('No.')
    cleanup()
    open({ liveRevision: null })
    await waitFor(() => expect(screen.getByText('30 days').tagName).toBe('B'))
    expect(screen.queryByRole('radio')).toBeNull()
  })

  it('publishes with one press', async () => {
    open()
    await click(/Approve/)
    await waitFor(() => expect(decided).toHaveBeenCalledOnce())
    expect(asked.some(({ url }) => url.endsWith('/ans_boots/approve'))).toBe(true)
  })

  it('goes back to its author only with a word, and keeps the word when the server refuses', async () => {
    answers({ '/send-back': Response.json({ code: 'not_in_review', message: '' }, { status: 409 }) })
    open()
    await click(/Return/)
    const box = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'What needs to change?' })
    await act(async () => void fireEvent.input(box, { target: { value: 'Say how long.' } }))
    await act(async () => void fireEvent.submit(box.closest('form') as HTMLFormElement))
    await waitFor(() => expect(document.querySelector('.banner-bad')?.textContent).toBeTruthy())
    expect(box.value).toBe('Say how long.')
    expect(decided).not.toHaveBeenCalled()
    answers()
    await act(async () => void fireEvent.submit(box.closest('form') as HTMLFormElement))
    await waitFor(() => expect(decided).toHaveBeenCalledOnce())
    expect(asked.find(({ url }) => url.endsWith('/send-back'))?.body).toEqual({ comment: 'Say how long.' })
  })

  it('says that it is one’s own', () => {
    open({ author: { id: 'p_olga', name: 'Olga' } })
    expect(document.querySelector('.banner-plain')?.textContent).toBeTruthy()
  })
})
