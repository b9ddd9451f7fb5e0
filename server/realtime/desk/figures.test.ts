import { afterEach, describe, expect, it } from 'vitest'
import { lena, olga, start, stores, willing } from '../testing/first-steps.ts'
import { aPacket, aSite, type LiveHouse, openHouse } from '../testing/live-fixture.ts'

let house: LiveHouse
afterEach(() => house.close())

describe.each(stores)('what a lead sees on $store', ({ parts }) => {
  it('raises what misses its target to the lead', async () => {
    house = await openHouse({ ...parts, site: aSite({ targets: { firstResponseMinutes: 0, replyMinutes: 0 } }) })
    const [lead, desk] = [await house.operator(lena), await willing(house, olga)]
    await start(await house.visitor())
    expect(
      (
        await lead.until('notices:changed', (fact) =>
          fact.notices.some((one: { code: string }) => one.code === 'target_missed'),
        )
      ).notices,
    ).toContainEqual(expect.objectContaining({ code: 'target_missed', values: { count: 1 } }))
    expect(
      (await desk.until('conversation:changed', (fact) => fact.conversation.due?.level === 'missed')).conversation.due
        .level,
    ).toBe('missed')
    expect(JSON.stringify(desk.heard.filter((one) => one.event === 'notices:changed'))).not.toContain('target_missed')
  })

  it('counts everybody who is late, and shows the first fifty of them', async () => {
    house = await openHouse({ ...parts, site: aSite({ targets: { firstResponseMinutes: 0, replyMinutes: 0 } }) })
    for (let n = 0; n < 52; n++)
      await house.live.startByForm(
        { visitorId: `vis_${n}`, site: 'shop', locale: 'ru', verified: null },
        { clientMessageId: 'cm_1', text: 'Где заказ?', name: null, mail: `v${n}@mail.example`, packet: aPacket },
        null,
      )
    const figures = await house.live.nowFigures('shop')
    expect([figures.late, figures.soon, figures.due.length]).toEqual([52, 0, 50])
  })

  it('shows a lead who waits, who is here, what is late, and how long answers took', async () => {
    house = await openHouse({ ...parts, site: aSite({ targets: { firstResponseMinutes: 0, replyMinutes: 10 } }) })
    const desk = await house.operator(olga)
    const { conversation } = await start(await house.visitor())
    await house.live.setOperator(olga.id, { skills: ['returns'] })
    const before = await house.live.nowFigures('shop')
    expect(before).toMatchObject({
      open: true,
      waiting: 0,
      byMail: 1,
      late: 1,
      soon: 0,
      operators: [{ name: 'Ольга', connected: true, available: false, active: 0, skills: ['returns'] }],
      groups: [
        { name: 'returns', active: 0, waiting: 0, waitingSince: null, expectedWaitMs: null, available: 0, free: 0 },
      ],
      due: [{ id: conversation.id, due: { level: 'missed' } }],
    })
    await desk.ask('presence:set', { available: true })
    await desk.ask('conversation:accept', { conversationId: conversation.id })
    await desk.ask('message:send', { conversationId: conversation.id, clientMessageId: 'cm_first', text: 'Уже в пути' })
    expect(await house.live.nowFigures('shop')).toMatchObject({
      byMail: 0,
      due: [],
      groups: [{ active: 1, expectedWaitMs: 0, available: 1, free: 4 }],
    })
    const first = async () =>
      (await house.live.responseFigures('shop', '')).find((one) => one.kind === 'first_response')
    await expect.poll(first, { timeout: 30_000 }).toMatchObject({
      count: 1,
      targetMs: 0,
      withinTarget: 0,
      slowest: [{ conversation: conversation.id, question: 'Где мой заказ?', operator: 'Ольга' }],
    })
  })

  it('names the middle, the nine tenths and the slowest of a stretch of time', async () => {
    house = await openHouse({ ...parts, site: aSite() })
    const { conversation } = await start(await house.visitor())
    const response = (openMs: number, over: object = {}) => ({
      conversationId: conversation.id,
      site: 'shop',
      kind: 'reply',
      totalMs: openMs,
      openMs,
      targetMs: 50,
      operatorId: null,
      at: '2026-11-02T09:00:00.000Z',
      ...over,
    })
    const hundreds = Array.from({ length: 20 }, (_, n) => response(((n * 7) % 20) * 10 + 10))
    const others = [
      response(9_000, { at: '2026-10-02T09:00:00.000Z' }),
      response(9_000, { site: 'second' }),
      response(9_000, { kind: 'waiting' }),
      response(30, { at: '2026-11-03T09:00:00.000Z', targetMs: 40 }),
    ]
    await house.database.db
      .insertInto('responses')
      .values([...hundreds, ...others])
      .execute()
    const figures = await house.live.responseFigures('shop', '2026-11-01')
    const reply = figures.find((one) => one.kind === 'reply')
    expect(reply).toMatchObject({ count: 21, medianMs: 100, p90Ms: 180, targetMs: 40, withinTarget: 6 })
    expect(reply?.slowest.map((one) => one.openMs)).toEqual([200, 190, 180, 170, 160])
    expect(figures.find((one) => one.kind === 'solving')).toEqual({
      kind: 'solving',
      count: 0,
      medianMs: null,
      p90Ms: null,
      targetMs: null,
      withinTarget: 0,
      slowest: [],
    })
  })

  it('says of one person on one site how much, how quickly, how rated and in which conversations', async () => {
    house = await openHouse({ ...parts, site: aSite() })
    const desk = await willing(house, olga)
    const { conversation } = await start(await house.visitor())
    await desk.ask('conversation:accept', { conversationId: conversation.id })
    const at = '2026-11-02T09:00:00.000Z'
    const { db } = house.database
    const one = { stars: 2, ratingComment: 'Долго', acceptedAt: at }
    await db.updateTable('conversations').set(one).where('id', '=', conversation.id).execute()
    const took = (openMs: number, over: object = {}) => ({
      ...{ conversationId: conversation.id, site: 'shop', kind: 'reply', totalMs: openMs, openMs, targetMs: 50 },
      ...{ operatorId: olga.id, at, ...over },
    })
    const rows = [40, 10, 90].map((openMs) => took(openMs))
    const others = [took(9_000, { operatorId: lena.id }), took(9_000, { site: 'second' })]
    await db
      .insertInto('responses')
      .values([...rows, ...others])
      .execute()
    const work = await house.live.workOf({ site: 'shop', personId: olga.id, since: '2026-11-01' })
    expect(work).toMatchObject({ taken: 1, solved: 0, ratings: { count: 1, mean: 2, low: 1 } })
    expect(work.times.find(({ kind }) => kind === 'reply')).toEqual({
      ...{ kind: 'reply', count: 3, medianMs: 40, p90Ms: 90, aimed: 3, withinTarget: 2 },
    })
    expect(work.conversations).toEqual([
      expect.objectContaining({ id: conversation.id, state: 'active', stars: 2, comment: 'Долго', acceptedAt: at }),
    ])
    const elsewhere = await house.live.workOf({ site: 'second', personId: olga.id, since: '2026-11-01' })
    expect([elsewhere.taken, elsewhere.conversations]).toEqual([0, []])
  })
})
