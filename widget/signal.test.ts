import { describe, expect, it } from 'vitest'
import { effect, signal } from './signal.ts'

describe('effect', () => {
  it('runs at once, and again when what it read has become another', () => {
    const name = signal('a')
    const seen: string[] = []
    effect(() => void seen.push(name.value))
    name.value = 'a'
    name.value = 'b'
    expect(seen).toEqual(['a', 'b'])
  })
  it('hears only what its last run read, and nothing it peeked at', () => {
    const open = signal(true)
    const text = signal('a')
    const quiet = signal(0)
    let runs = 0
    effect(() => {
      runs++
      quiet.peek()
      return open.value && void text.value
    })
    quiet.value = 1
    expect(runs).toBe(1)
    open.value = false
    text.value = 'b'
    expect(runs).toBe(2)
  })
  it('ends the run before, and itself, with what that run returned', () => {
    const turn = signal(1)
    const ended: number[] = []
    const stop = effect(() => {
      const now = turn.value
      return () => ended.push(now)
    })
    turn.value = 2
    expect(ended).toEqual([1])
    stop()
    stop()
    turn.value = 3
    expect(ended).toEqual([1, 2])
  })
  it('is not run by its own change, nor after another has ended it', () => {
    const count = signal(0)
    let runs = 0
    effect(() => {
      runs++
      count.value = count.value + 1
    })
    expect(runs).toBe(1)
    const asked = signal(0)
    let late = 0
    let stopLate = () => {}
    effect(() => asked.value && stopLate())
    stopLate = effect(() => {
      asked.value
      late++
    })
    asked.value = 1
    expect(late).toBe(1)
  })
  it('leaves what is read around it to the effect around it, also when it throws', () => {
    const outer = signal(0)
    const inner = signal(0)
    const runs = { outer: 0, inner: 0 }
    effect(() => {
      runs.outer++
      const stop = effect(() => {
        runs.inner++
        inner.value
      })
      outer.value
      return stop
    })
    inner.value = 1
    expect(runs).toEqual({ outer: 1, inner: 2 })
    outer.value = 1
    inner.value = 2
    expect(runs).toEqual({ outer: 2, inner: 4 })
    expect(() =>
      effect(() => {
        throw new Error('no')
      }),
    ).toThrow('no')
    inner.value = 3
    expect(runs.inner).toBe(5)
  })
})
