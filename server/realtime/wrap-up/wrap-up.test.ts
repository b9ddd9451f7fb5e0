import { afterEach, describe, expect, it } from 'vitest'
import { ivan, olga, start, stores, willing } from '../testing/first-steps.ts'
import { aSite, type LiveHouse, openHouse } from '../testing/live-fixture.ts'

let house: LiveHouse
afterEach(() => house.close())

/** Olga has just solved one and holds none; Ivan holds one, so that it would be hers that is next. */
async function afterSolving(parts: object, seconds: number) {
  house = await openHouse({ ...parts, site: aSite({ wrapUp: { seconds } }) })
  const [a, b] = [await house.operator(olga), await willing(house, ivan)]
  const taken = (await start(await house.visitor(), 'Первый')).conversation.id
  await b.ask('conversation:accept', { conversationId: taken })
  await a.ask('presence:set', { available: true })
  const solved = (await start(await house.visitor(), 'Второй')).conversation.id
  await a.ask('conversation:accept', { conversationId: solved })
  await a.ask('conversation:solve', { conversationId: solved })
  const me = async () => (await a.ask('inbox:resync')).me
  const asks = async (text: string) => (await start(await house.visitor(), text)).conversation.id
  return { a, b, me, asks }
}

describe.each(stores)('after solving, on $store', ({ parts }) => {
  it('nothing is offered for as long as the site says, or until its operator is ready', async () => {
    const { a, b, me, asks } = await afterSolving(parts, 600)
    expect(await me()).toMatchObject({ available: true, wrapsUpMs: expect.any(Number) })
    const third = await asks('Третий')
    await b.until('offer:made', ({ conversation }) => conversation.id === third)
    await b.ask('conversation:decline', { conversationId: third })
    await a.ask('presence:set', { available: true })
    await a.until('offer:made', ({ conversation }) => conversation.id === third)
    expect(await me()).not.toHaveProperty('wrapsUpMs')
  })

  it('is over by itself', async () => {
    const { a, b, asks } = await afterSolving(parts, 1)
    await b.ask('presence:set', { available: false })
    const third = await asks('Третий')
    await a.until('offer:made', ({ conversation }) => conversation.id === third)
  })

  it('is nothing where the site wants none', async () => {
    const { a, me, asks } = await afterSolving(parts, 0)
    expect(await me()).not.toHaveProperty('wrapsUpMs')
    const third = await asks('Третий')
    await a.until('offer:made', ({ conversation }) => conversation.id === third)
  })
})
