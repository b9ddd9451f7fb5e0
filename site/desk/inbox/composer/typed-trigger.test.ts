import { describe, expect, it } from 'vitest'
import { findTrigger, startsWord, unfilledPlaceholders } from './typed-trigger.ts'

describe('findTrigger', () => {
  it('finds the slash, the number sign and the double colon at the start of a word', () => {
    expect(findTrigger('Hello /ret', 10, null)).toEqual({ wants: 'template', start: 6, end: 10, typed: 'ret' })
    expect(findTrigger('#возврат', 8, null)).toEqual({ wants: 'template', start: 0, end: 8, typed: 'возврат' })
    expect(findTrigger('one\n::del', 9, null)).toEqual({ wants: 'template', start: 4, end: 9, typed: 'del' })
  })

  it('leaves addresses, dates and closed words alone', () => {
    expect(findTrigger('https://shop', 12, null)).toBeNull()
    expect(findTrigger('12/05', 5, null)).toBeNull()
    expect(findTrigger('/ret and', 8, null)).toBeNull()
  })

  it('takes the full stop of the Russian layout only where the slash key wrote it', () => {
    expect(findTrigger('Да .воз', 7, 3)).toEqual({ wants: 'template', start: 3, end: 7, typed: 'воз' })
    expect(findTrigger('Да .воз', 7, null)).toBeNull()
    expect(findTrigger('Да .воз вот', 11, 3)).toBeNull()
    // The slash of the last message stood there; this is another one.
    expect(findTrigger('Да', 2, 0)).toBeNull()
  })

  it('asks for a link with two slashes or, once a letter follows, two question marks', () => {
    expect(findTrigger('См. //дост', 10, null)).toEqual({ wants: 'link', start: 4, end: 10, typed: 'дост' })
    expect(findTrigger('См. ??дост', 10, null)).toEqual({ wants: 'link', start: 4, end: 10, typed: 'дост' })
    expect(findTrigger('Да ..дост', 9, 3)).toEqual({ wants: 'link', start: 3, end: 9, typed: 'дост' })
    expect(findTrigger('Правда ??', 9, null)).toBeNull()
  })

  it('ends at the caret, not at the end of the text', () => {
    expect(findTrigger('/re and more', 3, null)).toEqual({ wants: 'template', start: 0, end: 3, typed: 're' })
  })
})

describe('startsWord', () => {
  it('is true at the start and after white space', () => {
    expect([startsWord('', 0), startsWord('a ', 2), startsWord('a\n', 2), startsWord('a', 1)]).toEqual([
      true,
      true,
      true,
      false,
    ])
  })
})

describe('unfilledPlaceholders', () => {
  it('names what stands between double braces and where', () => {
    expect(unfilledPlaceholders('Order {{order.number}}, {{ visitor.name|friend }}')).toEqual([
      { start: 6, end: 22, name: 'order.number' },
      { start: 24, end: 49, name: 'visitor.name' },
    ])
  })
})
