import { DAY_MS } from '#shared'
import type { QualityVerdict } from '#protocol'
import { afterEach, describe, expect, it } from 'vitest'
import { ivan, lena, olga, start, stores } from '../testing/first-steps.ts'
import { type LiveHouse, openHouse } from '../testing/live-fixture.ts'

let house: LiveHouse
afterEach(() => house.close())

const PAGE = { page: 1, perPage: 20 }
const ALL_RIGHT: Record<string, QualityVerdict> = {
  ...{ greeting: 'yes', right: 'yes', tone: 'partly', spelling: 'no', solved: 'none' },
}

/** So many of each were solved, the first of them rated badly. */
async function solved(of: typeof olga, count: number): Promise<string[]> {
  const desk = await house.operator(of)
  const ids: string[] = []
  for (let n = 0; n < count; n += 1) {
    const visitor = await house.visitor()
    const { conversation } = await start(visitor, `Вопрос ${n}`)
    const id = { conversationId: conversation.id }
    await desk.ask('conversation:accept', id)
    await desk.ask('conversation:solve', { ...id, answerId: null })
    if (n === 0) await visitor.ask('conversation:rate', { ...id, stars: 1, comment: null })
    ids.push(conversation.id)
  }
  return ids
}

describe.each(stores)('quality, on $store', ({ parts }) => {
  it('draws so many of each operator, tells them what was said, and hears their answer', async () => {
    house = await openHouse(parts)
    await house.operator(lena)
    const theirs = await solved(olga, 5)
    await solved(ivan, 1)
    expect(await house.live.quality('shop', null)).toMatchObject({ items: [], weeks: [], card: { perWeek: 3 } })
    expect(await house.live.drawSample(olga, 'shop', null)).toEqual({ ok: false, code: 'not_allowed' })
    expect(await house.live.drawSample(lena, 'shop', null)).toEqual({ ok: true, drawn: 4 })
    // Again, it only fills up.
    expect(await house.live.drawSample(lena, 'shop', null)).toEqual({ ok: true, drawn: 0 })
    const { items, week } = await house.live.quality('shop', null)
    const drawn = items.filter(({ operatorId }) => operatorId === olga.id)
    expect(drawn).toHaveLength(3)
    const low = drawn.filter(({ drawnBy }) => drawnBy === 'low_rating')
    expect(low).toMatchObject([{ conversation: theirs[0], stars: 1, operator: 'Ольга', scores: null, week }])
    const id = low[0]?.id ?? ''
    expect(await house.live.ownReviews(olga, 'shop', PAGE)).toMatchObject({ total: 0 })
    const said = { scores: { ...ALL_RIGHT, unheard: 'yes' as const }, comment: 'Здоровайтесь теплее' }
    expect(await house.live.judge(olga, 'shop', id, said)).toMatchObject({ code: 'not_allowed' })
    expect(await house.live.judge(lena, 'second', id, said)).toMatchObject({ code: 'not_found' })
    expect(await house.live.judge(lena, 'shop', id, said)).toEqual({ ok: true })
    expect((await house.live.ownReviews(olga, 'shop', PAGE)).items).toMatchObject([
      // Yes, yes, half and no; what does not apply is left out.
      { id, score: 63, scores: ALL_RIGHT, comment: 'Здоровайтесь теплее', reviewer: 'Лена' },
    ])
    expect(await house.live.ownReviews(ivan, 'shop', PAGE)).toMatchObject({ total: 0 })
    const told = await house.live.forYou(olga, PAGE)
    expect(told.items).toMatchObject([{ kind: 'reviewed', byName: 'Лена' }])
    expect(await house.live.answerReview(ivan, 'shop', id, 'Нет')).toMatchObject({ code: 'not_found' })
    expect(await house.live.answerReview(olga, 'shop', id, 'Буду')).toEqual({ ok: true })
    expect((await house.live.forYou(lena, PAGE)).items).toMatchObject([{ kind: 'review_answered', byName: 'Ольга' }])
    const after = await house.live.quality('shop', null)
    expect(after.items.find((one) => one.id === id)).toMatchObject({ reply: 'Буду', score: 63 })
    expect(after.weeks).toEqual([{ week, rows: [{ operatorId: olga.id, operator: 'Ольга', score: 63, count: 1 }] }])
    const before = new Date(Date.parse(week) - 7 * DAY_MS).toISOString().slice(0, 10)
    expect(await house.live.quality('shop', before)).toMatchObject({ week: before, items: [], weeks: [] })
    expect(await house.live.quality('second', null)).toMatchObject({ items: [], weeks: [] })
  })

  it('judges by the card of the shop', async () => {
    house = await openHouse(parts)
    const card = {
      criteria: [
        { id: 'tone', name: null },
        { id: 'own-1', name: 'Предложил ещё' },
      ],
      perWeek: 1,
    }
    expect(await house.live.saveQualityCard(ivan, 'shop', card)).toMatchObject({ code: 'not_allowed' })
    expect(await house.live.saveQualityCard(lena, 'shop', card)).toEqual({ ok: true })
    expect((await house.live.quality('shop', null)).card).toEqual(card)
    expect((await house.live.quality('second', null)).card.criteria).toHaveLength(5)
    await solved(olga, 2)
    expect(await house.live.drawSample(lena, 'shop', null)).toEqual({ ok: true, drawn: 1 })
  })
})
