import { DAY_MS } from '#shared'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readAtOnce } from '../testing/read-at-once.ts'
import { aLead, anOperator, aNewAnswer, NOW } from '../testing/an-answer.ts'
import { aContentFolder, anAnswerFile } from '../testing/a-content-folder.ts'
import type { Library } from '../library.ts'
import { openLibrary } from '../open-library.ts'
import { noSpeller } from '../spelling/speller.ts'
import type { Database } from '../storage/open-database.ts'
import { TEST_DATABASES } from '../testing/test-databases.ts'
import type { Visit } from './visits.ts'
import { visitsMigrations } from './visits-migrations.ts'

describe.each(TEST_DATABASES)('visits on $name', ({ open }) => {
  let database: Database
  let library: Library
  beforeEach(async () => {
    database = await open()
    const folder = aContentFolder()
    library = await openLibrary({
      database,
      contentDir: folder.dir,
      speller: noSpeller(),
      markdown: readAtOnce(),
      now: () => NOW,
    })
    folder.remove()
  })
  afterEach(async () => {
    await library.close()
    await database.close()
  })

  const visit = (parts: Partial<Visit>): Visit => ({
    site: 'tropa',
    locale: 'ru',
    visitor: 'v1',
    kind: 'escalated',
    query: 'напечатать логотип на палатке',
    ...parts,
  })
  const gaps = (parts: object = {}, now = NOW + 1_000) =>
    library.gaps.list({ site: 'tropa', sinceMs: DAY_MS, page: 1, perPage: 10, reader: 'lead', ...parts }, now)

  it('groups questions that mean the same, most asked first, and keeps their ids', async () => {
    await library.visits.record(visit({ visitor: 'v1' }), NOW)
    await library.visits.record(
      visit({ visitor: 'v2', query: 'печать логотипа на палатке', conversation: 'cnv_2' }),
      NOW + 1,
    )
    await library.visits.record(visit({ visitor: 'v3', kind: 'not_helped', query: 'прокат велосипедов' }), NOW + 2)
    const first = await gaps()
    expect(first.items.map(({ count }) => count)).toEqual([2, 1])
    expect(first.items[0]?.questions[0]).toEqual({
      text: 'печать логотипа на палатке',
      at: new Date(NOW + 1).toISOString(),
      kind: 'escalated',
      conversation: 'cnv_2',
    })
    await library.visits.record(
      visit({ visitor: 'v4', kind: 'searched', verdict: 'escalate', query: 'логотип на палатке напечатать' }),
      NOW + 3,
    )
    const second = await gaps()
    expect(second.items.map(({ id }) => id)).toEqual(first.items.map(({ id }) => id))
    expect(second.items[0]).toMatchObject({ count: 3, lastAt: new Date(NOW + 3).toISOString() })
  })

  it('shows an operator what several visitors asked or somebody searched, and no words of one conversation', async () => {
    const secret = 'моя болезнь это астма и можно ли с ней в поход'
    await library.visits.record(visit({ visitor: 'v1', query: secret, conversation: 'cnv_1' }), NOW)
    for (const visitor of ['v2', 'v3'])
      await library.visits.record(visit({ visitor, query: 'прокат велосипедов', conversation: `cnv_${visitor}` }), NOW)
    await library.visits.record(
      visit({ visitor: 'v4', query: 'нужен прокат велосипедов мне и Пете', conversation: 'cnv_4' }),
      NOW,
    )
    await library.visits.record(
      visit({ visitor: 'v5', kind: 'searched', verdict: 'escalate', query: 'подарочная упаковка рюкзака' }),
      NOW,
    )
    expect((await gaps()).total).toBe(3)
    const read = await gaps({ reader: 'operator' })
    expect(read.items[0]).toMatchObject({
      label: 'прокат велосипедов',
      count: 3,
      questions: [{ text: 'прокат велосипедов', conversation: null }],
    })
    expect(read.items[1]?.label).toBe('подарочная упаковка рюкзака')
    expect(read.items[0]?.questions).toHaveLength(1)
    expect(JSON.stringify(read)).not.toMatch(/астма|cnv_|Пете/)
  })

  it('tells who searched, found nothing and asked nobody', async () => {
    const HOUR = DAY_MS / 24
    const searched = (visitor: string, query: string, at: number, verdict = 'escalate') =>
      library.visits.record(visit({ kind: 'searched', visitor, query, verdict }), NOW + at)
    await searched('left', 'прокат велосипедов', 0)
    await searched('again', 'велосипед', 1)
    await searched('again', 'велосипед напрокат', 60_000)
    await searched('asked', 'прокат лодок', 2)
    await library.visits.record(visit({ visitor: 'asked', query: 'прокат лодок' }), NOW + 2 * HOUR)
    await searched('late', 'прокат лыж', 3)
    await library.visits.record(visit({ visitor: 'late', query: 'прокат лыж' }), NOW + 25 * HOUR)
    await searched('helped', 'сколько едет', 4)
    await library.visits.record(visit({ kind: 'helped', visitor: 'helped', query: 'доставка' }), NOW + HOUR / 4)
    await searched('found', 'сколько стоит доставка', 5, 'answer')
    const unanswered = (site: string, page = 1, perPage = 10) => {
      const at = (ms: number) => new Date(NOW + ms).toISOString()
      return library.figures.unanswered({ site, from: at(0), until: at(DAY_MS), page, perPage })
    }
    const { items, total } = await unanswered('tropa')
    expect(items.map(({ query }) => query)).toEqual(['велосипед напрокат', 'прокат лыж', 'прокат велосипедов'])
    expect(total).toBe(3)
    expect((await unanswered('tropa', 2, 2)).items.map(({ query }) => query)).toEqual(['прокат велосипедов'])
    expect(await unanswered('other')).toEqual({ items: [], total: 0 })
  })

  it('groups every question, however many there are, and names a group by its most typical one', async () => {
    const nouns = ['палатку', 'рюкзак', 'котелок', 'фонарь', 'гамак', 'термос']
    for (let n = 0; n < 240; n++)
      await library.visits.record(
        visit({ visitor: `v${n}`, query: `взять ${nouns[n % 6]} напрокат на ${n} дней` }),
        NOW + n,
      )
    const shown = await gaps({ perPage: 100 }, NOW + 1_000)
    expect(shown.items.reduce((sum, { count }) => sum + count, 0)).toBe(240)
    expect(shown.total).toBeLessThan(60)
    await library.visits.record(visit({ visitor: 'a', query: 'жираф жираф ласты' }), NOW)
    for (const visitor of ['b', 'c', 'd'])
      await library.visits.record(visit({ visitor, query: 'продаёте ласты' }), NOW + 1)
    const named = (await gaps({ perPage: 100 }, NOW + 1_000)).items.find(({ label }) => label.includes('ласты'))
    expect(named).toMatchObject({ label: 'продаёте ласты' })
  })

  it('counts a visitor once, and leaves out what the library answered', async () => {
    for (let again = 0; again < 5; again++) await library.visits.record(visit({}), NOW + again)
    await library.visits.record(visit({ kind: 'searched', verdict: 'answer', query: 'сколько стоит доставка' }), NOW)
    await library.visits.record(visit({ kind: 'helped', query: 'сколько стоит доставка' }), NOW)
    expect((await gaps()).items).toMatchObject([{ count: 1 }])
  })

  it('leaves out what was asked before the time looked at', async () => {
    await library.visits.record(visit({}), NOW - 2 * DAY_MS)
    expect((await gaps()).total).toBe(0)
    expect((await gaps({ sinceMs: 3 * DAY_MS })).total).toBe(1)
  })

  it('hides a gap that was closed until it is asked again', async () => {
    await library.visits.record(visit({}), NOW)
    const id = (await gaps()).items[0]?.id ?? ''
    await library.gaps.close(id, 'tropa', aLead, NOW + 10)
    expect((await gaps()).total).toBe(0)
    expect((await gaps({ includeClosed: true })).total).toBe(1)
    await library.visits.record(visit({ visitor: 'v9' }), NOW + 20)
    expect((await gaps()).items).toMatchObject([{ id, count: 2 }])
  })

  it('remembers who writes the answer to a gap, by when and how far it is, also when it is asked again', async () => {
    await library.visits.record(visit({}), NOW)
    const nobody = { owner: null, dueOn: null, stage: 'new' }
    const [before] = (await gaps()).items
    expect(before).toMatchObject(nobody)
    const care = { owner: 'Склад', dueOn: '2026-12-05', stage: 'waits' as const }
    expect(await library.gaps.tend(before?.id ?? '', 'other', care)).toBe(false)
    expect((await gaps()).items).toMatchObject([nobody])
    expect(await library.gaps.tend(before?.id ?? '', 'tropa', care)).toBe(true)
    await library.visits.record(visit({ visitor: 'v9' }), NOW + 20)
    expect((await gaps({ reader: 'operator' })).items).toMatchObject([{ count: 2, ...care }])
  })

  it('closes a gap once an answer to it is published', async () => {
    await library.visits.record(visit({}), NOW)
    expect((await gaps()).total).toBe(1)
    const made = await library.answers.create(
      aNewAnswer({
        category: 'returns',
        slug: 'logo',
        question: 'Можно ли напечатать логотип на палатке?',
        body: 'Печать логотипа на палатке — от 5 дней.',
        phrasings: ['напечатать логотип на палатке'],
      }),
      anOperator,
      NOW + 5,
    )
    if (!made.ok) throw new Error(made.refused.code)
    await library.answers.submit(made.value.id, anOperator, NOW + 5)
    await library.answers.approve(made.value.id, aLead, 1, NOW + 6)
    expect((await gaps()).total).toBe(0)
    expect((await gaps({ includeClosed: true })).items[0]?.answeredBy).toMatchObject({ id: made.value.id })
  })

  it('keeps no personal data of a question', async () => {
    await library.visits.record(visit({ query: 'где заказ T-104512, звоните +7 912 345-67-89' }), NOW)
    expect(JSON.stringify((await gaps()).items)).not.toMatch(/104512|912/)
  })

  it('forgets a visitor, and what is older than it may be', async () => {
    await library.visits.record(visit({ visitor: 'v1' }), NOW - 3 * DAY_MS)
    await library.visits.record(visit({ visitor: 'v2', query: 'прокат велосипедов' }), NOW)
    await library.visits.record(visit({ visitor: 'v3', query: 'прокат велосипеда' }), NOW)
    expect((await gaps({ sinceMs: 9 * DAY_MS })).total).toBe(2)
    expect(await library.visits.prune(2 * DAY_MS, NOW)).toBe(1)
    await library.visits.forget('v3')
    expect((await gaps({ sinceMs: 9 * DAY_MS })).items).toMatchObject([
      { count: 1, questions: [{ text: 'прокат велосипедов' }] },
    ])
  })

  it('keeps no word of a forgotten visitor, not in the name of a gap and not in what was learnt', async () => {
    const answer = await library.find.published('ru', 'delivery', 'delivery-cost')
    await library.visits.record(visit({ visitor: 'v1', query: 'прокат самокатов на выходные' }), NOW)
    await library.visits.record(
      visit({ visitor: 'v1', kind: 'helped', query: 'почём привезти самокатик', answerId: answer?.id ?? null }),
      NOW + 1,
    )
    expect((await gaps()).items[0]?.label).toBe('прокат самокатов на выходные')
    await library.visits.record(visit({ visitor: 'v2', query: 'прокат самокатов в выходные' }), NOW + 2)
    await gaps()
    expect(await library.visits.of('v1')).toMatchObject([{ query: 'прокат самокатов на выходные' }, { kind: 'helped' }])
    await library.visits.forget('v1')
    expect(await library.visits.of('v1')).toEqual([])
    expect((await gaps()).items).toMatchObject([{ count: 1, label: 'прокат самокатов в выходные' }])
    expect(JSON.stringify(await library.matcher.learnt())).not.toContain('самокатик')
    await library.visits.forget('v2')
    expect((await gaps({ includeClosed: true })).total).toBe(0)
  })

  it('forgets what was searched under a shared key just before, and leaves the others of that key alone', async () => {
    const shared = 'stranger_office'
    const search = (query: string, at: number) =>
      library.visits.record(visit({ visitor: shared, kind: 'searched', verdict: 'escalate', query }), at)
    await search('лодка коллеги на той неделе', NOW - 5 * DAY_MS)
    await search('моя личная лодка', NOW - 3_600_000)
    await library.visits.record(visit({ visitor: 'v1', query: 'лодка', conversation: 'cnv_1' }), NOW)
    const at = new Date(NOW).toISOString()
    await library.visits.forget('v1', [{ visitor: shared, firstAt: at, lastAt: at }])
    expect((await library.visits.of(shared)).map(({ query }) => query)).toEqual(['лодка коллеги на той неделе'])
    expect(JSON.stringify(await gaps({ sinceMs: 9 * DAY_MS }))).not.toContain('личная')
  })

  it('a no counts once: its reason is added when it is given', async () => {
    const answer = await library.find.published('ru', 'delivery', 'delivery-cost')
    const no = visit({ kind: 'not_helped', query: 'почём доставка', answerId: answer?.id ?? null })
    await library.visits.record(no, NOW)
    await library.visits.record({ ...no, visitor: 'v2' }, NOW + 1)
    await library.visits.record({ ...no, reason: 'unclear' }, NOW + 2)
    expect(await library.visits.of('v1')).toMatchObject([{ kind: 'not_helped', reason: 'unclear' }])
    expect(await library.visits.of('v2')).toMatchObject([{ reason: null }])
    // The next no is another one, and so is a reason that comes too late.
    await library.visits.record({ ...no, reason: 'incorrect' }, NOW + 3)
    await library.visits.record({ ...no, visitor: 'v2', reason: 'unclear' }, NOW + 3_600_000)
    expect(await library.visits.of('v1')).toHaveLength(2)
    expect(await library.visits.of('v2')).toHaveLength(2)
  })

  it('counts outcomes by visitor and sums up a time', async () => {
    const answer = await library.find.published('ru', 'delivery', 'delivery-cost')
    const id = answer?.id ?? 'ans_'
    const query = 'почём доставка'
    const made = await library.answers.create(aNewAnswer({ slug: 'ours' }), anOperator, NOW)
    if (!made.ok) throw new Error(made.refused.code)
    await library.answers.submit(made.value.id, anOperator, NOW)
    await library.answers.approve(made.value.id, aLead, 1, NOW)
    for (const visitor of ['v1', 'v1', 'v2'])
      await library.visits.record(visit({ visitor, kind: 'helped', query, answerId: id }), NOW)
    await library.visits.record(visit({ kind: 'not_helped', query, answerId: id }), NOW)
    await library.visits.record(visit({ kind: 'opened', query, answerId: id }), NOW)
    await library.visits.record(visit({ kind: 'searched', query, verdict: 'suggest' }), NOW)
    expect((await library.figures.outcomes([id])).get(id)).toEqual({ helped: 2, notHelped: 1, opened: 1 })
    expect(await library.figures.totals({ site: 'tropa', sinceMs: DAY_MS }, NOW + 1)).toEqual({
      searches: 1,
      answered: 1,
      escalated: 0,
      helped: 3,
      notHelped: 1,
      // Of four: three came with the content folder.
      published: 1,
      endings: { visits: 2, helped: 1, silent: 0, nothing: 1, person: 0, recent: 2 },
    })
    expect((await library.matcher.learnt({ answerId: id })).length).toBeGreaterThan(0)
  })

  it('offers first what the shop says it is asked, and what helped many once there are figures', async () => {
    const folder = aContentFolder({
      'ru/returns/how-to-return.md': anAnswerFile('Как вернуть товар?', 'Заполните заявление.'),
    })
    const site = join(folder.dir, 'sites/tropa.yaml')
    writeFileSync(site, `${readFileSync(site, 'utf8')}oftenAsked: [returns/how-to-return]\n`)
    await library.content.import(folder.dir, NOW)
    folder.remove()
    const first = async () => (await library.find.forContext({ site: 'tropa', locale: 'ru', limit: 3 }))[0]
    const cost = (await library.find.published('ru', 'delivery', 'delivery-cost'))?.id ?? 'ans_'
    await library.visits.record(visit({ kind: 'helped', query: 'x y z', answerId: cost }), NOW)
    expect((await first())?.url).toBe('/ru/returns/how-to-return')
    for (const visitor of ['v2', 'v3'])
      await library.visits.record(visit({ visitor, kind: 'helped', query: 'x y z', answerId: cost }), NOW)
    expect((await first())?.id).toBe(cost)
  })

  it('what was searched before a conversation ends with it: one visitor in the gaps, one visit in the numbers', async () => {
    const query = 'сдать старую палатку'
    await library.visits.record(visit({ visitor: 'stranger', kind: 'searched', verdict: 'escalate', query }), NOW)
    await library.visits.record(visit({ visitor: 'stranger', kind: 'not_helped', query }), NOW + 1)
    await library.visits.record(
      visit({ visitor: 'v9', query, conversation: 'cnv_9', before: { searches: [query], notHelped: true } }),
      NOW + 2,
    )
    expect((await gaps()).items.map(({ count }) => count)).toEqual([1])
    const { endings } = await library.figures.totals({ site: 'tropa', sinceMs: DAY_MS }, NOW + 3)
    expect(endings).toEqual({ visits: 1, helped: 0, silent: 0, nothing: 0, person: 1, recent: 0 })
    // Who asks to be forgotten is forgotten with what they searched before they were known.
    await library.visits.forget('v9')
    expect((await gaps()).total).toBe(0)
  })

  it('moves what did not help a stranger to the answer that solved the conversation it led to', async () => {
    const failed = (await library.find.published('ru', 'delivery', 'delivery-cost'))?.id
    const made = await library.answers.create(aNewAnswer({ category: 'returns', slug: 'damp' }), anOperator, NOW)
    if (!failed || !made.ok) throw new Error('the library lacks what this needs')
    const solving = made.value.id
    await library.visits.record(
      visit({ visitor: 'address:1', kind: 'not_helped', query: 'мокнет у стены', answerId: failed }),
      NOW,
    )
    await library.visits.record(
      visit({
        visitor: 'vis_1',
        query: 'у меня сыро',
        conversation: 'cnv_1',
        before: { searches: ['мокнет у стены'], notHelped: true },
      }),
      NOW + 1,
    )
    await library.visits.record(
      visit({ visitor: 'vis_1', kind: 'solved_by', query: 'у меня сыро', conversation: 'cnv_1', answerId: solving }),
      NOW + 2,
    )
    const learnt = (await library.matcher.learnt({ site: 'tropa' })).map(({ effect, question, answerId }) => ({
      effect,
      question,
      answerId,
    }))
    expect(learnt).toHaveLength(3)
    expect(learnt).toEqual(
      expect.arrayContaining([
        { effect: 'lowers', question: 'мокнет у стены', answerId: failed },
        { effect: 'raises', question: 'мокнет у стены', answerId: solving },
        { effect: 'raises', question: 'у меня сыро', answerId: solving },
      ]),
    )
    await library.visits.forget('vis_1')
    expect(await library.matcher.learnt({ site: 'tropa' })).toEqual([])
  })

  it('lists the answers that do not help, with what visitors wrote and nothing personal in it', async () => {
    const answer = await library.find.published('ru', 'delivery', 'delivery-cost')
    const answerId = answer?.id ?? 'ans_'
    await library.visits.record(visit({ kind: 'not_helped', answerId, reason: 'Нет срока, пишите anna@mail.ru' }), NOW)
    await library.visits.record(visit({ kind: 'helped', visitor: 'v2', answerId }), NOW)
    expect(await library.figures.unhelpful({ site: 'tropa', sinceMs: DAY_MS, limit: 5 }, NOW + 1)).toEqual([
      {
        id: answerId,
        question: answer?.question,
        locale: 'ru',
        helped: 1,
        notHelped: 1,
        reasons: [{ text: 'Нет срока, пишите', at: new Date(NOW).toISOString() }],
      },
    ])
  })
})

describe.each(TEST_DATABASES)('visits of an older installation on $name', ({ open }) => {
  it('lose the addresses they were kept under, and stay those of one visitor', async () => {
    const database = await open()
    for (const [n, visitor] of ['address:203.0.113.7', 'address:203.0.113.7', 'address:2001:db8::1', 'vis_1'].entries())
      await database.db
        .insertInto('visits')
        .values({ id: `vis_${n}`, site: 's', locale: 'ru', kind: 'searched', query: 'x', visitor, at: '2026-01-01' })
        .execute()
    await sql`drop index "visitsByVisitor"`.execute(database.db)
    await sql`drop index "visitsByConversation"`.execute(database.db)
    await visitsMigrations['0017-strangers']?.up(database.db)
    const rows: { visitor: string }[] = await database.db.selectFrom('visits').select('visitor').orderBy('id').execute()
    const [first, second, third, last] = rows.map(({ visitor }) => visitor)
    expect(rows.map(({ visitor }) => visitor).join(' ')).not.toMatch(/203\.0\.113|2001:db8/)
    expect(first).toBe(second)
    expect(third).not.toBe(first)
    expect(last).toBe('vis_1')
    await database.close()
  })
})
