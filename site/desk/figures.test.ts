// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'
import { duration } from './figures.ts'
import { chooseLanguage } from './texts.ts'

const said = (ms: number) => duration(ms).replaceAll('\u00a0', ' ')

describe('duration', () => {
  it('keeps the seconds where a promise of minutes is judged', () => {
    chooseLanguage('en')
    expect([40_000, 180_000, 220_000].map(said)).toEqual(['40 s', '3 min', '3 min 40 s'])
  })

  it('says longer times in minutes and hours', () => {
    chooseLanguage('en')
    expect([25 * 60_000 + 20_000, 125 * 60_000].map(said)).toEqual(['25 min', '2 h 5 min'])
  })
})
