import { describe, expect, it } from 'vitest'
import { watchLoop } from './loop-watch.ts'

const watched = () => {
  const clock = { now: 0, worked: 0 }
  const said: object[] = []
  const watch = watchLoop(
    { warn: (fields) => void said.push(fields) },
    () => clock.now,
    () => clock.worked,
  )
  watch.stop()
  const pass = (ms: number, worked = ms) => {
    clock.now += ms
    clock.worked += worked
    watch.tick()
  }
  return { watch, said, pass }
}

describe('the watch over the main thread', () => {
  it('names what held it for longer than 50 ms, the largest first, with its size', () => {
    const { watch, said, pass } = watched()
    const ended = watch.began('get /search', 40)
    watch.began('message:send', 2_000)
    ended()
    pass(180)
    expect(said).toEqual([
      {
        heldMs: 160,
        workedMs: 180,
        works: [
          { name: 'message:send', size: 2_000 },
          { name: 'get /search', size: 40 },
        ],
      },
    ])
  })
  it('says nothing of a thread that is free, and does not blame what had ended before', () => {
    const { watch, said, pass } = watched()
    watch.began('get /search', 40)()
    pass(20)
    pass(65)
    expect(said).toEqual([])
    pass(400)
    expect(said).toEqual([{ heldMs: 380, workedMs: 400, works: [] }])
  })
  it('says how much of it the thread worked: the rest is the machine’s', () => {
    const { said, pass } = watched()
    pass(20)
    pass(300, 10)
    expect(said).toEqual([{ heldMs: 280, workedMs: 10, works: [] }])
  })
  it('writes a line in a second at most, and counts the others', () => {
    const { said, pass } = watched()
    pass(200)
    pass(200)
    pass(200)
    pass(900)
    expect(said).toEqual([
      { heldMs: 180, workedMs: 200, works: [] },
      { heldMs: 880, workedMs: 900, works: [], unsaid: 2 },
    ])
  })
})
