import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anonymous, type DeskClient, signIn } from './desk-client.ts'
import { ADMIN, type Product, startProduct } from './product.ts'
import { totp } from './totp.ts'

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
    expect((await admin.send('POST', '/api/auth/two-factor/verify-totp', { code: totp(uri, Date.now()) })).status).toBe(
      200,
    )
  })
  it('are asked for after the password, and the password alone opens nothing', async () => {
    const cookie = await firstStep()
    const me = await fetch(`${product.helpCentre}/api/desk/me`, { headers: { cookie } })
    expect(me.status).toBe(401)
  })
  it('let the right code in', async () => {
    const cookie = await firstStep()
    expect((await secondStep(cookie, 'verify-totp', '000000')).ok).toBe(false)
    const accepted = await secondStep(cookie, 'verify-totp', totp(uri, Date.now()))
    expect(accepted.status).toBe(200)
    const me = await fetch(`${product.helpCentre}/api/desk/me`, { headers: { cookie: session(accepted) } })
    expect(await me.json()).toMatchObject({ person: { totp: true } })
  })
  it('let a backup code in once', async () => {
    const code = backupCodes[0] ?? ''
    expect((await secondStep(await firstStep(), 'verify-backup-code', code)).status).toBe(200)
    expect((await secondStep(await firstStep(), 'verify-backup-code', code)).ok).toBe(false)
  })
  it('lock nobody out who signs in often from one address', async () => {
    for (let i = 0; i < 8; i++)
      expect((await secondStep(await firstStep(), 'verify-totp', totp(uri, Date.now()))).status).toBe(200)
  })
  it('cannot be guessed', async () => {
    const cookie = await firstStep()
    const statuses: number[] = []
    for (let i = 0; i < 8; i++) statuses.push((await secondStep(cookie, 'verify-totp', String(100_000 + i))).status)
    expect(statuses).toContain(429)
  })
})
