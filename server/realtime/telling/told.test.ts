import { describe, expect, it } from 'vitest'
import { ledgerOfTold } from './told.ts'

const MINUTE = 60_000
const aLedger = () => {
  const clock = { now: 0 }
  return { clock, told: ledgerOfTold(() => clock.now) }
}
const row = (lastSeq: number, movedRev = 0) => ({ id: 'c', lastSeq, movedRev })
const state = (rev: number, lastSeq = 0) => ({ id: 'c', rev, lastSeq })

describe('the ledger of what was told', () => {
  it('owes at the second look what was told at neither', () => {
    const { told } = aLedger()
    expect(told.owes(row(1), false)).toBeNull()
    expect(told.owes(row(1), false)).toEqual({ state: true })
  })
  it('owes nothing that was told on its way between two looks', () => {
    const { told } = aLedger()
    told.owes(row(1), false)
    told.said('c', 1)
    told.moved('c', 0)
    expect(told.owes(row(1), false)).toBeNull()
  })
  it('owes at the look after next what happened since the last one', () => {
    const { told } = aLedger()
    told.moved('c', 0)
    told.said('c', 1)
    told.owes(row(1), false)
    expect(told.owes(row(2), false)).toBeNull()
    expect(told.owes(row(2), false)).toEqual({ state: false })
  })
  it('knows a message that was passed over, until it is told', () => {
    const { told } = aLedger()
    told.moved('c', 0)
    told.said('c', 1)
    told.said('c', 3)
    told.owes(row(3), false)
    expect(told.owes(row(3), false)).toEqual({ state: false })
    told.said('c', 2)
    expect(told.owes(row(3), false)).toBeNull()
  })
  it('takes a first message as saying nothing of those before it', () => {
    const { told } = aLedger()
    told.moved('c', 0)
    told.said('c', 9)
    told.owes(row(9), false)
    expect(told.owes(row(9), false)).toBeNull()
  })
  it('owes the change of state that only its message was told of', () => {
    const { told } = aLedger()
    told.moved('c', 4)
    told.said('c', 2)
    told.owes(row(2, 5), false)
    expect(told.owes(row(2, 5), false)).toEqual({ state: true })
  })
  it('owes the lists what only readers were told, once it is late', () => {
    const { told } = aLedger()
    told.moved('c', 0)
    told.said('c', 2)
    told.owes(row(2), true)
    expect(told.owes(row(2), false)).toBeNull()
    told.owes(row(2), true)
    expect(told.owes(row(2), true)).toEqual({ state: false })
    told.admit('desk', state(1, 2))
    expect(told.owes(row(2), true)).toBeNull()
  })
  it('is even once it is settled, also with what was passed over', () => {
    const { told } = aLedger()
    told.said('c', 1)
    told.said('c', 3)
    told.owes(row(3, 7), false)
    told.settle(row(3, 7))
    told.owes(row(3, 7), false)
    expect(told.owes(row(3, 7), false)).toBeNull()
  })
  it('admits no state older than the last, for desk and visitor apart', () => {
    const { told } = aLedger()
    expect(told.admit('desk', state(3))).toBe(true)
    expect(told.admit('desk', state(3))).toBe(true)
    expect(told.admit('desk', state(2))).toBe(false)
    expect(told.admit('visitor', state(2))).toBe(true)
  })
  it('forgets who is not spoken of for a minute', () => {
    const { told, clock } = aLedger()
    told.admit('desk', state(3))
    clock.now = 2 * MINUTE
    told.said('another', 1)
    expect(told.admit('desk', state(2))).toBe(true)
  })
  it('keeps nothing for looks where nobody looks', () => {
    const told = ledgerOfTold(() => 0, true)
    told.said('c', 1)
    told.moved('c', 1)
    told.owes(row(1, 1), false)
    expect(told.owes(row(1, 1), false)).toEqual({ state: true })
    expect(told.admit('desk', state(3))).toBe(true)
    expect(told.admit('desk', state(2))).toBe(false)
  })
})
