import { describe, expect, it } from 'vitest'
import type { FileAddress } from '#protocol'
import { createAddresses } from './addresses.ts'

const MINUTE = 60_000
const start = Date.parse('2026-11-27T10:00:00.000Z')
const aServer = () => {
  let now = start
  const asked: string[][] = []
  const addresses = createAddresses(
    async (ids) => {
      asked.push(ids)
      return ids
        .filter((id) => id !== 'fil_foreign')
        .map(
          (id): FileAddress => ({
            id,
            url: `/f/${id}/${asked.length}`,
            thumb: null,
            until: new Date(now + 30 * MINUTE).toISOString(),
          }),
        )
    },
    () => now,
  )
  return { addresses, asked, pass: (ms: number) => (now += ms) }
}

describe('addresses', () => {
  it('are asked for at once for all that are wanted at once', async () => {
    const { addresses, asked } = aServer()
    await Promise.all(['fil_1', 'fil_2', 'fil_1'].map(addresses.of))
    expect(asked).toEqual([['fil_1', 'fil_2']])
  })
  it('are asked for fifty at a time', async () => {
    const { addresses, asked } = aServer()
    await Promise.all(Array.from({ length: 51 }, (_, n) => addresses.of(`fil_${n}`)))
    expect(asked.map((ids) => ids.length)).toEqual([50, 1])
  })
  it('are kept until shortly before they end, and asked for again then', async () => {
    const { addresses, asked, pass } = aServer()
    await addresses.of('fil_1')
    pass(28 * MINUTE)
    expect((await addresses.of('fil_1'))?.url).toBe('/f/fil_1/1')
    pass(1.5 * MINUTE)
    expect((await addresses.of('fil_1'))?.url).toBe('/f/fil_1/2')
    expect(asked).toHaveLength(2)
  })
  it('are asked for again when one did not lead to the file', async () => {
    const { addresses } = aServer()
    await addresses.of('fil_1')
    addresses.forget('fil_1')
    expect((await addresses.of('fil_1'))?.url).toBe('/f/fil_1/2')
  })
  it('are not asked for where an upload has told one', async () => {
    const { addresses, asked } = aServer()
    addresses.know({ id: 'fil_1', url: '/own', thumb: null, until: new Date(start + 30 * MINUTE).toISOString() })
    expect((await addresses.of('fil_1'))?.url).toBe('/own')
    expect(asked).toEqual([])
  })
  it('are none for files of others', async () => {
    expect(await aServer().addresses.of('fil_foreign')).toBeNull()
  })
})
