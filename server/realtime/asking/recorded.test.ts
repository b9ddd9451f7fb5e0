import { afterEach, expect, it } from 'vitest'
import type { RecordedAct } from '../live.ts'
import { ivan, lena, olga, start, willing } from '../testing/first-steps.ts'
import { type LiveHouse, openHouse } from '../testing/live-fixture.ts'

let house: LiveHouse
afterEach(() => house.close())

it('what is done to another’s conversation or to the queue is recorded once, with who did it', async () => {
  const recorded: RecordedAct[] = []
  house = await openHouse({ record: (act) => recorded.push(act) })
  const [desk, lead] = [await willing(house, olga), await willing(house, lena)]
  await willing(house, ivan)
  const { conversation } = await start(await house.visitor())
  const conversationId = conversation.id
  await lead.ask('conversation:prioritize', { conversationId, priority: 2 })
  await desk.ask('conversation:accept', { conversationId })
  expect((await lead.ask('conversation:take-over', { conversationId })).ok).toBe(true)
  expect((await lead.ask('conversation:take-over', { conversationId })).ok).toBe(true)
  const to = { operatorId: ivan.id }
  expect((await lead.ask('conversation:transfer', { conversationId, to, note: '' })).ok).toBe(true)
  expect((await lead.ask('conversation:transfer', { conversationId, to, note: '' })).ok).toBe(true)
  expect(recorded.map(({ act, by, detail }) => [act, by.name, detail])).toEqual([
    ['priority_changed', 'Лена', { priority: 2 }],
    ['conversation_taken_over', 'Лена', { from: 'Ольга' }],
    ['conversation_transferred', 'Лена', { to: 'p_ivan' }],
  ])
})
