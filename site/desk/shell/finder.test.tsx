// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, renderHook, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { aSummary, serverOf, sitsHere } from '../testing/a-conversation.ts'
import { chooseLanguage } from '../texts.ts'
import { Finder } from './finder.tsx'
import { useActions } from './keys.ts'

const found = {
  conversations: [
    {
      ...aSummary({ id: 'cnv_7', question: 'Where is my parcel?' }),
      match: { where: 'note', author: 'operator', authorName: 'Olga', text: 'Lies in Tynda', words: ['tynda'] },
    },
  ],
  answers: [
    { id: 'ans_1', question: 'Parcels', locale: 'en', audience: 'public', state: 'published', shortcut: null },
    { id: 'ans_2', question: 'Found it', locale: 'en', audience: 'operators', state: 'published', shortcut: 'found' },
  ],
  people: [{ id: 'p_kim', name: 'Kim Tynda', role: 'lead' }],
}
const asked: { url: string; body: unknown }[] = []
const closed = vi.fn()
const ran = vi.fn()
beforeEach(() => {
  chooseLanguage('en')
  sitsHere('lead')
  asked.length = 0
  closed.mockReset()
  ran.mockReset()
  vi.stubGlobal('fetch', serverOf({ '/desk/find': found }, asked))
  renderHook(() =>
    useActions(() => [{ id: 'go-now', label: 'nav.now', place: 'keys.go', keys: [{ code: 'KeyN' }], run: ran }]),
  )
  render(<Finder onClose={closed} />)
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})
const field = () => screen.getByRole<HTMLInputElement>('combobox')
const type = (value: string) => act(async () => void fireEvent.input(field(), { target: { value } }))
const press = (key: string) => act(async () => void fireEvent.keyDown(field(), { key }))
const texts = () => screen.getAllByRole('option').map((each) => each.textContent ?? '')

describe('the finder', () => {
  it('runs a command by its name, with keys alone, after it has closed', async () => {
    await type('now')
    await press('Enter')
    expect(closed).toHaveBeenCalled()
    await waitFor(() => expect(ran).toHaveBeenCalledOnce())
  })

  it('finds conversations, answers, templates and people by one word', async () => {
    await type('tynda')
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(4))
    expect(texts()[1]).toContain('Parcels')
    expect(texts()[2]).toContain('/found')
    expect(texts()[3]).toContain('Kim Tynda')
  })

  it('shows what was found in a conversation, and marks it', async () => {
    await type('tynda')
    await waitFor(() => expect(texts()[0]).toContain('Lies in Tynda'))
    expect([...document.querySelectorAll('mark')].map((each) => each.textContent)).toContain('Tynda')
  })

  it('goes round the list with the arrows, and opens what is chosen', async () => {
    await type('tynda')
    await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(4))
    await press('ArrowUp')
    expect(screen.getAllByRole('option')[3]?.getAttribute('aria-selected')).toBe('true')
    await press('ArrowDown')
    await press('ArrowDown')
    await press('Enter')
    await waitFor(() => expect(location.pathname).toBe('/desk/library/ans_1'))
  })

  it('asks the server nothing for one letter', async () => {
    await type('t')
    await new Promise((resolve) => setTimeout(resolve, 250))
    expect(asked).toEqual([])
  })

  it('says when nothing is called so, and when the server cannot be asked', async () => {
    vi.stubGlobal('fetch', serverOf({ '/desk/find': { conversations: [], answers: [], people: [] } }))
    await type('zzz')
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('No matches.'))
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')))
    await type('zzzz')
    await waitFor(() => expect(screen.getByRole('status').textContent).toMatch(/server/))
  })
})
