import { afterEach, describe, expect, it } from 'vitest'
import { migrate, USUAL_SETTINGS } from '#kb'
import { postgresCommitter } from '../../chat/committing/postgres-committer.ts'
import { sqliteCommitter } from '../../chat/committing/sqlite-committer.ts'
import { chatMigrations } from '../../chat/stores/chat-migrations.ts'
import type { MoveOutcome } from '../../chat/moves/index.ts'
import { searchMigrations } from '../../chat/stores/search-migrations.ts'
import { monitorMigrations, type VisitRow } from '../../visitors/monitor/watched-visits.ts'
import { lena, olga, start, stores, willing } from '../testing/first-steps.ts'
import { aPacket, aSite, type LiveHouse, openHouse } from '../testing/live-fixture.ts'
import type { ScenarioDraft } from './contract.ts'
import { armOf } from './judging.ts'

let house: LiveHouse
afterEach(() => house.close())

const SOON = { timeout: 20_000 }
const SILENT = { depth: null, unanswered: false }
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const aVisit = (n: number, over: Partial<VisitRow> = {}): VisitRow => {
  const at = new Date().toISOString()
  return {
    ...{ id: uuid(n), site: 'shop', browser: `browser-${uuid(n)}`, visitorId: null, number: 1 },
    ...{ startedAt: at, seenAt: at, leftAt: null, changedAt: at, pageSince: at, pages: 1 },
    ...{ url: 'http://shop.test/p/tent', title: 'Палатка' },
    ...{ referrer: null, source: null, campaign: null, phrase: null },
    ...{ language: 'ru', timeZone: 'Europe/Moscow', device: 'computer', country: 'RU', city: null },
    ...over,
  }
}
const CARD: ScenarioDraft = {
  name: 'Палатки',
  running: true,
  conditions: [{ of: 'path', is: 'among', words: ['/p/*'] }],
  action: { do: 'card', texts: { ru: 'Помочь выбрать?', en: 'May I help?' }, of: null },
  controlShare: 0,
}

describe.each(stores)('invitations by scenario, on $store', ({ parts }) => {
  const open = async (visits: VisitRow[]) => {
    house = await openHouse({
      ...parts,
      site: aSite({ watch: { ...USUAL_SETTINGS.watch, on: true }, invite: { on: true, quiet: ['/cart*'] } }),
      watched: {
        visit: async (_, id) => {
          const visit = visits.find((one) => one.id === id)
          return visit ? { visit, pages: [] } : null
        },
        some: async (_, ids) => visits.filter(({ id }) => ids.includes(id)),
        isHere: ({ leftAt }) => leftAt === null,
        visitsOf: async () => [],
        forget: async () => [],
      },
    })
    const { kind } = house.database
    await migrate(house.database, { ...chatMigrations, ...searchMigrations(kind), ...monitorMigrations })
  }
  const save = async (draft: Partial<ScenarioDraft> = {}, id: string | null = null) => {
    const saved = await house.live.saveScenario('shop', id, { ...CARD, ...draft })
    if (!saved.ok) throw new Error(saved.code)
    return saved.id
  }
  /** As its page tells every few seconds. */
  const stays = (n: number, told: Parameters<typeof house.live.heardVisit>[2] = SILENT) =>
    house.live.heardVisit('shop', uuid(n), told)
  const invited = (n: number) => {
    stays(n)
    return house.live.invitationFor('shop', uuid(n))
  }
  const card = async (n: number) => {
    await expect.poll(() => invited(n), SOON).toBeTruthy()
    return house.live.invitationFor('shop', uuid(n)) as string
  }
  const matched = async (id: string) => (await house.live.scenarios('shop')).items.find((one) => one.id === id)?.figures
  const someRounds = async (...visits: number[]) => {
    for (let round = 0; round < 4; round++) {
      for (const n of visits) stays(n)
      await new Promise((done) => setTimeout(done, 1_100))
    }
  }

  it('are shown to a visit that fits, say that they are automatic, and begin a conversation that says so too', async () => {
    await open([aVisit(1), aVisit(2, { url: 'http://shop.test/' })])
    const scenario = await save()
    const id = await card(1)
    expect(invited(2)).toBeNull()
    const shown = await house.live.showInvitation({
      id,
      site: 'shop',
      visit: uuid(1),
      tab: 'tab-00000001',
      locale: 'en',
    })
    expect(shown).toMatchObject({
      ok: true,
      text: 'May I help?',
      automatic: 'Automatic message',
      face: { name: 'Shop' },
    })
    const told = { visit: uuid(1), automatic: true, shown: true }
    await expect.poll(() => house.live.invitations('shop'), SOON).toMatchObject([told])
    const { token } = house.live.issueVisitor({ site: 'shop', locale: 'en', verified: null })
    const visitor = house.live.visitorOf(token)
    if (!visitor) throw new Error('no visitor')
    const said = { id, visit: uuid(1), text: 'Yes', clientMessageId: 'cmi_scenario', timeZone: null }
    const begun = await house.live.answerInvitation(visitor, said, '203.0.113.7')
    if (!begun.ok) throw new Error(begun.code)
    const lines = await house.database.db
      .selectFrom('messages')
      .select(['author', 'authorName', 'text'])
      .where('conversationId', '=', begun.conversation)
      .orderBy('seq')
      .limit(2)
      .execute()
    expect(lines).toMatchObject([
      { author: 'system', authorName: 'Automatic message', text: 'May I help?' },
      { author: 'visitor', text: 'Yes' },
    ])
    expect(await matched(scenario)).toMatchObject({
      shown: { visits: 1, conversations: 1, complaints: 0, orders: 0 },
      cards: { drawn: 1, answered: 1, closed: 0 },
    })
    const order = { site: 'shop', name: 'order', key: 'T-104512', visitorId: visitor.visitorId, afterAnswer: true }
    await house.live.enterGoal({ ...order, browser: `browser-${uuid(1)}` })
    // Its page is loaded once more.
    await house.live.enterGoal({ ...order, browser: `browser-${uuid(1)}` })
    const stranger = { visitorId: null, browser: 'browser-of-a-stranger', afterAnswer: false }
    await house.live.enterGoal({ ...order, ...stranger, key: null })
    await house.live.enterGoal({ ...order, ...stranger, key: null, site: 'other' })
    expect(await matched(scenario)).toMatchObject({ shown: { visits: 1, orders: 1 } })
    expect(await house.live.goals('shop', 7)).toEqual([
      { name: 'order', total: 2, afterTalk: 1, afterAnswer: 1, afterInvitation: 1 },
    ])
    await house.live.forgetInvitations('shop', 'browser-of-a-stranger')
    expect(await house.live.goals('shop', 7)).toMatchObject([{ total: 1 }])
  })

  it('closed end for the visit, though another scenario fits as well', async () => {
    await open([aVisit(1)])
    await house.live.setScenarioCaps('shop', { visit: 5, day: 5, site: 50 })
    await save()
    const id = await card(1)
    await save({ name: 'Ещё' })
    await house.live.closeInvitation({ id, site: 'shop', visit: uuid(1) })
    await someRounds(1)
    expect(house.live.invitationFor('shop', uuid(1))).toBeNull()
    expect(house.live.invitations('shop')).toHaveLength(1)
  })

  it('are no more than the site allows in all, and never on quiet pages', async () => {
    await open([aVisit(1), aVisit(2), aVisit(3, { url: 'http://shop.test/cart/pay' })])
    await house.live.setScenarioCaps('shop', { visit: 1, day: 1, site: 1 })
    const scenario = await save({ conditions: [{ of: 'pages', is: 'atLeast', value: 1 }] })
    await someRounds(1, 2, 3)
    expect(house.live.invitations('shop')).toHaveLength(1)
    expect((await matched(scenario))?.shown.visits).toBe(1)
    expect(house.live.invitationFor('shop', uuid(3))).toBeNull()
  })

  it('show nothing to the control group, which is counted, and always is the same browsers', async () => {
    await open([aVisit(1)])
    let scenario = await save({ controlShare: 0, running: false })
    const before = armOf({ id: scenario, controlShare: 50 }, aVisit(1).browser)
    expect(armOf({ id: scenario, controlShare: 50 }, aVisit(1).browser)).toBe(before)
    // Ids are made at random: a few are enough for one whose group has this browser.
    for (
      let tries = 0;
      armOf({ id: scenario, controlShare: 90 }, aVisit(1).browser) !== 'control' && tries < 25;
      tries++
    )
      scenario = await save({ running: false })
    await save({ controlShare: 90 }, scenario)
    await someRounds(1)
    expect(house.live.invitations('shop')).toEqual([])
    expect(await matched(scenario)).toMatchObject({ control: { visits: 1 }, shown: { visits: 0 } })
  })

  it('of a person stand only while they are at the desk', async () => {
    await open([aVisit(1)])
    const desk = await willing(house, olga)
    await save({ action: { do: 'card', texts: { ru: 'Помочь?', en: 'Help?' }, of: olga.id } })
    const id = await card(1)
    await desk.ask('presence:set', { available: false })
    await expect.poll(() => house.live.invitationFor('shop', uuid(1)), SOON).toBeNull()
    await expect.poll(() => house.live.invitations('shop').find((one) => one.id === id)?.ending, SOON).toBe('withdrawn')
    expect(
      await house.live.saveScenario('shop', null, {
        ...CARD,
        action: { do: 'card', texts: { ru: 'x', en: 'x' }, of: 'nobody' },
      }),
    ).toMatchObject({ code: 'not_found' })
  })

  it('offer answers first, ask how far down the page one is, and heed a search without an answer', async () => {
    await open([aVisit(1)])
    await save({
      conditions: [
        { of: 'scroll', is: 'atLeast', value: 70 },
        { of: 'search', is: 'unanswered' },
      ],
      action: { do: 'answers', answers: ['ans_00000000000000000001'] },
    })
    expect(stays(1)).toEqual({ depth: true, answers: [] })
    await someRounds(1)
    expect(stays(1, { depth: 80, unanswered: false }).answers).toEqual([])
    await expect
      .poll(() => stays(1, { depth: 20, unanswered: true }).answers, SOON)
      .toEqual(['ans_00000000000000000001'])
  })

  it('sort what is begun in their visit, begin nothing where chat is switched off, and end with the scenario', async () => {
    const somebody = () => {
      const { token } = house.live.issueVisitor({ site: 'shop', locale: 'ru', verified: null })
      return { token, visitorId: house.live.visitorOf(token)?.visitorId ?? '' }
    }
    const visits: VisitRow[] = []
    await open(visits)
    const people = [somebody(), somebody(), somebody()]
    for (const [at, { visitorId }] of people.entries())
      visits.push(aVisit(at, { visitorId, ...(at === 1 ? { url: 'http://shop.test/spam' } : {}) }))
    visits[2] = { ...visits[2]!, url: 'http://shop.test/' }
    await house.database.db.insertInto('watchedVisits').values(visits).execute()
    const label = async (name: string, more: object = {}) => {
      const made = await house.live.saveLabel(lena, 'shop', null, { name, color: 'red', setBy: 'leads', ...more })
      return made.ok ? made.id : ''
    }
    const [kept, gone] = [await label('Палатки'), await label('Старое')]
    await house.live.saveLabel(lena, 'shop', gone, { removed: true })
    const sorting = await save({
      action: { do: 'handle', group: 'Палатки', priority: 1, labels: [kept, gone, 'lbl_of_another_shop'] },
    })
    await save({ name: 'Ещё', action: { do: 'handle', group: 'Прочее', priority: 2, labels: [] } })
    const off = await save({ conditions: [{ of: 'path', is: 'among', words: ['/spam'] }], action: { do: 'chatOff' } })
    await expect.poll(async () => (stays(0), stays(1), (await matched(off))?.shown.visits), SOON).toBe(1)
    await expect.poll(async () => (stays(0), (await matched(sorting))?.shown.visits), SOON).toBe(1)

    const begin = async ({ token }: { token: string }) => {
      const answered = await start(await house.visitor({ token }))
      return answered.ok ? answered.conversation.id : answered.code
    }
    const row = async (id: string) =>
      house.database.db
        .selectFrom('conversations')
        .select(['groupName', 'priority', 'labels'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
    const [fits, spams, other] = people as [(typeof people)[0], (typeof people)[0], (typeof people)[0]]
    const sorted = await begin(fits)
    expect(await row(sorted)).toEqual({ groupName: 'Палатки', priority: 2, labels: JSON.stringify([kept]) })
    const found = await house.database.db.selectFrom('conversationLabels').selectAll().execute()
    expect(found).toMatchObject([{ labelId: kept, conversationId: sorted }])
    expect(await row(await begin(other))).toEqual({ groupName: null, priority: 0, labels: null })
    expect(await begin(spams)).toBe('blocked')
    expect(
      await house.live.startByForm(
        house.live.visitorOf(spams.token)!,
        { clientMessageId: 'cm_form', text: 'x', packet: aPacket },
        '203.0.113.7',
      ),
    ).toMatchObject({ ok: false, code: 'blocked' })
    await save({ running: false, action: { do: 'chatOff' } }, off)
    expect(await begin(spams)).toMatch(/^cnv_/)
  })

  it('are entered once, whichever node sees them fit', async () => {
    await open([aVisit(1)])
    const scenario = await save({ running: false })
    const match = {
      ...{ site: 'shop', scenario, visit: uuid(1), browser: aVisit(1).browser, visitorId: null, arm: 'shown' as const },
      card: { texts: { ru: 'Помочь?', en: 'Help?' }, locale: 'ru' as const, operatorId: null, needsSomebody: false },
    }
    const { pool, file } = house.database
    const committers = pool
      ? [postgresCommitter(pool), postgresCommitter(pool)]
      : [sqliteCommitter(file as NonNullable<typeof file>, { slowSyncMs: 0, onFault: () => {} })]
    const tried = Array.from({ length: 6 }, (_, at) => committers[at % committers.length])
    const outcomes = (await Promise.all(
      tried.map((committer) => committer?.run('matchScenario', match, Date.now())),
    )) as MoveOutcome<'matchScenario'>[]
    for (const committer of committers) await committer.close()
    const fresh = outcomes.filter((one) => one.ok && one.value.fresh)
    expect(fresh).toHaveLength(1)
    expect((await matched(scenario))?.shown.visits).toBe(1)
  })
})
