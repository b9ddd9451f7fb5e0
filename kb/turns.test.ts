import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { turnsOfLoop } from './turns.ts'

/** Work that takes so long by a clock of the test's own. */
function work() {
  let clock = 0
  const turns = turnsOfLoop(() => clock)
  const began: string[] = []
  return {
    turns,
    began,
    ask: (name: string, ms: number) =>
      turns.begin(() => {
        began.push(name)
        clock += ms
      }),
    goOn: async (name: string, ms: number) => {
      await turns.turn()
      began.push(name)
      clock += ms
    },
  }
}

describe('the turns of the main loop', () => {
  it('begin what is cheap at once, all of it', () => {
    const { ask, began } = work()
    for (let n = 0; n < 100; n++) ask(`${n}`, 0.05)
    expect(began).toHaveLength(100)
  })
  it('keep what comes after something long for a turn of its own, in the order of asking', async () => {
    const { ask, began } = work()
    for (const name of ['a', 'b', 'c']) ask(name, 20)
    expect(began).toEqual(['a'])
    await nextTurn()
    expect(began).toEqual(['a', 'b'])
    await nextTurn()
    expect(began).toEqual(['a', 'b', 'c'])
  })
  it('let nothing cheap pass before what already waits', async () => {
    const { ask, began } = work()
    ask('long', 20)
    ask('waits', 1)
    ask('after it', 0)
    await nextTurn()
    await nextTurn()
    expect(began).toEqual(['long', 'waits', 'after it'])
  })
  it('are new once nothing waits', async () => {
    const { ask, began } = work()
    ask('long', 20)
    await nextTurn()
    ask('later', 0)
    expect(began).toEqual(['long', 'later'])
  })
  it('can be awaited', async () => {
    const { turns, ask, began } = work()
    ask('long', 20)
    const waited = turns.turn().then(() => began.push('awaited'))
    await Promise.resolve()
    expect(began).toEqual(['long'])
    await waited
    expect(began).toEqual(['long', 'awaited'])
  })
  it('are given first to what begins, and in each to one that goes on', async () => {
    const { ask, goOn, began } = work()
    ask('long', 20)
    const all = Promise.all([goOn('one goes on', 20), goOn('another goes on', 20)])
    ask('new', 20)
    ask('newer', 20)
    await all
    expect(began).toEqual(['long', 'new', 'one goes on', 'newer', 'another goes on'])
  })
})
