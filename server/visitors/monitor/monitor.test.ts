import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, migrate, type Site, USUAL_SETTINGS } from '#kb'
import { TEST_DATABASES } from '../../../kb/testing/test-databases.ts'
import { openPlaces } from '../places/open-places.ts'
import { writeMmdb } from '../testing/write-mmdb.ts'
import { type Monitor, openMonitor, type Sighting } from './monitor.ts'
import { monitorMigrations } from './watched-visits.ts'

const MINUTE = 60_000
const SOMEBODY = { visitorId: null, device: 'computer' as const, network: '77.88.55.88' }
const watching = { ...USUAL_SETTINGS.watch, on: true }

describe.each(TEST_DATABASES)('who is on the site, on $name', ({ open }) => {
  let database: Database
  let monitor: Monitor
  let sites: Pick<Site, 'defaultLocale' | 'id' | 'watch'>[]
  let now: number
  const started: Monitor[] = []
  const log = { warn: (fault: object) => expect(fault).toBe(null) }
  const start = (placesFile?: string, said: { warn(fault: object): void } = log) => {
    const find = { site: async (id: string) => sites.find((one) => one.id === id) ?? null, sites: async () => sites }
    const made = openMonitor({
      database,
      library: { find: find as never },
      places: openPlaces({ file: placesFile, log }),
      log: said,
    })
    started.push(made)
    return made
  }
  beforeEach(async () => {
    database = await open()
    await migrate(database, monitorMigrations)
    sites = [
      { id: 'tropa', defaultLocale: 'ru', watch: watching },
      { id: 'quiet', defaultLocale: 'ru', watch: USUAL_SETTINGS.watch },
      { id: 'second', defaultLocale: 'ru', watch: watching },
    ]
    now = Date.now()
    monitor = start()
  })
  afterEach(async () => {
    await Promise.all(started.splice(0).map((one) => one.close()))
    await database.close()
  })
  const sighting = (visit: string, pages = 1, more: Partial<Sighting> = {}): Sighting => ({
    site: 'tropa',
    visit,
    browser: `${visit}-browser`,
    number: 1,
    pages,
    page: { url: `https://shop.example/p/${pages}`, title: `Page ${pages}` },
    language: 'ru',
    timeZone: 'Europe/Moscow',
    ...more,
  })
  const there = (visit: string, pages = 1) => sighting(visit, pages, { page: undefined })
  const idsHere = async (site = 'tropa') => (await monitor.here(site, null, now)).items.map(({ id }) => id).sort()

  it('are those whose browser told so within half a minute', async () => {
    await monitor.tell(sighting('anna', 1, { from: { source: 'yandex' } }), SOMEBODY, now)
    await monitor.tell(sighting('boris'), SOMEBODY, now)
    const { items, total } = await monitor.here('tropa', null, now)
    expect(total).toBe(2)
    expect(items.find(({ id }) => id === 'anna')).toMatchObject({
      pages: 1,
      source: 'yandex',
      url: 'https://shop.example/p/1',
    })
    now += 25_000
    await monitor.tell(there('anna'), SOMEBODY, now)
    now += 29_000
    expect(await idsHere()).toEqual(['anna'])
  })
  it('go with their last word, and stay while they turn a page', async () => {
    await monitor.tell(sighting('anna'), SOMEBODY, now)
    await monitor.tell(sighting('anna', 1, { page: undefined, left: true }), SOMEBODY, now + 10)
    expect(await idsHere()).toEqual(['anna'])
    now += 7_000
    expect(await idsHere()).toEqual([])
    await monitor.tell(sighting('anna', 2), SOMEBODY, now)
    expect(await idsHere()).toEqual(['anna'])
    // The word of the page before is late.
    await monitor.tell(sighting('anna', 1, { page: undefined, left: true }), SOMEBODY, now)
    now += 10_000
    expect(await idsHere()).toEqual(['anna'])
  })
  it('are told of as what has changed since the last answer', async () => {
    await monitor.tell(sighting('anna'), SOMEBODY, now)
    await monitor.tell(sighting('boris'), SOMEBODY, now)
    const { at } = await monitor.here('tropa', null, now)
    now += 10_000
    await monitor.tell(sighting('anna', 2), SOMEBODY, now)
    await monitor.tell(sighting('boris', 1, { page: undefined, left: true }), SOMEBODY, now)
    const soon = await monitor.here('tropa', at, now)
    expect(soon.items.map(({ id }) => id)).toContain('anna')
    now += 8_000
    expect((await monitor.here('tropa', soon.at, now)).gone).toEqual(['boris'])
    const later = await monitor.here('tropa', now, now + 25_000)
    expect(later.gone).toContain('anna')
    expect(later.items).toEqual([])
  })
  it('keeps every page of a visit once, though it is told twice, and where it came from as it was first', async () => {
    await monitor.tell(sighting('anna', 1, { from: { campaign: 'spring' } }), SOMEBODY, now)
    await monitor.tell(sighting('anna', 2), SOMEBODY, now + 1_000)
    await monitor.here('tropa', null, now)
    await monitor.tell(sighting('anna', 2), SOMEBODY, now + 2_000)
    const whole = await monitor.visit('tropa', 'anna')
    expect(whole?.pages.map(({ number }) => number)).toEqual([2, 1])
    expect(whole?.visit).toMatchObject({ campaign: 'spring', pages: 2, startedAt: new Date(now).toISOString() })
  })
  it('watches nobody where the owner does not want it, nor on pages left out', async () => {
    expect(await monitor.tell(sighting('anna', 1, { site: 'quiet' }), SOMEBODY, now)).toBe(false)
    expect(await monitor.tell(sighting('anna', 1, { site: 'nowhere' }), SOMEBODY, now)).toBe(false)
    sites[0] = { id: 'tropa', defaultLocale: 'ru', watch: { ...watching, excluded: ['/p/*'] } }
    await monitor.tell(sighting('anna'), SOMEBODY, now)
    expect(await idsHere()).toEqual([])
    expect(await idsHere('quiet')).toEqual([])
    expect(await monitor.visit('tropa', 'anna')).toBeNull()
  })
  it('keeps the visitors of one site from another', async () => {
    await monitor.tell(sighting('anna'), SOMEBODY, now)
    expect(await idsHere('second')).toEqual([])
    expect(await monitor.visit('second', 'anna')).toBeNull()
  })
  it('forgets a browser whose visitor refuses, and all browsers of a visitor who is erased', async () => {
    const asVera = { visitorId: 'vis_vera', device: 'phone' as const, network: '77.88.55.88' }
    await monitor.tell(sighting('anna'), SOMEBODY, now)
    await monitor.tell(sighting('vera', 1, { browser: 'veras-phone' }), SOMEBODY, now)
    await monitor.tell(sighting('vera-again', 1, { browser: 'veras-phone' }), asVera, now)
    expect((await monitor.visitsOf('tropa', 'vis_vera')).map(({ visit }) => visit.id)).toEqual(['vera-again'])
    await monitor.refuse('tropa', 'anna-browser')
    expect(await idsHere()).toEqual(['vera', 'vera-again'])
    await monitor.forget('tropa', 'vis_vera')
    expect(await idsHere()).toEqual([])
    expect(await monitor.visit('tropa', 'vera')).toBeNull()
  })
  it('come from the country of their clock, else from that of their address; nothing of the address is kept', async () => {
    await monitor.tell(sighting('berlin', 1, { timeZone: 'Europe/Berlin' }), SOMEBODY, now)
    await monitor.tell(sighting('hidden', 1, { timeZone: 'UTC' }), SOMEBODY, now)
    await monitor.tell(sighting('nowhere', 1, { timeZone: 'UTC' }), { ...SOMEBODY, network: '127.0.0.1' }, now)
    const placeOf = async (id: string, from = monitor) => {
      const { country, city } = (await from.visit('tropa', id))!.visit
      return { country, city }
    }
    expect(await placeOf('berlin')).toEqual({ country: 'DE', city: null })
    expect(await placeOf('hidden')).toEqual({ country: 'RU', city: null })
    expect(await placeOf('nowhere')).toEqual({ country: null, city: null })

    const folder = await mkdtemp(join(tmpdir(), 'cities-'))
    const file = join(folder, 'cities.mmdb')
    const moscow = { country: { iso_code: 'RU' }, city: { names: { en: 'Moscow', ru: 'Москва' } } }
    await writeFile(file, writeMmdb({ '77.88.0.0/16': moscow }, 'Test-City'))
    const exact = start(file)
    await exact.tell(sighting('moscow'), SOMEBODY, now)
    // A tunnel's end says nothing of a city.
    await exact.tell(sighting('tunnel', 1, { timeZone: 'Europe/Berlin' }), SOMEBODY, now)
    expect(await placeOf('moscow', exact)).toEqual({ country: 'RU', city: 'Москва' })
    expect(await placeOf('tunnel', exact)).toEqual({ country: 'DE', city: null })
    await rm(folder, { recursive: true })
    const kept = await Promise.all(
      ['watchedVisits', 'watchedPages'].map((table) =>
        database.db
          .selectFrom(table as never)
          .selectAll()
          .execute(),
      ),
    )
    expect(JSON.stringify(kept)).toContain('Москва')
    expect(JSON.stringify(kept)).not.toContain('77.88')
  })
  it('are the visitor that their browser becomes, before it writes; nobody takes over a visit of somebody else', async () => {
    await monitor.tell(sighting('anna'), SOMEBODY, now)
    await monitor.join('second', 'anna', 'vis_of_another_shop')
    await monitor.join('tropa', 'anna', 'vis_anna')
    await start().join('tropa', 'anna', 'vis_thief')
    await monitor.join('tropa', 'nobody', 'vis_anna')
    expect((await monitor.visitsOf('tropa', 'vis_anna')).map(({ visit }) => visit.id)).toEqual(['anna'])
    expect(await monitor.visitsOf('tropa', 'vis_thief')).toEqual([])
  })
  it('are gone on every other node half a minute after theirs was killed, and there again once they tell', async () => {
    const killed = start()
    await killed.tell(sighting('anna'), SOMEBODY, now)
    await killed.here('tropa', null, now)
    // What the node had not written yet goes with it: nobody closes it, nobody says that they left.
    started.splice(started.indexOf(killed), 1)
    expect(await idsHere()).toEqual(['anna'])
    now += 30_001
    expect(await idsHere()).toEqual([])
    expect((await monitor.here('tropa', now - 5_000, now)).gone).toEqual(['anna'])
    await monitor.tell(there('anna'), SOMEBODY, now)
    expect(await idsHere()).toEqual(['anna'])
    await killed.close()
  })
  it('are not shown for an hour because a clock was an hour ahead', async () => {
    const ahead = now + 60 * MINUTE
    await monitor.tell(sighting('anna'), SOMEBODY, ahead)
    await monitor.tell(sighting('boris'), SOMEBODY, ahead)
    expect((await monitor.here('tropa', null, ahead)).total).toBe(2)
    // The clock is right again; Anna goes on, Boris had gone.
    await monitor.tell(there('anna'), SOMEBODY, now)
    const { items, total } = await monitor.here('tropa', null, now)
    expect([items.map(({ id }) => id), total]).toEqual([['anna'], 1])
    const boris = (await monitor.visit('tropa', 'boris'))!.visit
    expect(monitor.isHere(boris, now)).toBe(false)
  })
  it('are known though the database was away when they came, as they came', async () => {
    const warned: object[] = []
    const own = start(undefined, { warn: (fault) => warned.push(fault) })
    const { schema } = database.db
    await schema.alterTable('watchedVisits').renameTo('away').execute()
    await own.tell(sighting('anna', 1, { from: { source: 'yandex' } }), SOMEBODY, now)
    await own.tell(sighting('boris'), SOMEBODY, now)
    await expect(own.here('tropa', null, now)).rejects.toThrow()
    await own.tell(sighting('anna', 2), SOMEBODY, now + 1_000)
    await own.tell(there('boris'), SOMEBODY, now + 1_000)
    await expect(own.here('tropa', null, now)).rejects.toThrow()
    expect(warned.length).toBeGreaterThan(0)
    await schema.alterTable('away').renameTo('watchedVisits').execute()
    expect((await own.here('tropa', null, now + 1_000)).items.map(({ id }) => id).sort()).toEqual(['anna', 'boris'])
    const anna = await own.visit('tropa', 'anna')
    expect(anna?.visit).toMatchObject({ pages: 2, source: 'yandex', startedAt: new Date(now).toISOString() })
    expect(anna?.pages).toHaveLength(2)
    // Whoever left while nobody could write it down is not shown for longer than the lease.
    expect((await own.here('tropa', null, now + 31_500)).items).toEqual([])
  })
  it('are said to be there by few words, and written down as such once in five minutes', async () => {
    await monitor.tell(sighting('anna'), SOMEBODY, now)
    await monitor.here('tropa', null, now)
    for (let at = now + 12_000; at <= now + 120_000; at += 12_000) {
      expect(await monitor.stillThere('tropa', 'anna', at)).toBe(true)
      expect((await monitor.here('tropa', null, at)).total).toBe(1)
    }
    const row = await database.db
      .selectFrom('watchedVisits' as never)
      .selectAll()
      .executeTakeFirst()
    expect(row).toMatchObject({ seenAt: new Date(now).toISOString() })
    expect((await start().here('tropa', null, now + 120_000)).items.map(({ id }) => id)).toEqual(['anna'])
    // Named and never told of: nobody.
    await monitor.stillThere('tropa', 'made-up', now + 120_000)
    expect((await monitor.here('tropa', null, now + 120_000)).total).toBe(1)
    await monitor.stillThere('tropa', 'anna', now + 6 * MINUTE)
    await monitor.here('tropa', null, now + 6 * MINUTE)
    const after = await database.db
      .selectFrom('watchedVisits' as never)
      .selectAll()
      .executeTakeFirst()
    expect(after).toMatchObject({ seenAt: new Date(now + 6 * MINUTE).toISOString() })
  })
  it('are there who speak after one of their pages was left', async () => {
    const other = start()
    await monitor.tell(sighting('anna'), SOMEBODY, now)
    await monitor.here('tropa', null, now)
    await other.here('tropa', null, now)
    await monitor.tell(sighting('anna', 1, { page: undefined, left: true }), SOMEBODY, now + 1_000)
    await other.stillThere('tropa', 'anna', now + 10_000)
    const { items, total } = await other.here('tropa', null, now + 10_000)
    expect([items.map(({ id, leftAt }) => [id, leftAt]), total]).toEqual([[['anna', null]], 1])
  })
  it('is the same on every node', async () => {
    const other = start()
    await monitor.tell(sighting('anna'), SOMEBODY, now)
    await monitor.here('tropa', null, now)
    await other.tell(sighting('anna', 2), SOMEBODY, now + 1_000)
    await other.here('tropa', null, now)
    expect((await monitor.visit('tropa', 'anna'))?.pages).toHaveLength(2)
  })
  it('starts anew for whoever asks after more than a minute', async () => {
    await monitor.tell(sighting('anna'), SOMEBODY, now + 2 * MINUTE)
    const { items, gone } = await monitor.here('tropa', now, now + 2 * MINUTE)
    expect(items.map(({ id }) => id)).toEqual(['anna'])
    expect(gone).toEqual([])
  })
})
