// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import { aSummary } from '../testing/a-conversation.ts'
import { asksServer, filter, fitsFilter, keyOfFilter, narrow, narrowed, setFilter } from './filters.ts'

beforeEach(() => setFilter({}))

describe('a filter', () => {
  it('keeps nothing that is empty', () => {
    narrow({ label: 'lbl_1' })
    narrow({ operator: '', rating: 'bad' })
    expect(filter.value).toEqual({ label: 'lbl_1', rating: 'bad' })
    narrow({ label: '' })
    expect([filter.value, narrowed.value]).toEqual([{ rating: 'bad' }, 1])
  })
  it('looks itself at what a row tells, and leaves the rest to the server', () => {
    setFilter({ label: 'lbl_1', operator: 'p_olga' })
    expect(asksServer.value).toBe(false)
    const row = aSummary({ labels: ['lbl_1', 'lbl_2'], operator: { id: 'p_olga', name: 'Olga' } })
    expect(fitsFilter(row)).toBe(true)
    expect(fitsFilter({ ...row, labels: [] })).toBe(false)
    expect(fitsFilter({ ...row, operator: null })).toBe(false)
    narrow({ channel: 'mail' })
    expect(asksServer.value).toBe(true)
    expect(fitsFilter(row)).toBe(true)
  })
  it('is the same in whichever order it was chosen', () =>
    expect(keyOfFilter({ label: 'lbl_1', days: '7' })).toBe(keyOfFilter({ days: '7', label: 'lbl_1' })))
})
