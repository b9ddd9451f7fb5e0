// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { anAnswer, serverOf, sitsHere } from '../testing/a-conversation.ts'
import { chooseLanguage } from '../texts.ts'
import { ReviewPane } from './review-pane.tsx'

const foreseen = (over = {}) => ({
  days: 90,
  questions: 12,
  asked: 40,
  totals: { lost: 0, gained: 0, moved: 0 },
  listed: [],
  byWordsAlone: false,
  ...over,
})
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
        '/foresight': foreseen(),
        '/similar': { items: [{ id: 'ans_shoes', question: 'Can I return shoes?', likeness: 0.8 }] },
        '/revisions': { items: [] },
        '/amend': { answer: anAnswer({ state: 'published' }) },
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
const approveIsOpen = () =>
  waitFor(() => expect(screen.getByRole<HTMLButtonElement>('button', { name: /Approve/ }).disabled).toBe(false), {
    timeout: 30_000,
  })
const click = (name: string | RegExp) => act(async () => void fireEvent.click(screen.getByRole('button', { name })))

describe('the review of an answer', () => {
  it('begins with what changed where something is live, and with the page where nothing is', async () => {
    open()
    await waitFor(() => expect(document.querySelector('ins')?.textContent).toContain('30 days'))
    expect(document.querySelector('del')?.textContent).toContain('No.')
    cleanup()
    open({ liveRevision: null })
    await waitFor(() => expect(screen.getByText('30 days').tagName).toBe('B'))
    expect(screen.queryByRole('radio', { name: 'Changes' })).toBeNull()
  })

  it('publishes with one press', async () => {
    open()
    await approveIsOpen()
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

  it('says what visitors’ past questions would get before it can be approved', async () => {
    const [boots, person] = [{ id: 'ans_boots', question: 'Can I return boots?' }, null]
    answers({
      '/foresight': foreseen({
        totals: { lost: 1, gained: 0, moved: 0 },
        listed: [
          {
            ...{ text: 'wet boots back', locale: 'en', count: 3, way: 'lost' },
            ...{ from: { verdict: 'answer', answer: boots }, to: { verdict: 'escalate', answer: person } },
          },
        ],
      }),
    })
    open()
    expect(screen.getByRole<HTMLButtonElement>('button', { name: /Approve/ }).disabled).toBe(true)
    await waitFor(() => expect(screen.getByText('wet boots back').closest('li')?.textContent).toContain('a person'), {
      timeout: 30_000,
    })
    await approveIsOpen()
  })

  it('can be approved though nothing can be foreseen', async () => {
    answers({ '/foresight': Response.json({ code: 'unavailable', message: '' }, { status: 503 }) })
    open()
    await approveIsOpen()
  })

  it('is published with the lead’s own changes, made on what was submitted', async () => {
    open()
    await act(async () => void fireEvent.click(screen.getByRole('radio', { name: 'My changes' })))
    const body = screen.getByRole('textbox', { name: 'Answer' })
    await act(async () => void fireEvent.input(body, { target: { value: 'Yes, within 60 days.' } }))
    await approveIsOpen()
    await click('Approve with my changes')
    await waitFor(() => expect(decided).toHaveBeenCalledOnce())
    expect(asked.find(({ url }) => url.endsWith('/amend'))?.body).toEqual({
      patch: { body: 'Yes, within 60 days.' },
      expectedRevision: 2,
    })
    expect(asked.filter(({ url }) => url.endsWith('/foresight')).at(-1)?.body).toEqual({
      act: 'publish',
      patch: { body: 'Yes, within 60 days.' },
    })
  })

  it('has earlier comments, similar answers, and phrasings that can be taken off', async () => {
    const phrasing = { id: 'phr_1', text: 'junk words', source: 'promotion' as const, at: '2026-11-27T05:00:00.000Z' }
    answers({
      '/revisions': {
        items: [{ ...anAnswer(), act: 'returned', comment: 'Say how long.', at: '2026-11-27T05:00:00.000Z' }],
      },
      '/phrasings/phr_1': { answer: anAnswer() },
    })
    open({ phrasings: [phrasing] })
    await waitFor(() => expect(screen.getByText('Say how long.')).toBeTruthy())
    expect(screen.getByText('Can I return shoes?').getAttribute('href')).toBe('/desk/library/ans_shoes')
    await click(/junk words/)
    await waitFor(() => expect(screen.queryByText('junk words')).toBeNull())
  })

  it('says that it is one’s own', () => {
    open({ author: { id: 'p_olga', name: 'Olga' } })
    expect(document.querySelector('.banner-plain')?.textContent).toBeTruthy()
  })
})
