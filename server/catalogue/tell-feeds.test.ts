import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type CatalogueSource, type Database, type Library, noSpeller, openLibrary, silent } from '#kb'
import { aContentFolder } from '../../kb/testing/a-content-folder.ts'
import { anOffer, aYml } from '../../kb/testing/a-feed.ts'
import { TEST_DATABASES } from '../../kb/testing/test-databases.ts'
import { openFeedRoom } from './feed-room.ts'
import { tellFeeds } from './tell-feeds.ts'

const person = (name: string, role: 'operator' | 'lead' | 'admin', disabled = false) => ({
  id: `usr_${name}`,
  name,
  mail: `${name}@tropa.example`,
  role,
  sites: null,
  totp: false,
  disabled,
})
const TEAM = [person('olga', 'operator'), person('lev', 'lead'), person('ada', 'admin'), person('gone', 'lead', true)]
const LOOK_MS = 50
const WAIT = { timeout: 20_000, interval: 50 }

describe.each(TEST_DATABASES)('a feed that is fetched on schedule, on $name', ({ open }) => {
  const spool = mkdtempSync(join(tmpdir(), 'firstline-feeds-'))
  let database: Database
  let library: Library
  let shop: Server
  let feeds: ReturnType<typeof openFeedRoom>
  let served: string
  let letters: { to: string; subject: string; text: string }[]
  let onDesk: Record<string, number>
  let now: number
  beforeEach(async () => {
    database = await open()
    const folder = aContentFolder()
    library = await openLibrary({ database, contentDir: folder.dir, speller: noSpeller() })
    folder.remove()
    served = aYml([anOffer(1)])
    shop = createServer((_, answer) => void answer.end(served))
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
    letters = []
    onDesk = {}
    now = Date.parse('2026-11-27T12:00:00Z')
    feeds = openFeedRoom({
      library,
      folder: spool,
      trusted: ['127.0.0.1'],
      log: silent as never,
      lookMs: LOOK_MS,
      now: () => now,
      tellOf: tellFeeds({
        library,
        people: { list: async () => TEAM },
        live: {
          feedsBroken: (of) => {
            onDesk = Object.fromEntries([...of].map(([site, { count }]) => [site, count]))
          },
        },
        letters: { send: async ({ to, subject, text }) => void letters.push({ to, subject, text }) },
        publicUrl: 'https://help.example',
        log: silent as never,
      }),
    })
  })
  afterEach(async () => {
    feeds.close()
    shop.closeAllConnections()
    shop.close()
    await library.close()
    await database.close()
    rmSync(spool, { recursive: true, force: true })
  })
  const due = () =>
    library.catalogue.changeSource('tropa', 'ru', {
      url: `http://127.0.0.1:${(shop.address() as AddressInfo).port}/feed.yml`,
      nextAt: new Date(0).toISOString(),
    })
  const priceOf = async (sku: string) => (await library.find.product(sku, 'ru', 'tropa'))?.price
  const source = (is: (source: CatalogueSource) => boolean) =>
    vi.waitFor(async () => {
      const [one] = await library.catalogue.sources('tropa')
      expect(one && is(one), JSON.stringify(one)).toBe(true)
    }, WAIT)
  const written = () => letters.map(({ to, subject }) => [to, subject]).sort()

  it('comes by itself; one that breaks is told to the leads once, and once more when it is well again', async () => {
    await due()
    await vi.waitFor(async () => expect(await priceOf('1')).toBe(24_990), WAIT)
    expect(letters).toEqual([])

    served = aYml([anOffer(1, { price: 90 })]).slice(0, -60)
    for (const round of [1, 2]) {
      await due()
      await vi.waitFor(async () => {
        const [source] = await library.catalogue.sources('tropa')
        expect(source?.fault, `round ${round}`).toMatchObject({ code: 'cut_off' })
        expect(onDesk).toEqual({ tropa: 1 })
        expect(source?.toldAt).not.toBeNull()
      }, WAIT)
    }
    expect(await priceOf('1')).toBe(24_990)
    expect(written()).toEqual([
      ['ada@tropa.example', 'Тропа: фид с товарами не читается'],
      ['lev@tropa.example', 'Тропа: фид с товарами не читается'],
    ])
    expect(letters[0]?.text).toContain('https://help.example/desk/catalogue')

    served = aYml([anOffer(1, { price: 90 })])
    letters.length = 0
    await due()
    await vi.waitFor(() => expect(onDesk).toEqual({}), WAIT)
    await vi.waitFor(async () => expect(await priceOf('1')).toBe(90), WAIT)
    expect(letters).toEqual([])
    now += 2 * 3_600_000
    await vi.waitFor(() => expect(letters).toHaveLength(2), WAIT)
    expect(written()[1]).toEqual(['lev@tropa.example', 'Тропа: фид с товарами снова в порядке'])
  })

  it('is told of too when the server of the shop sends it, and ends with one that somebody uploads', async () => {
    const site = (await library.find.sites())[0]
    if (!site) throw new Error('no site')
    const feed = { site, locale: 'ru' as const, name: 'feed.yml', by: null }
    const bytes = (text: string) =>
      (async function* () {
        yield Buffer.from(text)
      })()
    await feeds.put(feed, bytes('<!doctype html><title>Bad Gateway</title>'))
    expect(onDesk).toEqual({ tropa: 1 })
    expect(letters).toHaveLength(2)
    await feeds.upload({ ...feed, by: { id: 'usr_lev', name: 'Лев' } }, bytes(aYml([anOffer(1)])))
    expect(onDesk).toEqual({})
    await source(({ wellSince }) => wellSince !== null)
    now += 2 * 3_600_000
    await vi.waitFor(() => expect(letters).toHaveLength(4), WAIT)
  })

  it('that comes and goes is written of once, for as long as it does', async () => {
    for (let turn = 0; turn < 2; turn++) {
      served = '<!doctype html><title>Bad Gateway</title>'
      await due()
      await source(({ fault, toldAt, wellSince }) => fault !== null && toldAt !== null && wellSince === null)
      served = aYml([anOffer(1)])
      now += 3_600_000
      await due()
      await source(({ fault, wellSince }) => fault === null && wellSince !== null)
      now += 3_600_000 / 2
    }
    expect(letters.map(({ subject }) => subject)).toEqual(Array(2).fill('Тропа: фид с товарами не читается'))
    now += 2 * 3_600_000
    await source(({ toldAt }) => toldAt === null)
    await vi.waitFor(() => expect(letters).toHaveLength(4), WAIT)
    expect(letters[3]?.subject).toBe('Тропа: фид с товарами снова в порядке')
  })
})
