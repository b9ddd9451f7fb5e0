import { describe, expect, it } from 'vitest'
import type { TemplateHit } from '../../shapes.ts'
import { pickingState } from './picking.ts'

const hit = (id: string) => ({ id, title: id }) as TemplateHit
const press = (key: string) => ({ key, shiftKey: false })

describe('what is picked while writing', () => {
  it('opens at a slash, keeps its list while more is typed, and closes with the word', () => {
    const state = pickingState()
    state.read('Да /в', 5, 5)
    state.listed('в', [hit('a')])
    state.read('Да /во', 6, 6)
    expect(state.now.value).toMatchObject({ typed: 'во', of: 'в', hits: [{ id: 'a' }] })
    state.read('Да /во ', 7, 7)
    expect(state.now.value).toBeNull()
  })

  it('moves through the list in a circle and chooses by Enter', () => {
    const state = pickingState()
    const chosen: string[] = []
    state.read('/', 1, 1)
    state.listed('', [hit('a'), hit('b')])
    for (const key of ['ArrowUp', 'ArrowDown', 'ArrowDown', 'Enter'])
      expect(state.key(press(key), (one) => chosen.push(one.id))).toBe(true)
    expect(chosen).toEqual(['b'])
    expect(state.key({ key: 'Enter', shiftKey: true }, () => {})).toBe(false)
  })

  it('remembers Enter that came before the list, and lets no other list answer it', () => {
    const state = pickingState()
    state.read('/во', 3, 3)
    expect(state.key(press('Enter'), () => expect.unreachable())).toBe(true)
    expect(state.listed('в', [hit('old')])).toBeNull()
    expect(state.listed('во', [hit('new')])?.id).toBe('new')
  })

  it('stays closed after Esc until the text there is another', () => {
    const state = pickingState()
    state.read('/во', 3, 3)
    state.key(press('Escape'), () => {})
    state.read('/воз', 4, 4)
    expect(state.now.value).toBeNull()
    state.read('воз', 3, 3)
    state.read('/воз', 4, 4)
    expect(state.now.value).not.toBeNull()
  })

  it('takes the key of the slash for it on the Russian layout, twice for a link', () => {
    const state = pickingState()
    state.slashPressed('Да ', 3)
    state.read('Да .воз', 7, 7)
    expect(state.now.value?.wants).toBe('template')
    state.begin()
    state.slashPressed('', 0)
    state.slashPressed('.', 1)
    state.read('..дост', 6, 6)
    expect(state.now.value?.wants).toBe('link')
  })
})
