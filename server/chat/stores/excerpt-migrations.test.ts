import { afterEach, describe, expect, it } from 'vitest'
import { stores } from '../../realtime/testing/first-steps.ts'
import { aPacket } from '../../realtime/testing/live-fixture.ts'
import { openNodes } from '../committing/testing/open-nodes.ts'
import { excerptMigrations } from './excerpt-migrations.ts'

const NOW = Date.parse('2026-11-27T09:00:00Z')
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

describe.each(stores)('last words of before, on $store', ({ parts }) => {
  it('lose the marks that draw an operator’s, and a visitor’s keep theirs', async () => {
    const { nodes, database, close } = await openNodes(parts)
    closing.push(close)
    const [node] = nodes
    const { db } = database
    const begin = async (visitorId: string, said: { author: string; text: string }) => {
      const started = await node.run(
        'startConversation',
        {
          ...{ visitorId, site: 'shop', locale: 'ru', verified: false, address: null, packet: aPacket, topics: [] },
          ...{ clientMessageId: visitorId, text: 'Где заказ?', name: null, mail: null, way: 'message' },
          ...{ open: true, opensAt: null, limits: { perVisitor: 9, perAddress: 9 } },
        },
        NOW,
      )
      if (!started.ok) throw new Error(started.code)
      const { conversationId } = started.value
      await db.updateTable('messages').set({ text: said.text }).where('conversationId', '=', conversationId).execute()
      await db
        .updateTable('conversations')
        .set({ lastAuthor: said.author, lastText: said.text.slice(0, 240) })
        .where('id', '=', conversationId)
        .execute()
      return conversationId
    }
    const long = `**Важно:** [доставка](https://a.example/${'d'.repeat(300)}) – завтра`
    const ids = [
      await begin('vis_1', { author: 'operator', text: long }),
      await begin('vis_2', { author: 'visitor', text: '**мне** `так`' }),
      await begin('vis_3', { author: 'operator', text: '20**30**40 см' }),
    ]
    await excerptMigrations['2110-plain-excerpts']?.up(db)
    const rows = (await db.selectFrom('conversations').select(['id', 'lastText']).execute()) as {
      id: string
      lastText: string
    }[]
    const shown = new Map(rows.map(({ id, lastText }) => [id, lastText]))
    expect(ids.map((id) => shown.get(id))).toEqual(['Важно: доставка – завтра', '**мне** `так`', '20**30**40 см'])
  })
})
