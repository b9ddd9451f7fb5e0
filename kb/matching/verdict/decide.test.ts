import { describe, expect, it } from 'vitest'
import { decide } from './decide.ts'

const OF_LIBRARY = { answer: 0.74, suggest: 0.2, source: 'library' } as const

describe('the verdict', () => {
  it.each([
    [{ confidence: 0.74, fit: 0 }, 'answer'],
    [{ confidence: 0.1, fit: 0.2 }, 'suggest'],
    [{ confidence: 0.1, fit: 0.19 }, 'escalate'],
    [null, 'escalate'],
  ])('of %o is %s', (best, verdict) => expect(decide(best, OF_LIBRARY, 'words')).toBe(verdict))

  it('shows what is right in one case of three, where that was learnt of the library and the lead asks for no more', () => {
    const best = { confidence: 0.34, fit: 0 }
    expect(decide(best, OF_LIBRARY, 'words')).toBe('suggest')
    expect(decide(best, OF_LIBRARY, 'both')).toBe('escalate')
    expect(decide(best, { ...OF_LIBRARY, source: 'lead' }, 'words')).toBe('escalate')
    expect(decide(best, { ...OF_LIBRARY, source: 'default' }, 'words')).toBe('escalate')
  })

  it('shows what is rather right than wrong where nothing was learnt yet', () => {
    const young = { ...OF_LIBRARY, source: 'default' } as const
    expect(decide({ confidence: 0.5, fit: 0 }, young, 'words')).toBe('suggest')
    expect(decide({ confidence: 0.49, fit: 0 }, young, 'words')).toBe('escalate')
    expect(decide({ confidence: 0.7, fit: 0 }, { ...young, source: 'lead' }, 'words')).toBe('escalate')
  })
})
