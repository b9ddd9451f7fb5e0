import { afterEach, describe, expect, it } from 'vitest'
import { lena, start } from '../testing/first-steps.ts'
import { type LiveHouse, openHouse } from '../testing/live-fixture.ts'

const LONG = 'x'.repeat(60_000)
let house: LiveHouse
afterEach(() => house.close())

/** A visitor's conversation of ten messages of 60 000 letters, and what the reading thread is asked from now on. */
async function aLongConversation(parts: Parameters<typeof openHouse>[0] = {}) {
  house = await openHouse({ ...parts, limits: { resyncedPerMinute: 10_000_000 } })
  const { token } = house.live.issueVisitor({ site: 'shop', locale: 'ru', verified: null })
  const client = await house.visitor({ token })
  const { conversation } = await start(client, LONG)
  for (let n = 0; n < 9; n++)
    await client.ask('message:send', { conversationId: conversation.id, clientMessageId: `cm_${n}`, text: LONG })
  const thread = house.database.readingThread
  const visitor = house.live.visitorOf(token)
  if (!thread || !visitor) throw new Error('there is no thread, or no visitor')
  const pages: number[] = []
  const read = thread.all.bind(thread)
  thread.all = async (text, values) => {
    const rows = await read(text, values)
    if (text.startsWith('select * from "messages"')) pages.push(rows.length)
    return rows
  }
  return { id: conversation.id, visitor, pages }
}

describe('a conversation of megabytes', () => {
  it('is read for its transcript, and for whoever asks what is kept of them, beside the main loop, a few messages at a time', async () => {
    const { id, visitor, pages } = await aLongConversation()
    const written = await house.live.transcript(visitor, id)
    expect(written.ok && written.parts.join('').split(LONG).length - 1).toBe(10)
    expect(pages.length).toBeGreaterThan(1)
    expect(Math.max(...pages)).toBeLessThanOrEqual(6)

    pages.length = 0
    const kept = await house.live.held(lena, id, false)
    expect(kept?.conversations[0]?.messages.filter(({ text }) => text === LONG)).toHaveLength(10)
    expect(pages.length).toBeGreaterThan(1)
    expect(Math.max(...pages)).toBeLessThanOrEqual(6)
  })

  it('goes by mail as far as a letter goes, says that it goes on, and is read no further', async () => {
    const { id, visitor, pages } = await aLongConversation({ smtpUrl: 'smtp://127.0.0.1:9' })
    expect(await house.live.mailTranscript(visitor, id, 'anna@example.com')).toEqual({ ok: true })
    const [letter] = await house.inFile((sqlite) =>
      sqlite.prepare(`select "content" from "outbox" where "kind" = 'transcript'`).all(),
    )
    const { text } = JSON.parse(String(letter?.['content'])) as { text: string }
    expect(text.split(LONG).length - 1).toBe(5)
    expect(pages.reduce((sum, rows) => sum + rows, 0)).toBeLessThan(9)
    expect(text.length).toBeLessThan(400_000)
    expect(text).toMatch(/Это не всё[^\n]+\n$/)
  })
})
