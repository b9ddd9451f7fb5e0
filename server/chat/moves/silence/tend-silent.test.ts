import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { migrate, openDatabase } from '#kb'
import { olga, stores } from '../../../realtime/testing/first-steps.ts'
import { aPacket } from '../../../realtime/testing/live-fixture.ts'
import { ownDatabase } from '../../../../kb/testing/migrated-once.ts'
import { postgresCommitter } from '../../committing/postgres-committer.ts'
import { sqliteCommitter } from '../../committing/sqlite-committer.ts'
import { chatMigrations } from '../../stores/chat-migrations.ts'
import { searchMigrations } from '../../stores/search-migrations.ts'
import type { MoveName, MoveRequest } from '../index.ts'

const NOW = Date.parse('2026-11-27T10:00:00Z')
const MINUTE_MS = 60_000
const words = { text: 'Вы ещё здесь?', by: 'Автоматическое сообщение' }
const SITE = {
  ...{ site: 'shop', remindMs: 60 * MINUTE_MS, closeMs: 120 * MINUTE_MS },
  words: { ru: words, en: words, de: words },
}

let shut = async () => {}
afterEach(() => shut())

async function desk(databaseUrl?: string) {
  const dataDir = mkdtempSync(join(tmpdir(), 'firstline-silence-'))
  const own = databaseUrl ? await ownDatabase(databaseUrl, chatMigrations) : null
  const database = await openDatabase({ url: own?.url, dataDir })
  await migrate(database, { ...chatMigrations, ...searchMigrations(database.kind) })
  const { pool, file } = database
  const committer = pool ? postgresCommitter(pool) : sqliteCommitter(file as NonNullable<typeof file>)
  shut = async () => {
    await committer.close()
    await database.close()
    await own?.drop()
    rmSync(dataDir, { recursive: true })
  }
  const run = <N extends MoveName>(name: N, request: MoveRequest<N>, minutes = 0) =>
    committer.run(name, request, NOW + minutes * MINUTE_MS)
  await run('takeLease', { leaseId: 'l', nodeId: 'node', kind: 'operator', personId: olga.id, member: olga })
  await run('setOperator', { personId: olga.id, capacity: 1 })
  let made = 0
  const begun = async (visitorId = `vis_${++made}`) => {
    const started = await run('startConversation', {
      ...{ site: 'shop', visitorId, verified: false, clientMessageId: 'start', text: 'Где заказ?' },
      ...{ packet: aPacket, locale: 'ru' as const, name: null, mail: null, way: 'chat' as const, open: true },
      ...{ opensAt: null, address: null, topics: [], limits: { perVisitor: 1e9, perAddress: 1e9 } },
    })
    if (!started.ok) throw new Error(started.code)
    return { visitorId, conversationId: started.value.conversationId }
  }
  const say = (conversationId: string, by: { visitorId: string } | { operator: typeof olga }, at: number) =>
    run(
      'postMessage',
      { conversationId, clientMessageId: `m${at}${'operator' in by}`, text: 'слово', by, kind: 'text' },
      at,
    )
  const tend = async (minutes: number) => {
    const outcome = await run('tendSilent', { sites: [SITE] }, minutes)
    if (!outcome.ok) throw new Error(outcome.code)
    return outcome
  }
  /** Held by Olga, and answered at the beginning. */
  const answered = async () => {
    const one = await begun()
    expect(await run('accept', { conversationId: one.conversationId, by: olga })).toMatchObject({ ok: true })
    await say(one.conversationId, { operator: olga }, 0)
    return one
  }
  return { run, begun, say, tend, answered }
}

describe.each(stores)('a silent visitor, on $store', ({ parts }) => {
  const { databaseUrl } = parts as { databaseUrl?: string }

  it('is reminded once, then the conversation is solved and says why', async () => {
    const { tend, answered, say } = await desk(databaseUrl)
    const { conversationId, visitorId } = await answered()
    expect((await tend(59)).value).toEqual({ reminded: 0, solved: 0 })
    const { said } = await tend(60)
    expect(said.map(({ message }) => message)).toMatchObject([
      { author: 'operator', authorName: 'Автоматическое сообщение', text: 'Вы ещё здесь?' },
    ])
    expect((await tend(179)).value).toEqual({ reminded: 0, solved: 0 })
    const solved = await tend(180)
    expect(solved).toMatchObject({ value: { reminded: 0, solved: 1 }, moved: [{ state: 'solved' }] })
    expect(solved.said[0]?.message.event).toMatchObject({ code: 'solved', values: { because: 'silent' } })
    expect((await tend(1_000)).value).toEqual({ reminded: 0, solved: 0 })
    // Whoever writes after all is heard.
    expect(await say(conversationId, { visitorId }, 1_001)).toMatchObject({ moved: [{ state: 'waiting' }] })
  })

  it('that speaks, or is spoken to, is silent anew from then on', async () => {
    const { tend, answered, say } = await desk(databaseUrl)
    const { conversationId, visitorId } = await answered()
    await tend(60)
    await say(conversationId, { visitorId }, 100)
    expect((await tend(500)).value).toEqual({ reminded: 0, solved: 0 })
    await say(conversationId, { operator: olga }, 501)
    expect((await tend(540)).value).toEqual({ reminded: 0, solved: 0 })
    expect((await tend(561)).value).toEqual({ reminded: 1, solved: 0 })
    await say(conversationId, { operator: olga }, 600)
    expect((await tend(700)).value).toEqual({ reminded: 1, solved: 0 })
    expect((await tend(820)).value).toEqual({ reminded: 0, solved: 1 })
  })

  it('is left alone where it was put off, or a reply is begun', async () => {
    const { run, tend, answered } = await desk(databaseUrl)
    const { conversationId } = await answered()
    await run('saveDraft', { conversationId, by: olga, text: 'Сейчас пров', version: 0 })
    expect((await tend(60)).value).toEqual({ reminded: 0, solved: 0 })
    await run('saveDraft', { conversationId, by: olga, text: '', version: 1 })
    expect((await tend(61)).value).toEqual({ reminded: 1, solved: 0 })
    await run('snooze', { conversationId, by: olga, snooze: { until: null } }, 62)
    expect((await tend(1_000)).value).toEqual({ reminded: 0, solved: 0 })
  })

  it('that was answered and is gone takes no place, and takes it again once they are back', async () => {
    const { run, begun, tend, answered } = await desk(databaseUrl)
    const { visitorId } = await answered()
    const [second, third] = [await begun(), await begun()]
    const take = (conversationId: string, minutes: number) => run('accept', { conversationId, by: olga }, minutes)
    const lease = { leaseId: 'v', nodeId: 'node', kind: 'visitor' as const, personId: visitorId }
    await run('takeLease', lease)
    await tend(10)
    expect(await take(second.conversationId, 10)).toMatchObject({ code: 'full' })
    await run('endLease', { leaseId: 'v', visitorId }, 11)
    await tend(15)
    expect(await take(second.conversationId, 15)).toMatchObject({ code: 'full' })
    await tend(16)
    expect(await take(second.conversationId, 16)).toMatchObject({ ok: true })
    await run('solve', { conversationId: second.conversationId, by: olga, answerId: null }, 17)
    await run('takeLease', lease, 18)
    expect(await take(third.conversationId, 18)).toMatchObject({ code: 'full' })
  })
})
