import { mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addPerson, anonymous, type DeskClient, signIn } from './kit/desk-client.ts'
import { startMailServer } from './kit/mail-server.ts'
import { ADMIN, type Product, startProduct } from './kit/product.ts'
import { runCommand } from './kit/run-command.ts'
import { totp } from './kit/totp.ts'

const FIRST = 'another-long-password'
const SECOND = 'тихий вечер у моря'
const THIRD = 'зелёный чайник на плите'
const PUBLIC = 'http://help.tropa.example'

const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code
const tokenIn = (text: string) => /\/desk\/reset#(\w+)/.exec(text)?.[1] ?? ''

describe('a way back in', () => {
  let product: Product
  let mail: Awaited<ReturnType<typeof startMailServer>>
  let admin: DeskClient
  const people: Record<string, { id: string; client: DeskClient }> = {}
  const use = (token: string, password: string) =>
    anonymous(product).send('POST', '/api/password-resets/use', { token, password })
  const ask = (email: string) => anonymous(product).send('POST', '/api/password-resets', { email, locale: 'ru' })
  const askUnderHost = (host: string, email: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      request(`${product.helpCentre}/api/password-resets`, {
        method: 'POST',
        headers: { host, 'x-forwarded-host': host, 'content-type': 'application/json', 'x-firstline': '1' },
      })
        .once('response', (response) => resolve(response.resume().statusCode))
        .once('error', reject)
        .end(JSON.stringify({ email, locale: 'ru' }))
    })
  const joins = async (who: string, name: string) => {
    const client = await addPerson(product, admin, { email: `${who}@tropa.example`, name, role: 'operator' })
    const { person } = (await (await client.get('/api/desk/me')).json()) as { person: { id: string } }
    people[who] = { id: person.id, client }
    return { client, id: person.id }
  }
  const audited = async (person: string) =>
    (
      (await (await admin.get(`/api/desk/audit?person=${person}`)).json()) as {
        items: { act: string; detail: object | null }[]
      }
    ).items

  beforeAll(async () => {
    mail = await startMailServer()
    product = await startProduct({
      env: { DEMO_SHOP: 'off', SMTP_URL: mail.url, MAIL_FROM: 'help@tropa.example' },
    })
    admin = await signIn(product)
  })
  afterAll(async () => {
    await product?.stop()
    await mail?.stop()
  })

  it('comes by mail: one letter, one use, and the earlier sessions end', async () => {
    const { client, id } = await joins('olga', 'Ольга')
    expect(await (await anonymous(product).get('/api/password-resets/ways')).json()).toEqual({ mail: true })
    // Whoever asks writes the Host; the link must not follow it.
    expect(await askUnderHost('evil.example', 'Olga@Tropa.example')).toBe(200)
    await expect.poll(() => mail.letters.length, { timeout: 30_000 }).toBe(1)
    const text = mail.letters[0]?.text ?? ''
    expect(mail.letters[0]?.to?.[0]?.address).toBe('olga@tropa.example')
    expect(text).toContain(`${product.helpCentre}/desk/reset#`)
    const token = tokenIn(text)
    // Letters and digits: 32 of them hold 190 bits.
    expect(token).toMatch(/^[0-9A-Za-z]{32}$/)
    const known = await fetch(`${product.helpCentre}/api/password-resets`, { headers: { 'x-reset': token } })
    expect(await known.json()).toEqual({ name: 'Ольга', email: 'olga@tropa.example', endsSecondStep: false })
    expect(await codeOf(await use(token, 'password1234'))).toBe('password_too_common')
    const both = await Promise.all([use(token, SECOND), use(token, THIRD)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422])
    expect(await codeOf(await use(token, SECOND))).toBe('link_used_or_expired')
    const refused = await client.get('/api/desk/me')
    expect(await refused.json()).toMatchObject({ code: 'signed_out', reason: 'password_reset' })
    await expect(signIn(product, { email: 'olga@tropa.example', password: FIRST })).rejects.toThrow('401')
    const chosen = both[0]?.status === 200 ? SECOND : THIRD
    await expect(signIn(product, { email: 'olga@tropa.example', password: chosen })).resolves.toBeTruthy()
    const acts = (await audited(id)).map(({ act }) => act)
    expect(acts).toContain('reset_asked')
    expect(acts).toContain('password_reset')
  })
  it('says the same of an address nobody has, and writes to nobody', async () => {
    const before = mail.letters.length
    const unknown = await ask('nobody@tropa.example')
    expect([unknown.status, await unknown.text()]).toEqual([200, '{}'])
    const { client } = await joins('mark', 'Марк')
    const known = await ask('mark@tropa.example')
    expect([known.status, await known.text()]).toEqual([200, '{}'])
    await expect.poll(() => mail.letters.length, { timeout: 30_000 }).toBe(before + 1)
    expect(mail.letters.at(-1)?.to?.[0]?.address).toBe('mark@tropa.example')
    // Asking alone changes nothing.
    expect((await client.get('/api/desk/me')).status).toBe(200)
  })
  it('is asked for a few times at most, whoever asks', async () => {
    const codes: number[] = []
    for (let i = 0; i < 4; i++) codes.push((await ask('petr@tropa.example')).status)
    expect(codes).toEqual([200, 200, 200, 429])
  })
  it('leaves the second step to whoever has only the mail box', async () => {
    const { client } = await joins('nina', 'Нина')
    const enabled = await client.send('POST', '/api/auth/two-factor/enable', { password: FIRST })
    const { totpURI } = (await enabled.json()) as { totpURI: string }
    const proved = await client.send('POST', '/api/auth/two-factor/verify-totp', { code: totp(totpURI, Date.now()) })
    expect(proved.status).toBe(200)
    const before = mail.letters.length
    await ask('nina@tropa.example')
    await expect.poll(() => mail.letters.length, { timeout: 30_000 }).toBe(before + 1)
    expect((await use(tokenIn(mail.letters.at(-1)?.text ?? ''), SECOND)).status).toBe(200)
    const again = await anonymous(product).send('POST', '/api/auth/sign-in/email', {
      email: 'nina@tropa.example',
      password: SECOND,
    })
    expect(await again.json()).toEqual({ twoFactorRedirect: true })
  })
  it('is handed over by an admin: it also takes the second step off', async () => {
    const id = people.nina?.id ?? ''
    const first = await admin.send('POST', `/api/desk/people/${id}/reset-link`)
    const second = await admin.send('POST', `/api/desk/people/${id}/reset-link`)
    const [old, link] = [await first.json(), await second.json()] as { link: string; expiresAt: string }[]
    expect(Date.parse(link?.expiresAt ?? '')).toBeLessThanOrEqual(Date.now() + 72 * 3_600_000)
    expect(await codeOf(await use(tokenIn(old?.link ?? ''), THIRD))).toBe('link_used_or_expired')
    const token = tokenIn(link?.link ?? '')
    const known = await fetch(`${product.helpCentre}/api/password-resets`, { headers: { 'x-reset': token } })
    expect(await known.json()).toMatchObject({ name: 'Нина', endsSecondStep: true })
    expect((await use(token, THIRD)).status).toBe(200)
    await expect(signIn(product, { email: 'nina@tropa.example', password: THIRD })).resolves.toBeTruthy()
    const acts = (await audited(id)).map(({ act, detail }) => [act, detail])
    expect(acts).toContainEqual(['reset_link_made', null])
    expect(acts).toContainEqual(['password_reset', { way: 'handed' }])
  })
  it('is where inviting a known address leads', async () => {
    const invited = await admin.send('POST', '/api/desk/invitations', {
      email: 'Nina@tropa.example',
      name: 'Нина',
      role: 'operator',
    })
    expect(invited.status).toBe(409)
    expect(await invited.json()).toMatchObject({
      code: 'mail_taken',
      refused: { code: 'mail_taken', personId: people.nina?.id, name: 'Нина' },
    })
  })
  it('is closed to whoever has no access', async () => {
    const { id, client } = await joins('ivan', 'Иван')
    const made = await admin.send('POST', `/api/desk/people/${id}/reset-link`)
    const { link } = (await made.json()) as { link: string }
    expect((await admin.send('PATCH', `/api/desk/people/${id}`, { disabled: true })).status).toBe(200)
    expect(await codeOf(await use(tokenIn(link), SECOND))).toBe('link_used_or_expired')
    expect(await codeOf(await admin.send('POST', `/api/desk/people/${id}/reset-link`))).toBe('person_disabled')
    const before = mail.letters.length
    expect((await ask('ivan@tropa.example')).status).toBe(200)
    await ask('mark@tropa.example')
    await expect.poll(() => mail.letters.length, { timeout: 30_000 }).toBe(before + 1)
    expect(mail.letters.at(-1)?.to?.[0]?.address).toBe('mark@tropa.example')
    expect(await (await client.get('/api/desk/me')).json()).toMatchObject({ reason: 'access_taken' })
  })
  it('is made on the server, while it runs and while it does not', async () => {
    const settings = { DATA_DIR: product.dataDir, PUBLIC_URL: PUBLIC }
    const made = await runCommand('server/admin.ts', ['link', 'Admin@tropa.example'], settings)
    expect(made).toMatchObject({ code: 0, errors: '' })
    expect(made.output).toContain(`${PUBLIC}/desk/reset#handed`)
    expect((await audited('')).find(({ act }) => act === 'reset_link_made')?.detail).toEqual({ way: 'server' })
    expect((await use(tokenIn(made.output), SECOND)).status).toBe(200)
    admin = await signIn(product, { email: ADMIN.email, password: SECOND })
    const listed = await runCommand('server/admin.ts', ['people'], settings)
    expect(listed.output).toContain('nina@tropa.example  Нина  operator\n')
    expect(listed.output).toContain('ivan@tropa.example  Иван  operator  no access\n')

    const dataDir = mkdtempSync(join(tmpdir(), 'firstline-way-back-'))
    try {
      const other = await startProduct({ env: { DEMO_SHOP: 'off' }, dataDir })
      await other.stop()
      const stopped = await runCommand('server/admin.ts', ['link', ADMIN.email], { DATA_DIR: dataDir })
      expect(stopped.code).toBe(0)
      expect(stopped.output).toContain('PUBLIC_URL is not set here')
    } finally {
      rmSync(dataDir, { recursive: true, force: true })
    }
  })
  it.each([
    [['link', 'who@tropa.example'], /Nobody signs in with who@tropa\.example/],
    [['link', 'ivan@tropa.example'], /Иван has no access/],
    [['link'], /Give the person’s email address/],
    [['unlock'], /Usage: npm run admin/],
  ])('says what to do when asked for %j on the server', async (args, words) => {
    const refused = await runCommand('server/admin.ts', args, { DATA_DIR: product.dataDir })
    expect(refused).toMatchObject({ code: 1, output: '' })
    expect(refused.errors).toMatch(words)
  })
  it('is not made where there is no database', async () => {
    const refused = await runCommand('server/admin.ts', ['link', ADMIN.email], { DATA_DIR: join(tmpdir(), 'nothing') })
    expect(refused).toMatchObject({ code: 1, output: '' })
    expect(refused.errors).toMatch(/There is no database in .*nothing/)
  })
})

describe('a way back in where no mail is sent', () => {
  it('is not promised by mail', async () => {
    const product = await startProduct({ env: { DEMO_SHOP: 'off' } })
    try {
      expect(await (await anonymous(product).get('/api/password-resets/ways')).json()).toEqual({ mail: false })
      const asked = await anonymous(product).send('POST', '/api/password-resets', {
        email: ADMIN.email,
        locale: 'en',
      })
      expect(await asked.json()).toMatchObject({ code: 'reset_mail_off' })
    } finally {
      await product.stop()
    }
  })
})
