import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { gathered } from './gathered.ts'

describe('what is gathered', () => {
  it('is done once for all that came in a turn, and each waits until it is', async () => {
    const runs: (readonly string[])[] = []
    const done: string[] = []
    const add = gathered<string>(async (things) => {
      await nextTurn()
      runs.push(things)
    })
    await Promise.all(['a', 'b', 'c'].map((one) => add([one]).then(() => done.push(one))))
    expect(runs).toEqual([['a', 'b', 'c']])
    expect(done).toEqual(['a', 'b', 'c'])
    await add(['later'])
    expect(runs).toEqual([['a', 'b', 'c'], ['later']])
  })
  it('tells each whom a fault concerns, and goes on with the next', async () => {
    let broken = true
    const add = gathered<string>(async () => {
      if (broken) throw new Error('no')
    })
    const both = await Promise.allSettled([add(['a']), add(['b'])])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    broken = false
    await expect(add(['c'])).resolves.toBeUndefined()
  })
})
