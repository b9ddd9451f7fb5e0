import { afterEach, describe, expect, it } from 'vitest'
import { indexConversations } from '../../chat/moves/index-conversations.ts'
import { marks, postgresSql, type Sql, sqliteSql } from '../../chat/sql.ts'
import { ivan, lena, olga, start, stores, willing } from '../testing/first-steps.ts'
import { type Client, type LiveHouse, openHouse } from '../testing/live-fixture.ts'
import { holdsWords } from './find-conversations.ts'
import { walkNewest } from './walk-newest.ts'

let house: LiveHouse
afterEach(() => house.close())

describe.each(stores)('the search of conversations on $store', ({ parts }) => {
  const found = async (person: typeof olga, q: string) =>
    (await house.live.conversationsFor(person, { view: 'all', q, page: 1 })).items
  const ids = async (person: typeof olga, q: string) => (await found(person, q)).map((one) => one.id)
  /** The index is a moment behind. */
  const until = (person: typeof olga, q: string, expected: string[]) =>
    expect.poll(() => ids(person, q), { timeout: 30_000 }).toEqual(expected)

  async function aConversation(): Promise<{ desk: Client; visitor: Client; id: string }> {
    house = await openHouse(parts)
    const desk = await willing(house, olga)
    const visitor = await house.visitor()
    const { conversation } = await start(visitor, 'Когда придёт ёлка в Якутск?', { name: 'Ирма Штраус' })
    await desk.ask('conversation:accept', { conversationId: conversation.id })
    return { desk, visitor, id: conversation.id }
  }
  const send = (
    client: Client,
    conversationId: string,
    clientMessageId: string,
    text: string,
    event = 'message:send',
  ) => client.ask(event, { conversationId, clientMessageId, text })

  it('finds question, name, messages, notes, order and operator, whatever the case, ё, form and ending', async () => {
    const { desk, visitor, id } = await aConversation()
    await send(visitor, id, 'cm_00001', 'Заказ T-104512, мой адрес '.normalize('NFD'))
    await send(desk, id, 'cm_00002', 'Отдали в СДЭК', 'note:add')
    await until(lena, 'сдэк', [id])
    for (const q of [
      'ИРМА',
      'елка',
      'ЁЛКА',
      'якутска',
      'штраус ирма',
      'мой',
      'T104512',
      '104512',
      'ольга',
      'СДЭК якутск',
    ])
      expect([q, await ids(lena, q)]).toEqual([q, [id]])
    for (const q of ['москва', 'ирма москва', '?!', 'лка']) expect([q, await ids(lena, q)]).toEqual([q, []])
  })

  it('says where the words stand', async () => {
    const { desk, visitor, id } = await aConversation()
    await send(visitor, id, 'cm_00001', `${'Долгая история. '.repeat(20)}Посылка застряла в Тынде навсегда`)
    await send(desk, id, 'cm_00002', 'Отдали в СДЭК', 'note:add')
    await until(lena, 'сдэк', [id])
    expect((await found(lena, 'сдэк'))[0]?.match).toEqual({
      where: 'note',
      author: 'operator',
      authorName: 'Ольга',
      text: 'Отдали в СДЭК',
      words: ['сдэк'],
    })
    const [byMessage] = await found(lena, 'тында')
    expect(byMessage?.match).toMatchObject({ where: 'message', author: 'visitor' })
    expect(byMessage?.match?.text).toMatch(/^….*Посылка застряла в Тынде навсегда$/)
    expect((await found(lena, 'ирма'))[0]?.match).toMatchObject({ where: 'visitor', text: 'Ирма Штраус' })
    expect((await found(lena, 'якутск'))[0]?.match).toMatchObject({ where: 'question' })
    expect((await found(lena, 'ольга'))[0]?.match).toMatchObject({ where: 'operator', text: 'Ольга' })
    expect((await house.live.conversationsFor(lena, { view: 'all', page: 1 })).items[0]?.match).toBeNull()
  })

  it('names the operator who answered before, when somebody else has it now', async () => {
    const { desk, id } = await aConversation()
    await send(desk, id, 'cm_00001', 'Сейчас посмотрю')
    const next = await willing(house, ivan)
    await desk.ask('conversation:transfer', { conversationId: id, to: { operatorId: ivan.id }, note: '' })
    const taken = await next.ask('conversation:accept', { conversationId: id })
    expect(taken.conversation.operator).toMatchObject({ name: ivan.name })
    await until(lena, 'посмотрю', [id])
    expect((await found(lena, 'ольга'))[0]?.match).toMatchObject({ where: 'operator', text: 'Ольга' })
  })

  it('gives an operator only what they may read', async () => {
    const { id } = await aConversation()
    await until(lena, 'якутск', [id])
    expect(await ids(olga, 'якутск')).toEqual([id])
    expect(await ids(ivan, 'якутск')).toEqual([])
  })

  it('follows what is edited, deleted and erased', async () => {
    const { desk, visitor, id } = await aConversation()
    const { message } = await send(desk, id, 'cm_00001', 'Придёт во вторник')
    await send(visitor, id, 'cm_00002', 'Спасибо, жду звонка')
    await until(lena, 'вторник', [id])
    await desk.ask('message:edit', { conversationId: id, messageId: message.id, text: 'Придёт в среду' })
    await until(lena, 'среду', [id])
    expect(await ids(lena, 'вторник')).toEqual([])
    await desk.ask('message:delete', { conversationId: id, messageId: message.id })
    await until(lena, 'среду', [])
    await desk.ask('conversation:solve', { conversationId: id })
    await house.live.erase(lena, id, true)
    expect(await ids(lena, 'звонка')).toEqual([])
    const left = await (house.database.kind === 'sqlite'
      ? house.inFile((sqlite) => sqlite.prepare('select count(*) as "n" from "searchTexts"').get()?.['n'])
      : house.database.pool?.query('select count(*)::int as "n" from "searchTexts"').then(({ rows }) => rows[0]?.n))
    expect(left).toBe(0)
  })

  it('finds words that stand everywhere too, alone and beside a rare one', async () => {
    const { visitor, id } = await aConversation()
    await send(visitor, id, 'cm_00001', 'Заказ ещё не пришёл')
    await until(lena, 'пришел', [id])
    const look = async (sql: Sql, words: string[], few: number) => {
      const held = await holdsWords(sql, words, few)
      if (!held) return null
      const rows = await sql.all<{ id: string }>(`select "id" from "conversations" where ${held.where}`, ...held.values)
      return { ids: rows.map((row) => row.id), areCommon: held.areCommon }
    }
    const both = async (run: (sql: Sql) => Promise<void>) =>
      house.database.pool ? run(postgresSql(house.database.pool)) : house.inFile((sqlite) => run(sqliteSql(sqlite)))
    await both(async (sql) => {
      expect(await look(sql, ['елк', 'заказ'], 0)).toEqual({ ids: [id], areCommon: true })
      expect(await look(sql, ['елк', 'ирм'], 1)).toEqual({ ids: [id], areCommon: false })
      expect(await look(sql, ['заказ', 'москв'], 0)).toBeNull()
      expect(await look(sql, ['лк'], 0)).toBeNull()
    })
  })

  it('goes through the newest conversations by key, whole and in order, as far as is asked', async () => {
    const { id } = await aConversation()
    await until(lena, 'якутск', [id])
    const copies = Array.from({ length: 260 }, (_, n) => ({
      id: `cnv_copy${String(n).padStart(3, '0')}`,
      // Three of each time, so that pages of the walk end between them.
      changedAt: new Date(Date.UTC(2026, 0, 1) + Math.floor(n / 3) * 60_000).toISOString(),
      text: `заказ${n % 2 === 0 ? ' возврат' : ''}${n % 50 === 0 ? ' ледоруб' : ''}`,
    }))
    const both = async (run: (sql: Sql) => Promise<void>) =>
      house.database.pool ? run(postgresSql(house.database.pool)) : house.inFile((sqlite) => run(sqliteSql(sqlite)))
    await both(async (sql) => {
      const row = await sql.one<Record<string, string | number | null>>(
        'select * from "conversations" where "id" = ?',
        id,
      )
      const insert = (table: string, rows: Record<string, string | number | null>[]) => {
        const names = Object.keys(rows[0] ?? {})
        return sql.run(
          `insert into "${table}" (${names.map((name) => `"${name}"`).join(', ')}) values ${rows.map(() => `(${marks(names.length)})`).join(', ')}`,
          ...rows.flatMap((one) => Object.values(one)),
        )
      }
      await insert(
        'conversations',
        copies.map(({ text: _, ...copy }) => ({ ...row, ...copy, startKey: copy.id })),
      )
      await insert(
        'searchTexts',
        copies.map((copy) => ({ conversationId: copy.id, seq: 1, text: copy.text, stamp: '' })),
      )
      const within = { where: '"site" = ?', values: [row?.['site'] ?? ''] }
      const holding = (word: string) =>
        copies
          .filter(({ text }) => text.split(' ').includes(word))
          .map((copy) => copy.id)
          .reverse()
      const walk = (words: string[], how: { most: number; ifOften?: boolean }) => walkNewest(sql, within, words, how)
      expect(await walk(['возврат'], { most: 1_000 })).toEqual(holding('возврат'))
      expect(await walk(['заказ', 'ледоруб'], { most: 1_000 })).toEqual(holding('ледоруб'))
      expect(await walk(['возврат'], { most: 60, ifOften: true })).toEqual(holding('возврат').slice(0, 60))
      expect(await walk(['ледоруб'], { most: 60, ifOften: true })).toBeNull()
    })
    const page = await house.live.conversationsFor(lena, { view: 'all', q: 'возврат', page: 2, perPage: 40 })
    expect([page.total, page.items.map((one) => one.id)]).toEqual([
      130,
      copies
        .filter((_, n) => n % 2 === 0)
        .map((copy) => copy.id)
        .reverse()
        .slice(40, 80),
    ])
    expect((await house.live.conversationsFor(lena, { view: 'all', q: 'заказ ледоруб', page: 1 })).total).toBe(6)
  })

  it('has each conversation on one page of a list, also on those read from its end', async () => {
    house = await openHouse(parts)
    for (let n = 0; n < 5; n++) await start(await house.visitor(), `Вопрос ${n}`)
    const page = async (page: number, perPage: number) =>
      (await house.live.conversationsFor(lena, { view: 'all', page, perPage })).items.map((one) => one.id)
    const all = await page(1, 5)
    expect(all).toHaveLength(5)
    expect([await page(1, 2), await page(2, 2), await page(3, 2), await page(4, 2)]).toEqual([
      all.slice(0, 2),
      all.slice(2, 4),
      all.slice(4),
      [],
    ])
  })

  it('takes in what stood there before it', async () => {
    const { id } = await aConversation()
    await until(lena, 'якутск', [id])
    const forget =
      'delete from "searchTexts"; delete from "searchState"; update "conversations" set "changedAt" = \'2020-01-01T00:00:00.000Z\''
    if (house.database.kind === 'sqlite') await house.inFile((sqlite) => sqlite.exec(forget))
    else await house.database.pool?.query(forget)
    expect(await ids(lena, 'якутск')).toEqual([])
    await house.restart()
    await until(lena, 'якутск', [id])
  })
})

describe('a conversation of megabytes', () => {
  it('is taken into the search a piece at a time, so that nobody who writes waits for the whole', async () => {
    house = await openHouse({})
    const visitor = await house.visitor()
    const { conversation } = await start(visitor, 'Начало')
    for (let n = 0; n < 6; n++)
      await visitor.ask('message:send', {
        ...{ conversationId: conversation.id, clientMessageId: `cm_0000${n}` },
        text: `${'Долгая история. '.repeat(1_800)} конец${n}`,
      })
    await house.inFile(async (sqlite) => {
      // The house takes conversations in by itself, too.
      sqlite.exec('begin immediate; delete from "searchTexts"; delete from "searchState"')
      const sql = sqliteSql(sqlite)
      const kept = () => Number(sqlite.prepare('select count(*) as "n" from "searchTexts"').get()?.['n'])
      const pieces: number[] = []
      for (let more = true; more; ) {
        const before = kept()
        const indexed = await indexConversations(sql, { ids: [conversation.id] })
        pieces.push(kept() - before)
        more = indexed.ok && indexed.value.more
      }
      expect(pieces.length).toBeGreaterThan(2)
      expect(Math.max(...pieces)).toBeLessThanOrEqual(4)
      expect(kept()).toBe(8)
      expect(sqlite.prepare('select count(*) as "n" from "searchState"').get()).toEqual({ n: 1 })
      sqlite.exec('commit')
    })
  })
})
