import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Database, migrate } from '#kb'
import { TEST_DATABASES } from '../../../kb/testing/test-databases.ts'
import { secretMigrations, sharedSecret } from '../../secrets.ts'
import { type IdentitySecrets, identityMigrations, identitySecrets, MOST_VALID } from './identity-secrets.ts'

const NOW = Date.parse('2026-11-28T06:00:00.000Z')
const LATER = '2026-11-30T06:00:00.000Z'

describe.each(TEST_DATABASES)("the secret of a shop's server, on $name", ({ open }) => {
  let database: Database
  let secrets: IdentitySecrets
  beforeEach(async () => {
    database = await open()
    await migrate(database, { ...secretMigrations, ...identityMigrations })
    secrets = identitySecrets(database)
  })
  afterEach(() => database.close())
  const newest = async (site = 'tropa', now = NOW) => (await secrets.list(site, now))[0]!
  const exchange = async (now = NOW, until = LATER) =>
    secrets.exchange({ site: 'tropa', current: (await newest()).id, until, by: 'Алексей' }, now)

  it('is the one a shop has had so far, and each site has its own', async () => {
    const before = await sharedSecret(database, 'identity:tropa')
    expect(await secrets.valid('tropa', NOW)).toEqual([before])
    expect(await secrets.current('tropa', NOW)).toBe(before)
    expect(await secrets.current('second', NOW)).not.toBe(before)
    expect(await secrets.list('tropa', NOW)).toMatchObject([{ number: 1, madeBy: null, until: null }])
  })
  it('is one for two nodes that ask first at the same moment', async () => {
    const other = identitySecrets(database)
    const [one, two] = await Promise.all([secrets.valid('tropa', NOW), other.valid('tropa', NOW)])
    expect(one).toEqual(two)
    expect(one).toHaveLength(1)
  })
  it('is exchanged with an overlap: the old one is accepted until the named time, and not after', async () => {
    const old = await secrets.current('tropa', NOW)
    expect(await exchange()).toEqual({ ok: true })
    const fresh = await secrets.current('tropa', NOW)
    expect(fresh).not.toBe(old)
    expect(await secrets.valid('tropa', NOW)).toEqual([fresh, old])
    expect(await secrets.valid('tropa', Date.parse(LATER) - 1)).toEqual([fresh, old])
    expect(await secrets.valid('tropa', Date.parse(LATER))).toEqual([fresh])
    expect(await secrets.list('tropa', NOW)).toMatchObject([
      { number: 2, madeBy: 'Алексей', until: null },
      { number: 1, until: LATER },
    ])
  })
  it('leaves visitors who they are: what their ids are made of stays', async () => {
    const key = await secrets.idKey('tropa')
    await exchange()
    expect(await secrets.idKey('tropa')).toBe(key)
  })
  it('ends now where the owner says so, the old one alone, and only on its site', async () => {
    await exchange()
    const [fresh, old] = await secrets.list('tropa', NOW)
    expect(await secrets.end('second', old!.id, NOW)).toEqual({ ok: false, code: 'not_found' })
    expect(await secrets.end('tropa', fresh!.id, NOW)).toEqual({ ok: false, code: 'wrong_state' })
    expect(await secrets.end('tropa', old!.id, NOW)).toEqual({ ok: true })
    expect(await secrets.valid('tropa', NOW)).toEqual([await secrets.current('tropa', NOW)])
    // Ended once, its end stays as it is.
    expect(await secrets.end('tropa', old!.id, NOW + 60_000)).toEqual({ ok: true })
    expect((await secrets.list('tropa', NOW))[1]).toMatchObject({ until: new Date(NOW).toISOString() })
  })
  it('is exchanged once where two press at the same moment', async () => {
    const current = (await newest()).id
    const press = (by: string) => secrets.exchange({ site: 'tropa', current, until: LATER, by }, NOW)
    const both = await Promise.all([press('Алексей'), press('Ольга')])
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(await secrets.list('tropa', NOW)).toHaveLength(2)
  })
  it('stands beside few others: whoever exchanges on and on ends an old one first', async () => {
    for (let n = 1; n < MOST_VALID; n++) expect(await exchange()).toEqual({ ok: true })
    expect(await exchange()).toEqual({ ok: false, code: 'full' })
    expect(await exchange(Date.parse(LATER), '2026-12-30T06:00:00.000Z')).toEqual({ ok: true })
  })
  it('is listed twenty times at most', async () => {
    for (let n = 0; n < 30; n++) await exchange(NOW + n, new Date(NOW + n).toISOString())
    const list = await secrets.list('tropa', NOW)
    expect([list.length, list[0]?.number]).toEqual([20, 31])
  })
})
