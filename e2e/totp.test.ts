import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anonymous, type DeskClient, signIn } from './kit/desk-client.ts'
import { ADMIN, type Product, startProduct } from './kit/product.ts'
import { totp } from './kit/totp.ts'

describe('one-time codes', () => {
  let product: Product
  let admin: DeskClient
  let uri: string
  let backupCodes: string[]
  beforeAll(async () => {
    product = await startProduct({ env: { DEMO_SHOP: 'off' } })
    admin = await signIn(product)
  })
  afterAll(() => product?.stop())

  const firstStep = async () => {
    const response = await anonymous(product).send('POST', '/api/auth/sign-in/email', ADMIN)
    expect(await response.json()).toEqual({ twoFactorRedirect: true })
    return response.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
  }
  const secondStep = (cookie: string, path: string, code: string) =>
    fetch(`${product.helpCentre}/api/auth/two-factor/${path}`, {
      method: 'POST',
      headers: { cookie, origin: product.helpCentre, 'x-firstline': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    })
  const session = (response: Response) =>
    response.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .find((one) => one?.includes('session_token')) ?? ''

  it('begin only with the password', async () => {
    expect((await admin.send('POST', '/api/auth/two-factor/enable', { password: 'not-this-one' })).ok).toBe(false)
    const enabled = await admin.send('POST', '/api/auth/two-factor/enable', { password: ADMIN.password })
    expect(enabled.status).toBe(200)
    const body = (await enabled.json()) as { totpURI: string; backupCodes: string[] }
    uri = body.totpURI
    backupCodes = body.backupCodes
    expect(uri).toMatch(/^otpauth:\/\/totp\/Firstline/)
    const other = await signIn(product)
    const wrong = await admin.send('POST', '/api/auth/two-factor/verify-totp', { code: 'wrong1' })
    expect([wrong.status, (await wrong.json()) as object]).toMatchObject([401, { code: 'wrong_code' }])
    const proved = await admin.send('POST', '/api/auth/two-factor/verify-totp', { code: totp(uri, Date.now(), -1) })
    expect([proved.status, await proved.json()]).toEqual([200, { twoFactorRedirect: false }])
    // A session from before the second step may be a thief's.
    expect(await (await other.get('/api/desk/me')).json()).toMatchObject({ code: 'signed_out', reason: 'elsewhere' })
  })
  it('are not kept from anybody by strangers who try some', async () => {
    const statuses: number[] = []
    for (let i = 0; i < 8; i++) statuses.push((await secondStep('', 'verify-totp', '000000')).status)
    expect(statuses).toContain(429)
    // Strangers' tries are counted under no person: the next person's sign-in is not theirs.
    expect((await secondStep(await firstStep(), 'verify-totp', '000000')).status).toBe(401)
  })
  it('are asked for after the password, and the password alone opens nothing', async () => {
    const cookie = await firstStep()
    const me = await fetch(`${product.helpCentre}/api/desk/me`, { headers: { cookie } })
    expect(me.status).toBe(401)
  })
  it('let the right code in', async () => {
    const cookie = await firstStep()
    const wrong = await secondStep(cookie, 'verify-totp', '000000')
    expect(await wrong.json()).toMatchObject({ code: 'wrong_code' })
    const code = totp(uri, Date.now())
    const accepted = await secondStep(cookie, 'verify-totp', code)
    expect(accepted.status).toBe(200)
    const replayed = await secondStep(await firstStep(), 'verify-totp', code)
    expect(await replayed.json()).toMatchObject({ code: 'code_used' })
    expect(session(replayed)).toBe('')
    const me = await fetch(`${product.helpCentre}/api/desk/me`, { headers: { cookie: session(accepted) } })
    expect(await me.json()).toMatchObject({ person: { totp: true } })
  })
  it('let a backup code in once', async () => {
    const code = backupCodes[0] ?? ''
    expect((await secondStep(await firstStep(), 'verify-backup-code', code)).status).toBe(200)
    expect((await secondStep(await firstStep(), 'verify-backup-code', code)).ok).toBe(false)
  })
  it('count only what was wrong: whoever signs in often from one address is not locked out', async () => {
    for (const code of backupCodes.slice(1, 7))
      expect((await secondStep(await firstStep(), 'verify-backup-code', code)).status).toBe(200)
  })
  it('work once each, also the one before the last', async () => {
    const next = totp(uri, Date.now(), 1)
    const both = await Promise.all(
      [await firstStep(), await firstStep()].map((cookie) => secondStep(cookie, 'verify-totp', next)),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401])
    const earlier = await secondStep(await firstStep(), 'verify-totp', totp(uri, Date.now()))
    expect(await earlier.json()).toMatchObject({ code: 'code_used' })
  })
  it('are too late once the password was too long ago', async () => {
    expect(await (await secondStep('two_factor=gone', 'verify-totp', '123456')).json()).toMatchObject({
      code: 'second_step_expired',
    })
  })
  it('cannot be guessed', async () => {
    const cookie = await firstStep()
    const statuses: number[] = []
    for (let i = 0; i < 8; i++) statuses.push((await secondStep(cookie, 'verify-totp', String(100_000 + i))).status)
    expect(statuses).toContain(429)
  })
})
