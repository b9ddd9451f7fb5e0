import { HOUR_MS } from '#shared'
import { describe, expect, it } from 'vitest'
import { type Step, visitEndings } from './visit-endings.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const step = (hoursAgo: number, parts: Partial<Step>): Step => ({
  visitor: 'v1',
  kind: 'searched',
  verdict: 'answer',
  conversation: null,
  at: new Date(NOW - hoursAgo * HOUR_MS).toISOString(),
  ...parts,
})

describe('how visits end', () => {
  it('a shown answer alone is silent, one that helped is helped', () => {
    expect(visitEndings([step(50, {}), step(49.9, { kind: 'helped' }), step(48, { visitor: 'v2' })], NOW)).toEqual({
      visits: 2,
      helped: 1,
      silent: 1,
      nothing: 0,
      person: 0,
      recent: 0,
    })
  })
  it('one that found nothing, or did not help, ended with nothing', () => {
    expect(
      visitEndings(
        [
          step(50, { verdict: 'escalate' }),
          step(48, { visitor: 'v2' }),
          step(47.9, { visitor: 'v2', kind: 'not_helped' }),
        ],
        NOW,
      ),
    ).toMatchObject({ visits: 2, nothing: 2 })
  })
  it('searches that led to a conversation are one visit with it, whatever key they were made under', () => {
    const steps = [
      step(50, { visitor: 'stranger', conversation: 'cnv_1' }),
      step(49.9, { visitor: 'stranger', conversation: 'cnv_1' }),
      step(49.8, { kind: 'escalated', conversation: 'cnv_1' }),
    ]
    expect(visitEndings(steps, NOW)).toEqual({ visits: 1, helped: 0, silent: 0, nothing: 0, person: 1, recent: 0 })
  })
  it('whoever was helped and still asks a person within a day was not served by the library', () => {
    const helped = [step(60, {}), step(59.9, { kind: 'helped' })]
    expect(visitEndings([...helped, step(50, { kind: 'escalated', conversation: 'cnv_1' })], NOW)).toMatchObject({
      visits: 1,
      helped: 0,
      person: 1,
    })
    expect(visitEndings([...helped, step(30, { kind: 'escalated', conversation: 'cnv_1' })], NOW)).toMatchObject({
      visits: 2,
      helped: 1,
      person: 1,
    })
  })
  it('another search after half an hour is another visit', () => {
    expect(visitEndings([step(50, {}), step(49.8, {}), step(48, {})], NOW).visits).toBe(2)
  })
  it('visits of the last day are said to be young', () => {
    expect(visitEndings([step(30, {}), step(2, { visitor: 'v2' })], NOW)).toMatchObject({ visits: 2, recent: 1 })
  })
  it('what operators marked is no visit', () => {
    expect(
      visitEndings(
        [step(5, { kind: 'solved_by', conversation: 'cnv_1' }), step(4, { kind: 'no_answer', conversation: 'cnv_1' })],
        NOW,
      ).visits,
    ).toBe(0)
  })
})
