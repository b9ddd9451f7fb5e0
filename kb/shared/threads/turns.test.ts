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
  it('wait for whoever was overtaken and still has the file, but not for another process', () => {
    const turns = turnsOver(roomForTurns(), 1)
    const slow = turns.take()
    const mine = turns.take()
    const held = [true, true, false]
    let tries = 0
    const lock = () => {
      if (held[tries++]) throw Object.assign(new Error('database is locked'), { errcode: 5 })
    }
    turns.lock(lock)
    expect(tries).toBe(3)
    turns.give(slow)
    tries = 0
    expect(() => turns.lock(lock)).toThrow('database is locked')
    expect(tries).toBe(1)
    turns.give(mine)
  })
  it('do not wait for one that ended in its turn for ever, nor for anything but the lock', () => {
    const turns = turnsOver(roomForTurns(), 1)
    turns.take()
    turns.take()
    let tries = 0
    const failing = (errcode: number) => () => {
      tries++
      throw Object.assign(new Error(`fault ${errcode}`), { errcode })
    }
    expect(() => turns.lock(failing(5))).toThrow('fault 5')
    expect(tries).toBe(20)
    expect(() => turns.lock(failing(10))).toThrow('fault 10')
    expect(tries).toBe(21)
  })
  it('go on after two thousand million', () => {
    const room = roomForTurns()
    new Int32Array(room).fill(2 ** 31 - 1)
    const turns = turnsOver(room, 1)
    turns.give(turns.take())
    expect(turns.take()).toBe(-(2 ** 31))
  })
})
