// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import { ownKeys, pressOf, setOwnKey, takenBy, usualKeys, withOwnKeys } from './own-keys.ts'

const held = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false }
const next = { id: 'next', keys: [{ code: 'KeyJ', alt: true }] as const }
const inbox = { id: 'inbox', keys: [{ code: 'KeyG' }, { code: 'KeyI' }] as const }

beforeEach(usualKeys)

describe('a key of one’s own', () => {
  it('is kept beside the usual ones, which come back', () => {
    setOwnKey('next', { code: 'KeyQ', alt: true })
    expect(withOwnKeys(next, ownKeys.value).keys).toEqual([{ code: 'KeyQ', alt: true }])
    expect(withOwnKeys(inbox, ownKeys.value)).toBe(inbox)
    setOwnKey('next', null)
    expect(withOwnKeys(next, ownKeys.value).keys).toBeUndefined()
    usualKeys()
    expect(withOwnKeys(next, ownKeys.value)).toBe(next)
    expect(localStorage.length).toBe(0)
  })

  it('is any press but those the browser needs, and none while only Shift is held', () => {
    expect(pressOf({ ...held, code: 'KeyQ', metaKey: true })).toEqual({ code: 'KeyQ', ctrl: true })
    expect(pressOf({ ...held, code: 'F2' })).toEqual({ code: 'F2' })
    expect(pressOf({ ...held, code: 'Enter', ctrlKey: true })).toEqual({ code: 'Enter', ctrl: true })
    for (const code of ['Tab', 'Escape', 'Enter', 'Space', 'ArrowUp'])
      expect(pressOf({ ...held, code }), code).toBe('kept')
    for (const code of ['ShiftLeft', 'AltRight', '']) expect(pressOf({ ...held, code }), code).toBe('none')
  })

  it('is nothing that does something else here, also as the first of two', () => {
    expect(takenBy({ code: 'KeyJ', alt: true }, 'other', [next, inbox])).toBe(next)
    expect(takenBy({ code: 'KeyJ', alt: true, shift: true }, 'other', [next, inbox])).toBeNull()
    expect(takenBy({ code: 'KeyG' }, 'other', [next, inbox])).toBe(inbox)
    expect(takenBy({ code: 'KeyJ', alt: true }, 'next', [next, inbox])).toBeNull()
  })
})
