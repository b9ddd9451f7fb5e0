import { describe, expect, it } from 'vitest'
import { openLane, writeBatch } from './committer.ts'
import type { Move } from '../moves/index.ts'

const aMove = (n: number): Move => ({ name: 'heartbeat', request: n, now: 0 })

describe('group commit', () => {
  it('puts one turn of the event loop into one transaction, in order', async () => {
    const batches: unknown[][] = []
    const lane = openLane(async (batch) => {
      batches.push(batch.map((move) => move.request))
      return batch.map((move) => ({ value: move.request }))
    })
    expect(await Promise.all([1, 2, 3].map((n) => lane.submit(aMove(n))))).toEqual([1, 2, 3])
    expect(batches).toEqual([[1, 2, 3]])
  })
  it('gathers what arrives while the disk is busy', async () => {
    const sizes: number[] = []
    let release = () => {}
    const lane = openLane(async (batch) => {
      sizes.push(batch.length)
      if (sizes.length === 1) await new Promise<void>((resolve) => (release = resolve))
      return batch.map(() => ({ value: null }))
    })
    const first = lane.submit(aMove(0))
    await new Promise((resolve) => setTimeout(resolve, 5))
    const rest = Array.from({ length: 50 }, (_, n) => lane.submit(aMove(n)))
    await new Promise((resolve) => setTimeout(resolve, 5))
    release()
    await Promise.all([first, ...rest])
    expect(sizes).toEqual([1, 50])
  })
  it('lets one broken move fail alone', async () => {
    const settled = await writeBatch([aMove(1), aMove(2), aMove(3)], async (work) => {
      if (work.some((move) => move.request === 2)) throw new Error('broken')
      return work.map((move) => move.request)
    })
    expect(settled).toEqual([{ value: 1 }, { fault: 'heartbeat: Error: broken' }, { value: 3 }])
  })
  it('tells everyone when nothing can be written', async () => {
    const lane = openLane(() => Promise.reject(new Error('disk full')))
    await expect(lane.submit(aMove(1))).rejects.toThrow('disk full')
    await lane.idle()
  })
})
