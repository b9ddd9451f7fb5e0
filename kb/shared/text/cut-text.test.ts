import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutText, firstSign } from './cut-text.ts'

describe('cutText', () => {
  it.each([
    ['abc', 2, 'ab'],
    ['abc', 3, 'abc'],
    ['ab😀', 3, 'ab'],
    ['ab👨‍👩‍👧‍👦c', 5, 'ab'],
    ['ab👨‍👩‍👧‍👦c', 13, 'ab👨‍👩‍👧‍👦'],
    ['🇩🇪🇷🇺', 5, '🇩🇪'],
    ['й'.normalize('NFD').repeat(2), 3, 'й'.normalize('NFD')],
    ['👍🏽', 2, '👍'],
    ['', 5, ''],
  ])('%s to %i', (text, most, expected) => {
    expect(cutText(text, most)).toBe(expected)
  })
  it('makes no half letter of any text, keeps to the limit, and loses little', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.integer({ min: 64, max: 300 }), (text, most) => {
        const cut = cutText(text, most)
        expect(text.startsWith(cut)).toBe(true)
        expect(cut.length).toBeLessThanOrEqual(most)
        expect(cut.isWellFormed()).toBe(true)
        expect(text.length - cut.length === 0 || cut.length > most - 64).toBe(true)
      }),
    )
    expect(cutText(`a${'\u0301'.repeat(500)}`, 100).length).toBeGreaterThan(30)
  })
})

describe('firstSign', () => {
  it.each([
    ['Тропа', 'Т'],
    ['👩‍🚀 Space', '👩‍🚀'],
    ['', ''],
  ])('of %s is %s', (text, sign) => {
    expect(firstSign(text)).toBe(sign)
  })
})
