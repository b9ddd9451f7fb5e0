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
      '/desk/products': { items: [product('BOOT-1', 'Trail boots'), product('TENT-2', 'Tent for two')] },
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
const choose = (name: string, value: string) =>
  act(async () => void fireEvent.change(screen.getByRole('combobox', { name }), { target: { value } }))

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

  it('name products by their names, take each once and give it back', async () => {
    const content = shown()
    await screen.findByRole('option', { name: 'Tent for two' })
    await choose('Add a product…', 'TENT-2')
    await choose('Add a product…', 'TENT-2')
    expect(content.value.products).toEqual(['TENT-2'])
    await act(async () => void fireEvent.click(screen.getByRole('button', { name: 'Remove Tent for two' })))
    expect(content.value.products).toEqual([])
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
