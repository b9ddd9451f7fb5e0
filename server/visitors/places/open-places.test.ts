import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeMmdb } from '../testing/write-mmdb.ts'
import { openPlaces } from './open-places.ts'

const MOSCOW = { country: { iso_code: 'RU' }, city: { names: { en: 'Moscow', ru: 'Москва' } } }
const BERLIN = { country_code: 'DE', city: 'Berlin' }
const warned: object[] = []
const log = { warn: (fault: object) => void warned.push(fault) }

describe('where an address is', () => {
  let folder: string
  let file: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'places-'))
    file = join(folder, 'city.mmdb')
    await writeFile(file, writeMmdb({ '77.88.0.0/16': MOSCOW, '80.81.192.0/24': BERLIN }, 'Test-City'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('is a country by the file that comes along, of addresses and networks of both kinds', async () => {
    const { of } = openPlaces({ file: undefined, log })
    expect(await of('77.88.55.88', 'ru')).toEqual({ country: 'RU', city: null })
    expect(await of('2a02:6b8:0:0::/64', 'ru')).toEqual({ country: 'RU', city: null })
    expect(await of('80.81.192.3', 'en')).toEqual({ country: 'DE', city: null })
  })
  it('is nowhere for an address of no country, and for what is none', async () => {
    const { of } = openPlaces({ file: undefined, log })
    for (const odd of ['127.0.0.1', '10.1.2.3', '::1', '', 'nonsense', '999.1.1.1'])
      expect(await of(odd, 'ru')).toEqual({ country: null, city: null })
  })
  it('is a city too by a file that knows cities, in the language asked for, of either shape', async () => {
    const places = openPlaces({ file, log })
    expect(await places.of('77.88.55.88', 'ru')).toEqual({ country: 'RU', city: 'Москва' })
    expect(await places.of('77.88.55.88', 'de')).toEqual({ country: 'RU', city: 'Moscow' })
    expect(await places.of('80.81.192.3', 'ru')).toEqual({ country: 'DE', city: 'Berlin' })
    expect(await places.of('80.81.193.3', 'ru')).toEqual({ country: null, city: null })
  })
  it('is nowhere, and said once, where the file cannot be read; a file that comes later is read', async () => {
    const later = join(folder, 'later.mmdb')
    let now = 0
    const places = openPlaces({ file: later, log, now: () => now })
    warned.length = 0
    for (let asked = 0; asked < 3; asked++) expect((await places.of('77.88.55.88', 'ru')).country).toBe(null)
    expect(warned).toEqual([expect.objectContaining({ file: later })])
    await writeFile(later, writeMmdb({ '77.88.0.0/16': MOSCOW }, 'Test-City'))
    now += 600_001
    await places.of('77.88.55.88', 'ru')
    expect((await places.of('77.88.55.88', 'ru')).city).toBe('Москва')
  })
  it('is as the file says that replaced another', async () => {
    const replaced = join(folder, 'replaced.mmdb')
    let now = 0
    await writeFile(replaced, writeMmdb({ '77.88.0.0/16': MOSCOW }, 'Test-City'))
    const places = openPlaces({ file: replaced, log, now: () => now })
    expect((await places.of('77.88.55.88', 'ru')).country).toBe('RU')
    await writeFile(replaced, writeMmdb({ '77.88.0.0/16': BERLIN }, 'Test-City'))
    await utimes(replaced, new Date(), new Date(Date.now() + 5_000))
    expect((await places.of('77.88.55.88', 'ru')).country).toBe('RU')
    now += 600_001
    // Nobody waits for the file that replaced it: this one is answered by the earlier.
    expect((await places.of('77.88.55.88', 'ru')).country).toBe('RU')
    expect((await places.of('77.88.55.88', 'ru')).country).toBe('DE')
  })
})
