// @vitest-environment happy-dom
import { signal } from '@preact/signals'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/preact'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AnswerContent } from '../shapes.ts'
import { anAnswer, serverOf, sitsHere } from '../testing/a-conversation.ts'
import { chooseLanguage } from '../texts.ts'
import { AnswerFields } from './answer-fields.tsx'

const product = (sku: string, name: string) => ({
  sku,
  slug: sku,
  name,
  category: 'shoes',
  price: 1,
  summary: '',
  attributes: [],
})
beforeEach(() => {
  chooseLanguage('en')
  sitsHere('lead')
  vi.stubGlobal(
    'fetch',
    serverOf({
      '/desk/categories': {
        items: [{ slug: 'returns', icon: '', title: 'Returns', description: '', audience: 'public', answers: 3 }],
      },
      '/desk/products': { items: [product('BOOT-1', 'Trail boots'), product('TENT-2', 'Tent for two')], total: 2 },
      '/desk/product-categories': { items: [{ id: 'tents', name: 'Tents', above: ['Gear'], products: 1 }] },
      '/spelling/check': { words: [] },
    }),
  )
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})
const shown = (over: Partial<AnswerContent> = {}, props: { fixed?: boolean; wrong?: Record<string, string> } = {}) => {
  const content = signal<AnswerContent>({ ...anAnswer(), ...over })
  render(<AnswerFields content={content} problems={[]} fixed={props.fixed ?? false} wrong={props.wrong ?? {}} />)
  return content
}
const write = (name: string, value: string) =>
  act(async () => void fireEvent.input(screen.getByRole('textbox', { name }), { target: { value } }))

describe('the fields of an answer', () => {
  it('make the address of the question until it is written by hand', async () => {
    const content = shown({ question: '', slug: '' })
    await write('Question', 'Where is my parcel?')
    expect(content.value.slug).toBe('where-is-my-parcel')
    await write('Address', 'My Parcel')
    expect(content.value.slug).toBe('my-parcel')
    await write('Question', 'Where are my boots?')
    expect(content.value).toMatchObject({ question: 'Where are my boots?', slug: 'my-parcel' })
  })

  it('leave the address of a published answer as it is', async () => {
    const content = shown({}, { fixed: true })
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Address' }).readOnly).toBe(true)
    await write('Question', 'May I bring boots back?')
    expect(content.value.slug).toBe('return-boots')
    expect(screen.queryByRole('radio', { name: 'Русский' })).toBeNull()
  })

  it('keep a question in one line', async () => {
    const content = shown()
    await write('Question', 'Can I return\nboots?')
    expect(content.value.question).toBe('Can I return boots?')
  })

  it('offer a shortcut for templates only, in any letters, without its slash', async () => {
    const content = shown()
    expect(screen.queryByRole('textbox', { name: 'Shortcut' })).toBeNull()
    await act(async () => void fireEvent.click(screen.getByRole('radio', { name: 'Operators only' })))
    await write('Shortcut', '/возврат')
    expect(content.value).toMatchObject({ audience: 'operators', shortcut: 'возврат' })
    await write('Shortcut', ' ')
    expect(content.value.shortcut).toBeNull()
  })

  it('find products and categories of them by the keyboard, name them, and take each once', async () => {
    const content = shown()
    const field = screen.getByRole('combobox', { name: 'Products' })
    const press = (key: string) => act(async () => void fireEvent.keyDown(field, { key }))
    await act(async () => field.focus())
    const options = async () =>
      (await screen.findAllByRole('option', { name: /Tents|Trail|two/ })).map((each) => each.textContent)
    await screen.findByRole('option', { name: /Trail boots/ })
    expect(await options()).toEqual(['Tents Category › Gear', 'Trail boots BOOT-1', 'Tent for two TENT-2'])
    await press('ArrowDown')
    await press('ArrowDown')
    expect(field.getAttribute('aria-activedescendant')).toBe(screen.getByRole('option', { name: /Tent for two/ }).id)
    await press('Enter')
    expect(content.value.products).toEqual(['TENT-2'])
    expect(await options()).toEqual(['Tents Category › Gear', 'Trail boots BOOT-1'])
    await press('Enter')
    expect(content.value.products).toEqual(['TENT-2', 'category:tents'])
    screen.getByRole('button', { name: 'Remove Tents' })
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Remove Tent for two' })))
    await press('Backspace')
    expect(content.value.products).toEqual([])
    await press('Escape')
    expect(screen.queryByRole('option', { name: /Trail boots/ })).toBeNull()
  })

  it('read the next products when the last is reached', async () => {
    const many = Array.from({ length: 45 }, (_, at) => product(`S-${at}`, `Sock ${at}`))
    vi.stubGlobal('fetch', (address: string) => {
      const { pathname, searchParams } = new URL(address, 'http://desk.example')
      const items = pathname.endsWith('/desk/products') ? many.slice(0, Number(searchParams.get('perPage'))) : []
      return Promise.resolve(Response.json({ items, words: [], total: many.length, page: 1, perPage: 20 }))
    })
    shown()
    const field = screen.getByRole('combobox', { name: 'Products' })
    await act(async () => field.focus())
    await screen.findByRole('option', { name: /Sock 19/ })
    await act(async () => void fireEvent.keyDown(field, { key: 'ArrowUp' }))
    await act(async () => void fireEvent.keyDown(field, { key: 'Enter' }))
    await screen.findByRole('option', { name: /Sock 39/ })
  })

  it('keep a category that is gone in sight instead of taking another', async () => {
    shown({ category: 'old-shelf' })
    const field = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Category' })
    expect(field.value).toBe('old-shelf')
  })

  it('say at each field what the server said of it', () => {
    shown({}, { wrong: { category: 'Choose one.', question: 'Enter it.' } })
    expect(screen.getByRole('combobox', { name: 'Category' }).getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByText('Choose one.')).toBeTruthy()
    expect(screen.getByText('Enter it.')).toBeTruthy()
  })
})
