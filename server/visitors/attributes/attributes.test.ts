import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, migrate, type Site, USUAL_SETTINGS } from '#kb'
import { DAY_MS } from '#shared'
import { TEST_DATABASES } from '../../../kb/testing/test-databases.ts'
import { chatMigrations } from '../../chat/stores/chat-migrations.ts'
import { type Attributes, openAttributes } from './attributes.ts'
import { attributeMigrations } from './kept-attributes.ts'

const label = { ru: 'Тариф', en: 'Plan' }
const ATTRIBUTES: Site['attributes'] = [
  { name: 'plan', label, kind: 'list', options: ['gold', 'silver'], private: false },
  { name: 'debt', label, kind: 'number', options: [], private: true },
]

describe.each(TEST_DATABASES)('what the shop tells of its visitors, on $name', ({ open }) => {
  let database: Database
  let attributes: Attributes
  const site = { id: 'tropa', attributes: ATTRIBUTES, watch: { ...USUAL_SETTINGS.watch, keepDays: 14 } } as Site
  const now = Date.now()
  const PAGE = { verified: false, now }
  const SERVER = { verified: true, now }
  beforeEach(async () => {
    database = await open()
    await migrate(database, { ...chatMigrations, ...attributeMigrations })
    attributes = openAttributes({
      database,
      library: { find: { sites: async () => [site] } },
      log: { warn: (fault: object) => expect(fault).toBe(null) },
    })
  })
  afterEach(async () => {
    attributes.close()
    await database.close()
  })
  const told = async (...subjects: string[]) =>
    (await attributes.of(site, subjects)).map(({ name, value, verified }) => [name, value, verified])

  it('is kept as the settings name it, in their order, with what the page is about', async () => {
    const refused = await attributes.tell(site, 'vis_1', { cart: 12_900, debt: 70, plan: 'gold' }, PAGE)
    expect(refused).toEqual([])
    expect(await told('vis_1')).toEqual([
      ['plan', 'gold', false],
      ['debt', '70', false],
      ['cart', '12900', false],
    ])
    expect((await attributes.of(site, ['vis_1'])).map((one) => one.private)).toEqual([false, true, false])
    expect(await told('vis_2')).toEqual([])
  })
  it('is refused one by one, and the rest is taken', async () => {
    const refused = await attributes.tell(
      site,
      'vis_1',
      { plan: 'platinum', debt: 'much', city: 'Tver', order: 'T-1' },
      PAGE,
    )
    expect(refused).toEqual([
      { name: 'plan', because: 'not_listed' },
      { name: 'debt', because: 'no_number' },
      { name: 'city', because: 'unknown' },
    ])
    expect(await told('vis_1')).toEqual([['order', 'T-1', false]])
  })
  it('by the page never replaces nor removes what the server has signed', async () => {
    await attributes.tell(site, 'vis_1', { plan: 'silver' }, PAGE)
    await attributes.tell(site, 'vis_1', { plan: 'gold' }, SERVER)
    await attributes.tell(site, 'vis_1', { plan: 'silver' }, PAGE)
    await attributes.tell(site, 'vis_1', { plan: null }, PAGE)
    expect(await told('vis_1')).toEqual([['plan', 'gold', true]])
    await attributes.tell(site, 'vis_1', { plan: null }, SERVER)
    expect(await told('vis_1')).toEqual([])
  })
  it('is one of all ids of a person: the signed value, else the newest', async () => {
    await attributes.tell(site, 'vis_1', { plan: 'gold' }, SERVER)
    await attributes.tell(site, 'vis_2', { plan: 'silver', order: 'T-2' }, { verified: false, now: now + 5 })
    await attributes.tell(site, 'vis_1', { order: 'T-1' }, PAGE)
    expect(await told('vis_1', 'vis_2')).toEqual([
      ['plan', 'gold', true],
      ['order', 'T-2', false],
    ])
    const each = await attributes.ofEach(site, ['vis_1', 'vis_2'])
    expect(each.get('vis_2')?.map(({ value }) => value)).toEqual(['silver', 'T-2'])
  })
  it('is not shown once the settings no longer name it, and never to another shop', async () => {
    await attributes.tell(site, 'vis_1', { plan: 'gold' }, PAGE)
    expect(await attributes.of({ ...site, attributes: [] }, ['vis_1'])).toEqual([])
    expect(await attributes.of({ ...site, id: 'vesna' }, ['vis_1'])).toEqual([])
  })
  it('is forgotten with its visitor', async () => {
    await attributes.tell(site, 'vis_1', { plan: 'gold' }, PAGE)
    await attributes.tell(site, 'vis_2', { plan: 'gold' }, PAGE)
    await attributes.forget('tropa', 'vis_1')
    expect([await told('vis_1'), await told('vis_2')]).toEqual([[], [['plan', 'gold', false]]])
  })
  it('of somebody without a conversation goes by itself: of a browser with its visits, else after a quarter', async () => {
    const browser = 'b0b9a1f0-0000-4000-8000-000000000001'
    const days = (n: number) => ({ verified: false, now: now - n * DAY_MS })
    await attributes.tell(site, browser, { plan: 'gold' }, days(15))
    await attributes.tell(site, 'vis_old', { plan: 'gold' }, days(91))
    await attributes.tell(site, 'vis_new', { plan: 'gold' }, days(89))
    await attributes.prune()
    expect([await told(browser), await told('vis_old')]).toEqual([[], []])
    expect(await told('vis_new')).toHaveLength(1)
  })
})
