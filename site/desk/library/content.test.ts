import { describe, expect, it } from 'vitest'
import { EDITED_FIELDS } from '#shared'
import { changesIn, contentOf, emptyContent, newContent } from './content.ts'

const asked = newContent('shop', 'en', 'Can I return boots?')

describe('the content of an answer in the editor', () => {
  it('is all an author writes and nothing else', () => {
    const kept = { ...asked, shortcut: 'boots', products: ['B-1'] }
    expect(contentOf({ ...kept, state: 'published', revision: 3 } as typeof kept)).toEqual(kept)
    expect(Object.keys(kept).sort()).toEqual(['site', 'locale', ...EDITED_FIELDS].sort())
  })
  it('begins with what was asked, and an address made of it', () => {
    expect(asked).toEqual({
      ...emptyContent('shop', 'en'),
      question: 'Can I return boots?',
      slug: 'can-i-return-boots',
    })
  })
  it('sends the fields that changed', () => {
    const now = { ...asked, products: ['B-1'], body: 'Within 30 days.' }
    expect(changesIn(now, asked)).toEqual({ products: ['B-1'], body: 'Within 30 days.' })
    expect(changesIn({ ...asked, products: [] }, asked)).toEqual({})
  })
  it('sends every field of what was never kept', () => {
    expect(Object.keys(changesIn(asked, null)).sort()).toEqual([...EDITED_FIELDS].sort())
  })
})
