import { expect, test } from 'vitest'
import { trickle } from './later.ts'

const settled = async (done: () => boolean) => {
  for (let i = 0; i < 200 && !done(); i++) await new Promise((resolve) => setTimeout(resolve, 10))
}

test('each key is worked on once however often it was asked for, in handfuls of bounded size and in the order of asking', async () => {
  const handfuls: number[][] = []
  const { soon, stop } = trickle<number>(
    60,
    10,
    async (keys) => void handfuls.push(keys),
    () => {},
  )
  for (let round = 0; round < 3; round++) for (let key = 0; key < 25; key++) soon(key)
  await settled(() => handfuls.flat().length >= 25)
  await new Promise((resolve) => setTimeout(resolve, 150))
  stop()
  expect(handfuls.flat()).toEqual(Array.from({ length: 25 }, (_, key) => key))
  expect(Math.max(...handfuls.map((keys) => keys.length))).toBeLessThanOrEqual(10)
})

test('what is asked for while it is being worked on is worked on again, also after a fault', async () => {
  const seen: string[] = []
  const faults: unknown[] = []
  const { soon, stop } = trickle<string>(
    10,
    5,
    async ([key]) => {
      seen.push(key as string)
      if (seen.length > 1) return
      soon('a')
      throw new Error('the database is away')
    },
    (fault) => faults.push(fault),
  )
  soon('a')
  await settled(() => seen.length >= 2)
  stop()
  expect(seen).toEqual(['a', 'a'])
  expect(faults).toHaveLength(1)
})

test('each key waits from when it was asked for itself', async () => {
  const at = new Map<string, number>()
  const askedAt = new Map<string, number>()
  const { soon, stop } = trickle<string>(
    100,
    1,
    async ([key]) => void at.set(key as string, performance.now()),
    () => {},
  )
  const ask = (key: string) => {
    if (!askedAt.has(key)) askedAt.set(key, performance.now())
    soon(key)
  }
  ask('early')
  await new Promise((resolve) => setTimeout(resolve, 50))
  ask('late')
  ask('early')
  await settled(() => at.size === 2)
  stop()
  expect([...at.keys()]).toEqual(['early', 'late'])
  for (const [key, told] of at) expect(told - (askedAt.get(key) as number)).toBeGreaterThanOrEqual(99)
})
