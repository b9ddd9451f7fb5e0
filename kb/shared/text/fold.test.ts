import { describe, expect, it } from 'vitest'
import { fold, foldWords } from './fold.ts'

describe('fold', () => {
  it('takes case, ё and the way letters are composed for the same', () => {
    expect(fold('ЕЩЁ')).toBe('еще')
    expect(fold('Ещё'.normalize('NFD'))).toBe('еще')
    expect(fold('мой'.normalize('NFD'))).toBe('мой')
  })
  it('of words forgets what stands between them', () => {
    expect(foldWords('  «Где — мой заказ?»')).toBe('где мой заказ')
  })
})
