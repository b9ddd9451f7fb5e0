import type { DeskMember } from '../../chat/conversation.ts'
import { aPacket, type Client, type LiveHouse } from './live-fixture.ts'

export const olga: DeskMember = { id: 'p_olga', name: 'Ольга', role: 'operator', sites: null }
export const ivan: DeskMember = { id: 'p_ivan', name: 'Иван', role: 'operator', sites: null }
export const lena: DeskMember = { id: 'p_lena', name: 'Лена', role: 'lead', sites: null }

/** SQLite always, PostgreSQL with Redis where the environment names servers for tests. */
export const stores = [
  { store: 'sqlite', parts: {} },
  ...(process.env['TEST_DATABASE_URL']
    ? [
        {
          store: 'postgres',
          parts: { databaseUrl: process.env['TEST_DATABASE_URL'], redisUrl: process.env['TEST_REDIS_URL'] },
        },
      ]
    : []),
]

/** A visitor's first message, to a person. */
export const start = (client: Client, text = 'Где мой заказ?', more: object = {}) =>
  client.ask('conversation:start', { clientMessageId: 'cm_start', text, packet: aPacket, way: 'chat', ...more })

/** An operator at the desk who takes conversations. */
export async function willing(house: LiveHouse, person: DeskMember): Promise<Client> {
  const desk = await house.operator(person)
  await desk.ask('presence:set', { available: true })
  return desk
}
