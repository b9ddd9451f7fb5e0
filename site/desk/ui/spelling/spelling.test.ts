import { describe, expect, it } from 'vitest'
import { shiftMarks, withoutWordAt } from './spelling.ts'

const mark = (start: number, end: number) => ({ start, end })

describe('shiftMarks', () => {
  it('keeps a mark before the change and moves one behind it', () => {
    expect(shiftMarks([mark(0, 3), mark(10, 14)], 'abc 456789 wxyz', 'abc 4new56789 wxyz')).toEqual([
      mark(0, 3),
      mark(13, 17),
    ])
  })

  it('drops a mark that was touched', () => {
    expect(shiftMarks([mark(4, 8)], 'one twoo', 'one two')).toEqual([])
  })

  it('moves back when text is taken away', () => {
    expect(shiftMarks([mark(11, 15)], 'one two or wrng', 'one or wrng')).toEqual([mark(7, 11)])
  })
})

describe('withoutWordAt', () => {
  it('leaves out the word that is being written, and nothing moves', () => {
    expect(withoutWordAt('one tw', 6)).toBe('one   ')
    expect(withoutWordAt('one two', 3)).toBe('    two')
    expect(withoutWordAt('one two', 9)).toBe('one    ')
  })

  it('leaves out the whole word where the caret stands inside it, as after another tab wrote the text', () => {
    expect(withoutWordAt('one something two', 8)).toBe('one           two')
    expect(withoutWordAt('one два-три', 7)).toBe('one        ')
  })

  it('leaves a finished text alone', () => {
    expect(withoutWordAt('one two ', 8)).toBe('one two ')
    expect(withoutWordAt('one two', null)).toBe('one two')
  })
})
