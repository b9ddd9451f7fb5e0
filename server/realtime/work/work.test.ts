import { DAY_MS, dateIn, HOUR_MS } from '#shared'
import { WORK_FIGURES, type WorkFigure, type WorkFigures, type WorkReport } from '#protocol'
import { afterEach, describe, expect, it } from 'vitest'
import { randomFrom } from '../../../kb/testing/random.ts'
import { ivan, lena, olga, start, stores, willing } from '../testing/first-steps.ts'
import { type LiveHouse, openHouse } from '../testing/live-fixture.ts'

const SOON = { timeout: 30_000 }
const ZONE = 'Europe/Moscow'
let house: LiveHouse
afterEach(() => house.close())

const rowOf = ({ rows }: WorkReport, key: string) => rows.find((row) => row.key === key)?.now
const countsOf = (figures: WorkFigures | undefined) =>
  Object.fromEntries(Object.entries(figures?.counts ?? {}).filter(([, n]) => n > 0))
const report = (by: 'operator' | 'group' | 'label' | 'day', days = 28) => house.live.workReport('shop', { by, days })

describe.each(stores)('what people did, on $store', ({ parts }) => {
  it('enters who took, declined, passed on, solved, promoted and was rated', async () => {
    house = await openHouse(parts)
    const visitor = await house.visitor()
    const { conversation } = await start(visitor)
    const id = { conversationId: conversation.id }
    const [a, b] = [await willing(house, olga), await house.operator(ivan)]
    await a.until('offer:made')
    await a.ask('conversation:decline', id)
    await b.ask('conversation:accept', id)
    const to = { operatorId: olga.id }
    expect(await b.ask('conversation:transfer', { ...id, to, note: '' })).toMatchObject({ ok: true })
    // Asked again because the answer was lost: it is one deed.
    await b.ask('conversation:transfer', { ...id, to, note: '' })
    await a.ask('message:send', {
      ...{ ...id, clientMessageId: 'cm_a', text: 'Едет' },
      template: { id: 'ans_1', edited: true },
    })
    await a.ask('conversation:solve', { ...id, answerId: null })
    await visitor.ask('conversation:rate', { ...id, stars: 5, comment: 'Быстро' })
    await visitor.ask('conversation:rate', { ...id, stars: 2, comment: 'Не дошло' })
    await house.live.markPromoted(olga, conversation.id, 'ans_2')
    await expect
      .poll(async () => countsOf(rowOf(await report('operator'), olga.id)), SOON)
      .toEqual({
        ...{ taken: 1, solved: 1, first_response: 1, rated: 1, rated_low: 1, declined: 1, promoted: 1 },
        ...{ templates: 1, templates_edited: 1 },
      })
    const counted = await report('operator')
    expect(countsOf(rowOf(counted, ivan.id))).toEqual({ taken: 1, transferred: 1 })
    expect(rowOf(counted, olga.id)?.meanStars).toBe(2)
    expect(counted.rows.map(({ name }) => name)).toEqual(['Иван', 'Ольга'])
    const asked = { by: 'operator', from: counted.from, until: counted.until } as const
    const facts = (figure: WorkFigure, key: string | null) =>
      house.live.workFacts('shop', { ...asked, figure, key }, { page: 1, perPage: 30 })
    expect(await facts('rated', olga.id)).toMatchObject({
      total: 1,
      items: [{ conversation: conversation.id, operator: 'Ольга', stars: 2, comment: 'Не дошло' }],
    })
    expect((await facts('taken', null)).items.map(({ operator, how }) => [operator, how]).toSorted()).toEqual([
      ['Иван', 'operator_joined'],
      ['Ольга', 'transferred'],
    ])
    expect(await facts('declined', ivan.id)).toMatchObject({ total: 0, items: [] })
    // Another shop's lead asks of their own shop alone.
    expect(countsOf((await house.live.workReport('second', { by: 'operator', days: 28 })).total.now)).toEqual({})
  })

  it('enters offers that lapse and conversations that visitors end', async () => {
    house = await openHouse({ ...parts, timing: { offerMs: 300 } })
    const a = await willing(house, olga)
    const visitor = await house.visitor()
    const { conversation } = await start(visitor)
    await a.until('offer:expired', (fact) => fact.setAway)
    const id = { conversationId: conversation.id }
    await a.ask('conversation:accept', id)
    await visitor.ask('conversation:end', id)
    expect(countsOf(rowOf(await report('operator'), olga.id))).toEqual({ taken: 1, lapsed: 2, ended: 1 })
  })

  it('counts as available who is willing and connected, both at once', async () => {
    house = await openHouse(parts)
    const stretches = async () =>
      (await house.database.db.selectFrom('availability').selectAll().orderBy('fromAt').execute()) as {
        personId: string
        fromAt: string
        untilAt: string | null
      }[]
    const desk = await house.operator(olga)
    expect(await stretches()).toEqual([])
    await desk.ask('presence:set', { available: true })
    expect(await stretches()).toMatchObject([{ personId: olga.id, untilAt: null }])
    desk.socket.disconnect()
    await expect.poll(async () => (await stretches()).at(-1)?.untilAt ?? null, SOON).not.toBeNull()
    const again = await house.operator(olga)
    await expect.poll(async () => (await stretches()).length, SOON).toBe(2)
    await again.ask('presence:set', { available: false })
    expect((await stretches()).map(({ untilAt }) => untilAt !== null)).toEqual([true, true])
    const [hours] = [rowOf(await report('operator'), olga.id)?.availableMs]
    const counted = (await stretches()).reduce(
      (sum, { fromAt, untilAt }) => sum + Date.parse(untilAt ?? '') - Date.parse(fromAt),
      0,
    )
    expect(hours ?? 0).toBe(counted)
  })

  it('says the same as a plain recount of a generated time, at first and from days that are kept', async () => {
    house = await openHouse(parts)
    for (const [person, skills] of [
      [olga, ['returns', 'sizes']],
      [ivan, ['returns']],
      [lena, []],
    ] as const)
      await house.live.setOperator(person.id, { name: person.name, skills: [...skills] })
    const made = await generate(house, Date.now())
    for (const round of ['first', 'kept'] as const) {
      for (const by of ['operator', 'group', 'label', 'day'] as const) {
        const told = await report(by)
        expect(told, `${round} ${by}`).toEqual({ ...told, ...recount(made, told, by) })
      }
    }
    const kept = await house.database.db.selectFrom('workDays').select('day').execute()
    expect(kept.length).toBeGreaterThan(40)
    // Each figure opens on as many facts as it says.
    const told = await report('operator')
    for (const figure of WORK_FIGURES) {
      const asked = { by: 'operator', figure, key: olga.id, from: told.from, until: told.until } as const
      const { total } = await house.live.workFacts('shop', asked, { page: 1, perPage: 1 })
      expect([figure, total]).toEqual([figure, rowOf(told, olga.id)?.counts[figure]])
    }
    // A label that is put on late counts in the days of then.
    const [late = ''] = made.labels.get('lbl_b') ?? []
    await house.live.setLabels({ ...lena }, late, { add: ['lbl_a'], remove: ['lbl_b'] })
    made.labels.set('lbl_a', [...(made.labels.get('lbl_a') ?? []), late])
    made.labels.set(
      'lbl_b',
      (made.labels.get('lbl_b') ?? []).filter((id) => id !== late),
    )
    const again = await report('label')
    expect(again).toEqual({ ...again, ...recount(made, again, 'label') })
  })
})

const days = new Map<string, string>()
/** Calendars are slow. */
function dayOf(at: string): string {
  const known = days.get(at) ?? dateIn(ZONE, Date.parse(at))
  days.set(at, known)
  return known
}

interface Fact {
  figure: WorkFigure
  person: string
  conversation: string
  at: string
  stars?: number
  openMs?: number
  targetMs?: number | null
}
interface Made {
  facts: Fact[]
  labels: Map<string, string[]>
  stretches: { personId: string; fromAt: string; untilAt: string }[]
}

/** Some sixty days of a small shop, and of a second one that must not show. */
async function generate({ database: { db } }: LiveHouse, now: number): Promise<Made> {
  const { below, pick } = randomFrom(20_261_128)
  const people = [olga.id, ivan.id, lena.id]
  const somewhen = () => new Date(now - HOUR_MS - below(60 * 24 * 60) * 60_000 - below(60_000)).toISOString()
  const ids = Array.from({ length: 120 }, (_, n) => `cnv_${n}`)
  const oldest = new Date(now - 70 * DAY_MS).toISOString()
  await db
    .insertInto('conversations')
    .values(
      ids.map((id, n) => ({
        ...{ id, site: n % 10 === 9 ? 'second' : 'shop', visitorId: `vis_${n}`, state: 'solved', locale: 'ru' },
        ...{ question: 'Где заказ?', packet: '{}', startKey: 'cm_1', createdAt: oldest, changedAt: oldest },
      })),
    )
    .execute()
  const siteOf = (id: string) => (Number(id.slice(4)) % 10 === 9 ? 'second' : 'shop')
  await db
    .insertInto('labels')
    .values(
      ['lbl_a', 'lbl_b'].map((id) => ({
        ...{ id, site: 'shop', name: id, color: 'red', setBy: 'operators', createdAt: oldest },
      })),
    )
    .execute()
  const labels = new Map(
    ['lbl_a', 'lbl_b'].map((id, n) => [id, ids.filter((one, at) => siteOf(one) === 'shop' && at % 3 === n)] as const),
  )
  const labelled = [...labels].flatMap(([labelId, of]) =>
    of.map((conversationId) => ({ labelId, conversationId, at: oldest })),
  )
  await db.insertInto('conversationLabels').values(labelled).execute()
  for (const [labelId, of] of labels)
    await db
      .updateTable('conversations')
      .set({ labels: JSON.stringify([labelId]) })
      .where('id', 'in', of)
      .execute()
  const facts: Fact[] = []
  const ACTS = ['taken', 'solved', 'ended', 'declined', 'lapsed', 'transferred', 'promoted'] as const
  const journal = Array.from({ length: 900 }, (_, n) => {
    const rated = n % 9 === 0
    const [act, personId, conversationId] = [rated ? ('rated' as const) : pick(ACTS), pick(people), pick(ids)]
    const stars = rated ? 1 + below(5) : null
    const row = { id: `jrn_${n}`, site: siteOf(conversationId), act, at: somewhen(), personId, conversationId, stars }
    if (row.site === 'shop')
      facts.push({
        ...{ figure: act, person: personId, conversation: conversationId, at: row.at },
        ...(stars === null ? {} : { stars }),
      })
    return row
  })
  const responses = Array.from({ length: 700 }, () => {
    const [kind, operatorId, conversationId] = [pick(['first_response', 'reply'] as const), pick(people), pick(ids)]
    const [openMs, targetMs] = [below(900_000), pick([null, 300_000, 600_000])]
    const row = {
      conversationId,
      site: siteOf(conversationId),
      kind,
      totalMs: openMs,
      openMs,
      targetMs,
      operatorId,
      at: somewhen(),
    }
    if (row.site === 'shop')
      facts.push({ figure: kind, person: operatorId, conversation: conversationId, at: row.at, openMs, targetMs })
    return row
  })
  const messages = Array.from({ length: 200 }, (_, n) => {
    const [authorId, conversationId, templateEdited] = [pick(people), pick(ids), below(2)]
    const sentAt = somewhen()
    if (siteOf(conversationId) === 'shop') {
      const fact = { person: authorId, conversation: conversationId, at: sentAt }
      facts.push({ ...fact, figure: 'templates' })
      if (templateEdited === 1) facts.push({ ...fact, figure: 'templates_edited' })
    }
    return {
      ...{ conversationId, seq: n, id: `msg_${n}`, clientMessageId: `cm_${n}`, author: 'operator', authorId },
      ...{ kind: 'text', text: 'Да', templateId: 'ans_1', templateEdited, sentAt },
    }
  })
  const stretches = Array.from({ length: 80 }, () => {
    const fromAt = somewhen()
    const untilAt = new Date(Math.min(now, Date.parse(fromAt) + below(20 * HOUR_MS))).toISOString()
    return { personId: pick(people), fromAt, untilAt }
  })
  await db.insertInto('journal').values(journal).execute()
  await db.insertInto('responses').values(responses).execute()
  await db.insertInto('messages').values(messages).execute()
  await db
    .insertInto('availability')
    .values([
      ...stretches.map((one) => ({ ...one, sites: '["shop"]' })),
      {
        personId: olga.id,
        sites: '["second"]',
        fromAt: new Date(now - 2 * DAY_MS).toISOString(),
        untilAt: new Date(now - DAY_MS).toISOString(),
      },
    ])
    .execute()
  return { facts, labels, stretches }
}

/** The same by looking at every fact, one after the other. */
function recount({ facts, labels, stretches }: Made, told: WorkReport, by: 'operator' | 'group' | 'label' | 'day') {
  const GROUPS: Record<string, string[]> = { returns: [olga.id, ivan.id], sizes: [olga.id] }
  const isIn = (fact: Fact, key: string) =>
    by === 'operator'
      ? fact.person === key
      : by === 'group'
        ? (GROUPS[key] ?? []).includes(fact.person)
        : by === 'label'
          ? (labels.get(key) ?? []).includes(fact.conversation)
          : dayOf(fact.at) === key
  const figures = (some: Fact[], availableMs: number | null): WorkFigures => {
    const n = (figure: WorkFigure) => some.filter((one) => one.figure === figure).length
    const times = (kind: 'first_response' | 'reply') => {
      const these = some.filter((one) => one.figure === kind)
      const sorted = these.map(({ openMs = 0 }) => Math.round(openMs / 1000) * 1000).toSorted((a, b) => a - b)
      const place = (share: number) => sorted[Math.ceil(sorted.length * share) - 1] ?? null
      const aimed = these.filter(({ targetMs }) => targetMs !== null)
      const late = aimed.filter(({ openMs = 0, targetMs }) => openMs > (targetMs ?? 0)).length
      return { told: { medianMs: place(0.5), p90Ms: place(0.9), aimed: aimed.length }, late }
    }
    const stars = some.flatMap((one) => one.stars ?? [])
    const [first, reply] = [times('first_response'), times('reply')]
    const counts = Object.fromEntries(WORK_FIGURES.map((figure) => [figure, n(figure)])) as Record<WorkFigure, number>
    return {
      counts: {
        ...counts,
        first_response_late: first.late,
        reply_late: reply.late,
        rated_low: stars.filter((one) => one <= 2).length,
      },
      firstResponse: first.told,
      reply: reply.told,
      meanStars: stars.length > 0 ? stars.reduce((sum, one) => sum + one, 0) / stars.length : null,
      availableMs,
    }
  }
  const between = (from: string, until: string) => facts.filter(({ at }) => from <= dayOf(at) && dayOf(at) <= until)
  // Moscow has had one clock all year since 2014.
  const midnight = (day: string) => Date.parse(`${day}T00:00:00+03:00`)
  const hoursOf = (who: (id: string) => boolean, from: string, until: string) =>
    stretches.reduce((sum, { personId, fromAt, untilAt }) => {
      const begins = Math.max(Date.parse(fromAt), midnight(from))
      const ends = Math.min(Date.parse(untilAt), midnight(until) + DAY_MS)
      return who(personId) ? sum + Math.max(0, ends - begins) : sum
    }, 0)
  const periods = { now: told, before: told.before }
  const of = (key: string | null, period: 'now' | 'before') => {
    const { from, until } = periods[period]
    const shift = (day: string) =>
      period === 'before' ? new Date(Date.parse(day) - 28 * DAY_MS).toISOString().slice(0, 10) : day
    const asked = key !== null && by === 'day' ? shift(key) : key
    const some = between(from, until).filter((fact) => asked === null || isIn(fact, asked))
    const [first, last] = asked !== null && by === 'day' ? [asked, asked] : [from, until]
    const who = (id: string) =>
      key === null || by === 'day' || (by === 'operator' ? id === key : (GROUPS[key] ?? []).includes(id))
    return figures(some, key !== null && by === 'label' ? null : hoursOf(who, first, last))
  }
  const both = (key: string | null) => ({ now: of(key, 'now'), before: of(key, 'before') })
  const keys = {
    operator: [ivan.id, lena.id, olga.id],
    group: ['returns', 'sizes'],
    label: ['lbl_a', 'lbl_b'],
    day: told.rows.map(({ key }) => key),
  }[by]
  return { rows: keys.map((key, at) => ({ key, name: told.rows[at]?.name, ...both(key) })), total: both(null) }
}
