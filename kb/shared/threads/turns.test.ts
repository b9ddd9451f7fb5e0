import { describe, expect, it } from 'vitest'
import { roomForTurns, turnsOver } from './turns.ts'

describe('turns of threads', () => {
  it('are given in the order they were asked for', () => {
    const turns = turnsOver(roomForTurns())
    const first = turns.take()
    expect(turns.waited()).toBe(false)
    turns.give(first)
    expect(turns.take()).toBe(first + 1)
  })
  it('overtake whoever never gives theirs back, who then takes nobody else’s away', () => {
    const room = roomForTurns()
    const turns = turnsOver(room, 1)
    const lost = turns.take()
    const second = turns.take()
    turns.give(lost)
    const third = turns.take()
    expect(third).toBe(second + 1)
    turns.give(second)
    turns.give(third)
    expect(turns.take()).toBe(third + 1)
  })
  it('go on after two thousand million', () => {
    const room = roomForTurns()
    new Int32Array(room).fill(2 ** 31 - 1)
    const turns = turnsOver(room, 1)
    turns.give(turns.take())
    expect(turns.take()).toBe(-(2 ** 31))
  })
})
