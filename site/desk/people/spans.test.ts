import { describe, expect, it } from 'vitest'
import { readSpans } from './spans.ts'

describe('readSpans', () => {
  it('reads several spans, written loosely', () => {
    expect(readSpans('9:00–13:00,  14:00 - 21:00')).toEqual(['09:00-13:00', '14:00-21:00'])
  })

  it('takes an empty day as closed and a whole day as open', () => {
    expect(readSpans('  ')).toEqual([])
    expect(readSpans('00:00-24:00')).toEqual(['00:00-24:00'])
  })

  it('refuses what is not a span', () => {
    for (const wrong of ['9-21', '21:00-09:00', '09:00-24:30', '25:00-26:00', 'утром'])
      expect(readSpans(wrong), wrong).toBeNull()
  })
})
