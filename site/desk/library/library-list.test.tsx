// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { address } from '../routing.ts'
import type { Answer } from '../shapes.ts'
import { startKeys } from '../shell/keys.ts'
import { anAnswer, serverOf, sitsHere } from '../testing/a-conversation.ts'
import { settled } from '../testing/settled.ts'
import { chooseLanguage } from '../texts.ts'
import { libraryVersion } from './library-news.ts'
import { LibraryList } from './library-list.tsx'

const asked: { url: string; body: unknown }[] = []
/** The queries of the list, oldest first. */
const queries = () =>
  asked
    .filter(({ url }) => url.startsWith('/api/desk/answers?'))
    .map(({ url }) => Object.fromEntries(new URL(url, 'http://desk').searchParams))
const answers = (list: unknown) =>
  vi.stubGlobal(
    'fetch',
    serverOf(
      {
        '/desk/answers': list,
        '/desk/categories': {
          items: [{ slug: 'returns', icon: '', title: 'Returns', description: '', audience: 'public', answers: 3 }],
        },
      },
      asked,
    ),
  )
const page = (items: Answer[], total = items.length) => ({ items, total })
startKeys()
beforeEach(() => {
  chooseLanguage('en')
  sitsHere()
  asked.length = 0
  address.value = '/desk/library'
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
const open = () => settled(() => render(<LibraryList />))
const row = (question: string) =>
  screen.getByText(question).closest('.answer-row')?.textContent?.replace(/\s+/g, ' ') ?? ''
const questions = () => [...document.querySelectorAll('.answer-question')].map((each) => each.textContent)
const press = (code: string, over = {}) => settled(() => fireEvent.keyDown(document, { code, ...over }))
const search = () => screen.getByRole<HTMLInputElement>('searchbox')

describe('the list of the library', () => {
  it('says of each answer where it stands, who sees it and how it did', async () => {
    answers(
      page([
        anAnswer({ outcomes: { opened: 9, helped: 3, notHelped: 1 } }),
        anAnswer({ id: 'ans_hi', question: 'A greeting', audience: 'operators', shortcut: 'hi', liveRevision: null }),
        anAnswer({
          id: 'ans_back',
          question: 'And laces?',
          state: 'draft',
          returnedWith: 'Too short',
          category: 'gone',
        }),
      ]),
    )
    await open()
    expect(row('Can I return boots?')).toMatch(/^Can I return boots\?In reviewearlier version liveEN ?Returns75 %/)
    expect(row('A greeting')).toMatch(/In reviewEN.*\/hi/)
    expect(row('A greeting')).not.toContain('earlier version')
    expect(row('And laces?')).toMatch(/Draft.*Returned.*gone/)
    expect(screen.getByText('And laces?').closest('a')?.getAttribute('href')).toBe('/desk/library/ans_back')
  })

  it('reads its filters from the address, so that a list can be sent to a colleague', async () => {
    address.value = '/desk/library?state=draft&locale=en&text=boots'
    answers(page([anAnswer()]))
    await open()
    expect(queries()).toEqual([{ state: 'draft', locale: 'en', text: 'boots', perPage: '40', page: '1' }])
    expect(search().value).toBe('boots')
    expect(screen.getByRole<HTMLInputElement>('radio', { name: /^Draft/ }).checked).toBe(true)
  })

  it('puts a chosen filter into the address beside the others and asks for it', async () => {
    address.value = '/desk/library?locale=en'
    answers(page([anAnswer()]))
    await open()
    await settled(() => fireEvent.click(screen.getByRole('radio', { name: /^Published/ })))
    expect(address.value).toBe('/desk/library?state=published&locale=en')
    await settled(() =>
      fireEvent.change(screen.getByRole('combobox', { name: 'Category' }), { target: { value: 'returns' } }),
    )
    expect(queries().at(-1)).toMatchObject({ state: 'published', locale: 'en', category: 'returns' })
  })

  it('asks for words once they stand still, not for every letter', async () => {
    vi.useFakeTimers()
    answers(page([anAnswer()]))
    await open()
    for (const value of ['b', 'bo', 'boots']) await settled(() => fireEvent.input(search(), { target: { value } }))
    expect(queries()).toHaveLength(1)
    await settled(() => vi.advanceTimersByTimeAsync(500))
    expect(queries().slice(1)).toMatchObject([{ text: 'boots' }])
  })

  it('says that nothing fits the filters and leads back to everything', async () => {
    address.value = '/desk/library?state=retired&text=zzz'
    answers(page([]))
    await open()
    expect(screen.getByText('No answers match these filters.')).toBeTruthy()
    answers(page([anAnswer()]))
    await settled(() => fireEvent.click(screen.getByRole('button', { name: 'Clear filters' })))
    expect(address.value).toBe('/desk/library')
    expect(search().value).toBe('')
    expect(questions()).toEqual(['Can I return boots?'])
  })

  it('names an empty library as one, with nothing to clear', async () => {
    answers(page([]))
    await open()
    expect(screen.getByText('The library is empty')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Clear filters' })).toBeNull()
  })

  it('shows more on demand, and nothing twice that has moved to the next page meanwhile', async () => {
    answers(page([anAnswer(), anAnswer({ id: 'ans_2', question: 'Two?' })], 3))
    await open()
    answers(page([anAnswer({ id: 'ans_2', question: 'Two?' }), anAnswer({ id: 'ans_3', question: 'Three?' })], 3))
    await settled(() => fireEvent.click(screen.getByRole('button', { name: /more/i })))
    expect(questions()).toEqual(['Can I return boots?', 'Two?', 'Three?'])
    expect(queries().at(-1)).toMatchObject({ page: '2' })
    expect(screen.queryByRole('button', { name: /more/i })).toBeNull()
  })

  it('reads again when the library changes, and keeps what it shows where that is refused', async () => {
    answers(page([anAnswer()]))
    await open()
    answers(page([anAnswer({ question: 'May I return boots?' })]))
    await settled(() => libraryVersion.value++)
    expect(questions()).toEqual(['May I return boots?'])
    answers(Response.json({ code: 'unavailable', message: '' }, { status: 503 }))
    await settled(() => libraryVersion.value++)
    expect(document.querySelector('.banner-bad')?.textContent).toBeTruthy()
    expect(questions()).toEqual(['May I return boots?'])
  })

  it('begins a new answer with N and searches with Alt+F', async () => {
    answers(page([anAnswer()]))
    await open()
    await press('KeyF', { altKey: true })
    expect(document.activeElement).toBe(search())
    search().blur()
    await press('KeyN')
    expect(address.value).toBe('/desk/library/new')
  })
})
