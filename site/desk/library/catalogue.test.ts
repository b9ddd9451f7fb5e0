import { describe, expect, it } from 'vitest'
import { slugFrom } from './catalogue.ts'

describe('slugFrom', () => {
  it('writes Russian in Latin letters', () => {
    expect(slugFrom('Что делать, если щётка не подошла?')).toBe('chto-delat-esli-shchetka-ne-podoshla')
  })

  it('keeps English words and digits', () => {
    expect(slugFrom('  Is it 100% café-proof? ')).toBe('is-it-100-cafe-proof')
  })

  it('never ends with a hyphen, however long the question', () => {
    expect(slugFrom(`${'a'.repeat(59)} bcd`)).toBe('a'.repeat(59))
  })

  it('is empty when nothing can be written', () => {
    expect(slugFrom('???')).toBe('')
  })
})
