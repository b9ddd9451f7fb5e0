// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { address, go } from '../routing.ts'
import type { Answer } from '../shapes.ts'
import { startKeys } from '../shell/keys.ts'
import { anAnswer, serverOf, sitsHere } from '../testing/a-conversation.ts'
import { settled } from '../testing/settled.ts'
import { chooseLanguage } from '../texts.ts'
import { Toasts } from '../ui/toasts.tsx'
import { EditorPage } from './editor-page.tsx'
import { libraryVersion } from './library-news.ts'

const ID = 'ans_boots'
const asked: { url: string; body: unknown }[] = []
const draft = (over: Partial<Answer> = {}) => anAnswer({ state: 'draft', liveRevision: null, ...over })
const refusal = (code: string, more: object = {}, status = 422) =>
  Response.json({ code, message: '', ...more }, { status })
const answers = (over: Record<string, unknown> = {}) =>
  vi.stubGlobal(
    'fetch',
    serverOf(
      {
        '/answers/preview': { html: '<p>Yes</p>', problems: [] },
        '/desk/categories': {
          items: [{ slug: 'returns', icon: '', title: 'Returns', description: '', audience: 'public', answers: 3 }],
        },
        '/desk/products': { items: [] },
        '/desk/counts': {},
        '/spelling/check': { words: [] },
        '/revisions': { items: [] },
        ...over,
      },
      asked,
    ),
  )
startKeys()
beforeEach(() => {
  chooseLanguage('en')
  sitsHere()
  asked.length = 0
  address.value = `/desk/library/${ID}`
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
async function open(id: string | null, shown: Answer = draft(), over: Record<string, unknown> = {}): Promise<void> {
  answers({ [`/answers/${ID}`]: { answer: shown, outcomes: null }, ...over })
  await settled(() =>
    render(
      <>
        <EditorPage id={id} />
        <Toasts />
      </>,
    ),
  )
}
const sent = (end: string) =>
  asked.filter(({ url, body }) => url.endsWith(end) && body !== null).map(({ body }) => body)
const field = (name: string) => screen.getByRole<HTMLTextAreaElement>('textbox', { name })
const written = (name: string) => field(name).value.replace(/\u200b/g, '')
const write = (name: string, value: string) => settled(() => fireEvent.input(field(name), { target: { value } }))
const press = (name: string | RegExp) => settled(() => fireEvent.click(screen.getByRole('button', { name })))
const key = (code: string) => settled(() => fireEvent.keyDown(document, { code, ctrlKey: true }))
const saveButton = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Save' })
const said = () => document.querySelector('.page > .banner-bad')?.textContent ?? ''
async function asksBeforeLeaving(): Promise<boolean> {
  const confirm = vi.fn(() => false)
  vi.stubGlobal('confirm', confirm)
  await settled(() => go('/desk/inbox/mine'))
  return confirm.mock.calls.length > 0
}

describe('the editor of a new answer', () => {
  it('begins with the question a gap has led here with, in its language', async () => {
    address.value = '/desk/library/new?locale=ru&question=%D0%93%D0%B4%D0%B5%20%D0%B7%D0%B0%D0%BA%D0%B0%D0%B7%3F'
    await open(null)
    expect(written('Question')).toBe('Где заказ?')
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Русский' }).checked).toBe(true)
    expect(field('Address').value).toBe('gde-zakaz')
  })

  it('is saved whole and then has an address of its own', async () => {
    address.value = '/desk/library/new'
    await open(null, draft(), { '/desk/answers': { answer: draft({ question: 'And laces?' }) } })
    await write('Question', 'And laces?')
    await write('Answer', 'Ten euros.')
    await key('KeyS')
    expect(sent('/desk/answers')).toMatchObject([
      {
        site: 'shop',
        locale: 'en',
        question: 'And laces?',
        body: 'Ten euros.',
        slug: 'and-laces',
        phrasings: [],
        from: null,
      },
    ])
    expect(address.value).toBe(`/desk/library/${ID}`)
    expect(screen.getByText('Saved.')).toBeTruthy()
  })
})

describe('the editor of an answer', () => {
  it('sends only what was changed, and upon which revision', async () => {
    await open(ID)
    expect(saveButton().disabled).toBe(true)
    await write('Answer', 'Yes, within 60 days.')
    answers({ [`/answers/${ID}`]: { answer: draft({ body: 'Yes, within 60 days.', revision: 3 }) } })
    await press('Save')
    expect(sent(`/answers/${ID}`)).toEqual([{ patch: { body: 'Yes, within 60 days.' }, expectedRevision: 2 }])
    expect(saveButton().disabled).toBe(true)
    expect(await asksBeforeLeaving()).toBe(false)
  })

  it('keeps what was written when a save is refused, says why and at which field, and asks before it is left', async () => {
    await open(ID)
    await write('Address', 'boots')
    await write('Answer', 'Another text')
    answers({ [`/answers/${ID}`]: refusal('invalid', { fields: { 'patch.slug': 'is taken' } }) })
    await key('KeyS')
    expect(said()).toContain('is taken')
    expect(field('Address').getAttribute('aria-invalid')).toBe('true')
    expect(written('Answer')).toBe('Another text')
    expect(await asksBeforeLeaving()).toBe(true)
    expect(address.value).toBe(`/desk/library/${ID}`)
  })

  it('names the very words the library does not take', async () => {
    await open(ID)
    await write('Answer', 'Hello {{visitor.nmae}}')
    const names = [{ name: 'visitor.nmae', start: 6, end: 22 }]
    answers({ [`/answers/${ID}`]: refusal('placeholder_unknown', { refused: { code: 'placeholder_unknown', names } }) })
    await press('Save')
    expect(said()).toContain('{{visitor.nmae}}')
  })

  it('saves before it submits, and does not submit what could not be saved', async () => {
    await open(ID)
    await write('Answer', 'Another text')
    answers({ [`/answers/${ID}`]: refusal('body_too_long') })
    await key('Enter')
    expect(sent('/submit')).toEqual([])
    expect(written('Answer')).toBe('Another text')
    answers({
      [`/answers/${ID}/submit`]: { answer: draft({ body: 'Another text', state: 'in_review', revision: 3 }) },
      [`/answers/${ID}`]: { answer: draft({ body: 'Another text', revision: 3 }) },
    })
    await key('Enter')
    expect(sent('/submit')).toHaveLength(1)
    expect(screen.getByText('Submitted for review.')).toBeTruthy()
    expect(screen.getByText('In review')).toBeTruthy()
  })

  it('shows what the lead sent it back with', async () => {
    await open(ID, draft({ returnedWith: 'Name the shop.\nAnd the days.' }))
    expect(screen.getByText(/Name the shop\./).textContent).toContain('And the days.')
  })

  it('says that an answer is not there, and leads back', async () => {
    answers()
    await settled(() => render(<EditorPage id="ans_gone" />))
    expect(screen.getByRole('link', { name: 'To the library' }).getAttribute('href')).toBe('/desk/library')
    expect(screen.queryByRole('textbox')).toBeNull()
  })
})

describe('an answer somebody else saved meanwhile', () => {
  const theirs = draft({ body: 'Yes, within 90 days.', revision: 3 })
  const conflicts = refusal('revision_conflict', { refused: { code: 'revision_conflict', current: 3 } }, 409)
  async function clash(): Promise<void> {
    await open(ID)
    await write('Answer', 'Mine')
    answers({ [`/answers/${ID}`]: conflicts })
    await press('Save')
  }

  it('is not overwritten: the conflict is shown beside what was written', async () => {
    await clash()
    expect(screen.getByText(/Someone saved this answer while you were writing/)).toBeTruthy()
    expect(written('Answer')).toBe('Mine')
    expect(said()).toBe('')
  })

  it('can be looked at: what they changed since', async () => {
    await clash()
    const parts = [
      { kind: 'removed', text: '30' },
      { kind: 'added', text: '90' },
    ]
    answers({ '/difference': { question: [], body: parts, changed: [] } })
    await press('See changes')
    expect(asked.map(({ url }) => url)).toContainEqual(expect.stringContaining('/difference?from=2&to=3'))
    expect(document.querySelector('.banner ins')?.textContent).toBe('90')
    expect(document.querySelector('.banner del')?.textContent).toBe('30')
  })

  it('is taken over when one says so', async () => {
    await clash()
    answers({ [`/answers/${ID}`]: { answer: theirs } })
    await press('Use their text')
    expect(written('Answer')).toBe('Yes, within 90 days.')
    expect(screen.queryByText(/while you were writing/)).toBeNull()
  })

  it('is replaced by one’s own as its next revision when one says so', async () => {
    await clash()
    answers({ [`/answers/${ID}`]: { answer: draft({ body: 'Mine', revision: 4 }) } })
    await press('Save mine as the next revision')
    expect(sent(`/answers/${ID}`).at(-1)).toEqual({ patch: { body: 'Mine' }, expectedRevision: 3 })
    expect(screen.queryByText(/while you were writing/)).toBeNull()
  })

  it('is taken over by itself only where nothing of one’s own would be lost', async () => {
    await open(ID)
    answers({ [`/answers/${ID}`]: { answer: theirs } })
    await settled(() => libraryVersion.value++)
    expect(written('Answer')).toBe('Yes, within 90 days.')
    await write('Answer', 'Mine')
    answers({ [`/answers/${ID}`]: { answer: draft({ body: 'Theirs again', revision: 4 }) } })
    await settled(() => libraryVersion.value++)
    expect(written('Answer')).toBe('Mine')
  })
})

describe('a published answer', () => {
  const published = anAnswer({ state: 'published', liveRevision: 2 })

  it('is retired by a lead alone, once its undo is over', async () => {
    await open(ID, published)
    expect(screen.queryByRole('button', { name: 'Retire' })).toBeNull()
    cleanup()
    sitsHere('lead')
    vi.useFakeTimers()
    await open(ID, published)
    const nothing = {
      days: 90,
      questions: 0,
      asked: 0,
      totals: { lost: 0, gained: 0, moved: 0 },
      listed: [],
      byWordsAlone: false,
    }
    answers({ '/retire': { answer: { ...published, state: 'retired' } }, '/foresight': nothing })
    const retire = async () => {
      await press('Retire')
      await settled(() => vi.advanceTimersByTimeAsync(0))
      await press('Retire it')
    }
    await retire()
    await press('Undo')
    await settled(() => vi.advanceTimersByTimeAsync(20_000))
    expect(sent('/retire')).toEqual([])
    await retire()
    await settled(() => vi.advanceTimersByTimeAsync(20_000))
    expect(sent('/retire')).toHaveLength(1)
    expect(screen.getByText('Retired')).toBeTruthy()
  })

  it('is found by another phrasing at once; one that is removed can be brought back', async () => {
    const phrasing = { id: 'phr_1', text: 'boots back', source: 'editor', at: '2026-11-27T05:00:00.000Z' } as const
    await open(ID, published)
    answers({ '/phrasings': { answer: { ...published, phrasings: [phrasing] } } })
    await settled(() => fireEvent.input(field('Phrasing'), { target: { value: ' boots back ' } }))
    await press('Add')
    expect(sent('/phrasings')).toEqual([{ text: 'boots back' }])
    expect(field('Phrasing').value).toBe('')
    answers({
      '/phrasings/phr_1': { answer: published },
      '/phrasings': { answer: { ...published, phrasings: [phrasing] } },
    })
    await press('Remove “boots back”')
    expect(screen.queryByText('boots back')).toBeNull()
    await settled(() =>
      fireEvent.click(within(document.querySelector('.toasts') as HTMLElement).getByRole('button', { name: 'Undo' })),
    )
    expect(screen.getByText('boots back')).toBeTruthy()
  })
})
