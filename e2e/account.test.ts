import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, anonymous, type DeskClient, signIn } from './kit/desk-client.ts'
import { type Product, startProduct } from './kit/product.ts'

const PASSWORD = 'another-long-password'
const OLGA = { email: 'olga@tropa.example', password: PASSWORD }
interface Session {
  id: string
  device: { browser: string | null; system: string | null }
  address: string
  current: boolean
}

describe('an invitation', () => {
  it('of an admin is not replaced by a lead', async () => {
    const product = await startProduct({ env: { DEMO_SHOP: 'off' } })
    try {
      const admin = await signIn(product)
      const lead = await addPerson(product, admin, { email: 'lev@tropa.example', name: 'Лев', role: 'lead' })
      const invite = (client: DeskClient, role: string) =>
        client.send('POST', '/api/desk/invitations', { email: 'new@tropa.example', name: 'Новая', role })
      const { link } = (await (await invite(admin, 'admin')).json()) as { link: string }
      expect((await invite(lead, 'operator')).status).toBe(403)
      const known = await fetch(`${product.helpCentre}/api/invitations`, {
        headers: { 'x-invitation': link.split('#')[1] ?? '' },
      })
      expect(await known.json()).toMatchObject({ role: 'admin' })
    } finally {
      await product.stop()
    }
  })
})

describe('an account', () => {
  let product: Product
  let admin: DeskClient
  let olga: DeskClient
  let id: string
  const sessions = async (client: DeskClient) =>
    ((await (await client.get('/api/desk/sessions')).json()) as { items: Session[] }).items
  const why = async (client: DeskClient) => (await client.get('/api/desk/me')).json()
  beforeAll(async () => {
    product = await startProduct({ env: { DEMO_SHOP: 'off' } })
    admin = await signIn(product)
    olga = await addPerson(product, admin, { email: OLGA.email, name: 'Ольга', role: 'operator' })
    id = ((await (await olga.get('/api/desk/me')).json()) as { person: { id: string } }).person.id
  })
  afterAll(() => product?.stop())

  it('lists where one is signed in, without anything that opens a session', async () => {
    await fetch(`${product.helpCentre}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-firstline': '1',
        origin: product.helpCentre,
        'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
      },
      body: JSON.stringify(OLGA),
    })
    const listed = await sessions(olga)
    expect(listed).toHaveLength(2)
    expect(listed.filter(({ current }) => current)).toHaveLength(1)
    expect(listed.find(({ current }) => !current)).toMatchObject({
      device: { browser: 'Firefox', system: 'Linux' },
      address: '127.0.0.1',
    })
    const token = /session_token=([^.;]+)/.exec(olga.cookie)?.[1] ?? ''
    expect(JSON.stringify(listed)).not.toContain(token)
  })
  it('ends one of them, and that one is told why', async () => {
    const lost = await signIn(product, OLGA)
    const mine = (await sessions(lost)).find(({ current }) => current)?.id
    expect((await admin.send('DELETE', `/api/desk/sessions/${mine}`)).status).toBe(404)
    expect((await lost.get('/api/desk/me')).status).toBe(200)
    expect((await olga.send('DELETE', `/api/desk/sessions/${mine}`)).status).toBe(200)
    expect(await why(lost)).toMatchObject({ code: 'signed_out', reason: 'elsewhere' })
    expect((await olga.get('/api/desk/me')).status).toBe(200)
  })
  it('says nothing of a cookie it never made', async () => {
    const forged = olga.cookie.replace(/session_token=[^;]+/, `session_token=${'a'.repeat(32)}.${'A'.repeat(43)}%3D`)
    const refused = await fetch(`${product.helpCentre}/api/desk/me`, { headers: { cookie: forged } })
    expect(await refused.json()).not.toHaveProperty('reason')
    expect(await (await anonymous(product).get('/api/desk/me')).json()).not.toHaveProperty('reason')
  })
  it('changes its name, and the colleagues see it', async () => {
    expect((await olga.send('PATCH', '/api/desk/me', { name: ' Ольга Иванова ' })).status).toBe(200)
    const { items } = (await (await admin.get('/api/desk/people')).json()) as { items: { id: string; name: string }[] }
    expect(items.find((one) => one.id === id)?.name).toBe('Ольга Иванова')
    expect((await admin.send('PATCH', `/api/desk/people/${id}`, { name: 'Оля' })).status).toBe(200)
    expect(await (await olga.get('/api/desk/me')).json()).toMatchObject({ person: { name: 'Оля' } })
  })
  it('signs out elsewhere when the password changes, and tells no token', async () => {
    const other = await signIn(product, OLGA)
    const changed = await olga.send('POST', '/api/auth/change-password', {
      currentPassword: PASSWORD,
      newPassword: 'тихий вечер у моря',
    })
    expect(await changed.json()).toEqual({ twoFactorRedirect: false })
    expect(await why(other)).toMatchObject({ reason: 'elsewhere' })
    olga = await signIn(product, { ...OLGA, password: 'тихий вечер у моря' })
  })
  it('lets a wrong current password be tried a few times, and enters it', async () => {
    const codes: string[] = []
    for (let i = 0; i < 6; i++) {
      const refused = await olga.send('POST', '/api/auth/change-password', {
        currentPassword: `guess-${i}`,
        newPassword: 'зелёный чайник на плите',
      })
      codes.push(((await refused.json()) as { code: string }).code)
    }
    expect(codes).toEqual([...Array(5).fill('wrong_password'), 'too_many'])
    const { items } = (await (await admin.get(`/api/desk/audit?person=${id}`)).json()) as { items: { act: string }[] }
    expect(items.filter(({ act }) => act === 'password_check_failed')).toHaveLength(5)
  })
  it('is asked for the password again after thirty days, however busy it is', async () => {
    const sqlite = new DatabaseSync(join(product.dataDir, 'firstline.db'), { timeout: 5_000 })
    const before = new Date(Date.now() - 31 * 24 * 3_600_000).toISOString()
    sqlite.prepare('update session set createdAt = ? where userId = ?').run(before, id)
    sqlite.close()
    await expect.poll(async () => (await olga.get('/api/desk/me')).status, { timeout: 30_000 }).toBe(401)
    expect(await why(olga)).toMatchObject({ reason: 'expired' })
    olga = await signIn(product, { ...OLGA, password: 'тихий вечер у моря' })
  })
  it('is removed for good, with the sessions, and the address can be invited again', async () => {
    expect((await admin.send('DELETE', `/api/desk/people/${id}`)).status).toBe(200)
    expect(await why(olga)).toMatchObject({ code: 'signed_out', reason: 'access_taken' })
    await expect(signIn(product, { ...OLGA, password: 'тихий вечер у моря' })).rejects.toThrow('401')
    expect((await admin.send('DELETE', `/api/desk/people/${id}`)).status).toBe(404)
    await expect(
      addPerson(product, admin, { email: OLGA.email, name: 'Ольга', role: 'operator' }),
    ).resolves.toBeTruthy()
  })
  it('stays when it is the last admin’s', async () => {
    const { person } = (await (await admin.get('/api/desk/me')).json()) as { person: { id: string } }
    const refused = await admin.send('DELETE', `/api/desk/people/${person.id}`)
    expect(await refused.json()).toMatchObject({ code: 'last_admin' })
  })
})
