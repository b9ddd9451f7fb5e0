import { describe, expect, it } from 'vitest'
import { PieceTable } from './piece-table.ts'

describe('the pieces that begin at a place', () => {
  const pieces = ['за', 'заказ', '▁', 'з', 'зак', 'каз', '😀', 'заказы']
  const table = new PieceTable(pieces)
  const from = (text: string, at: number) => {
    const found: string[] = []
    table.eachFrom(text, at, (end, number) => {
      expect(text.slice(at, end)).toBe(pieces[number])
      found.push(pieces[number] as string)
    })
    return found.join(' ')
  }
  it('come shortest first, whole ones only', () => {
    expect(from('▁заказ', 1)).toBe('з за зак заказ')
    expect(from('▁закат', 1)).toBe('з за зак')
    expect(from('😀', 0)).toBe('😀')
  })
  it('are none where none begins, or nothing stands', () => {
    expect(from('мир', 0)).toBe('')
    expect(from('мир', 3)).toBe('')
  })
})
