import { describe, expect, it } from 'vitest'
import { expectedWaitMs } from './expected-wait.ts'
import { type Candidate, chooseOperator, type Waiting } from './routing.ts'

const anOperator = (id: string, over: Partial<Candidate> = {}): Candidate => ({
  id,
  load: 0,
  capacity: 5,
  idleSince: '2026-01-01T00:00:00.000Z',
  languages: [],
  skills: [],
  sites: null,
  ...over,
})
const aWaiting = (over: Partial<Waiting> = {}): Waiting => ({
  site: 'shop',
  locale: 'ru',
  groupName: null,
  topics: [],
  previousOperatorId: null,
  declined: new Set(),
  ...over,
})
const chosen = (waiting: Waiting, ...candidates: Candidate[]) => chooseOperator(waiting, candidates)?.id ?? null

describe('chooseOperator', () => {
  it('asks who has fewest conversations, then who was idle longest', () => {
    expect(chosen(aWaiting(), anOperator('a', { load: 2 }), anOperator('b', { load: 1 }))).toBe('b')
    expect(chosen(aWaiting(), anOperator('a', { idleSince: '2026-01-02T00:00:00.000Z' }), anOperator('b'))).toBe('b')
  })
  it('asks whom the visitor spoke with before, however busy', () => {
    expect(chosen(aWaiting({ previousOperatorId: 'a' }), anOperator('a', { load: 4 }), anOperator('b'))).toBe('a')
  })
  it('asks whose group is the subject of the question first, and others when those are full', () => {
    const about = aWaiting({ topics: ['returns', 'возвраты'] })
    expect(chosen(about, anOperator('a'), anOperator('b', { skills: ['Возвраты'], load: 4 }))).toBe('b')
    expect(chosen(about, anOperator('a'), anOperator('b', { skills: ['Возвраты'], load: 5 }))).toBe('a')
  })
  it('never asks beyond capacity, nor who declined', () => {
    expect(chosen(aWaiting({ previousOperatorId: 'a' }), anOperator('a', { load: 5 }))).toBeNull()
    expect(chosen(aWaiting({ declined: new Set(['a']) }), anOperator('a'))).toBeNull()
  })
  it('holds language, site and group as conditions', () => {
    expect(
      chosen(
        aWaiting({ locale: 'en' }),
        anOperator('a', { languages: ['ru'] }),
        anOperator('b', { languages: ['en', 'ru'], load: 3 }),
      ),
    ).toBe('b')
    expect(chosen(aWaiting(), anOperator('a', { sites: ['other'] }))).toBeNull()
    expect(
      chosen(aWaiting({ groupName: 'returns' }), anOperator('a'), anOperator('b', { skills: ['returns'], load: 4 })),
    ).toBe('b')
  })
  it('keeps a conversation for a group whose members are busy, and asks others when none of them is here', () => {
    expect(
      chosen(aWaiting({ groupName: 'returns' }), anOperator('a'), anOperator('b', { skills: ['returns'], load: 5 })),
    ).toBeNull()
    expect(chosen(aWaiting({ groupName: 'returns' }), anOperator('a', { skills: ['sizes'] }))).toBe('a')
  })
})

describe('expectedWaitMs', () => {
  const minute = 60_000
  it('is nothing where a place is free', () => expect(expectedWaitMs(1, [], 3, 1)).toBe(0))
  it('is not known with nobody here or too little to go by', () => {
    expect(expectedWaitMs(1, [minute, minute, minute, minute, minute], 0, 0)).toBeNull()
    expect(expectedWaitMs(2, [minute], 2, 0)).toBeNull()
  })
  it('is a share of the median service for each place ahead', () => {
    expect(expectedWaitMs(3, [minute, 2 * minute, 3 * minute, 4 * minute, 100 * minute], 3, 0)).toBe(3 * minute)
  })
})
