import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { verifyIdentity } from './identity/verify-identity.ts'
import { VISITOR_TOKEN_MS, visitorTokens } from './visitor-token.ts'

const [first, second] = ['1'.repeat(64), '2'.repeat(64)]
const now = Date.parse('2026-11-22T00:00:00Z')
const anna = {
  visitorId: 'vis_anna',
  site: 'shop',
  locale: 'ru' as const,
  verified: { id: '7', name: 'Анна', mail: null },
}

describe('visitorTokens', () => {
  const tokens = visitorTokens([first])
  const { token, expiresAt } = tokens.issue(anna, now)

  it('reads what it issued, for thirty days', () => {
    expect(tokens.read(token, now)).toEqual({ ...anna, expiresAt: now + VISITOR_TOKEN_MS })
    expect(tokens.read(token, expiresAt - 1)).not.toBeNull()
    expect(tokens.read(token, expiresAt)).toBeNull()
  })
  it('reads nothing else', () => {
    const [version, payload, mac] = token.split('.') as [string, string, string]
    const other = Buffer.from(JSON.stringify({ v: 'vis_boris', s: 'shop', l: 'ru', i: null, e: expiresAt })).toString(
      'base64url',
    )
    for (const forged of [
      `${version}.${other}.${mac}`,
      `v2.${payload}.${mac}`,
      `${version}.${payload}.${mac.slice(0, -2)}`,
      `${version}.${payload}`,
      `${token}.x`,
      '',
      'x'.repeat(5_000),
      null,
      [token],
      { token },
    ]) {
      expect(tokens.read(forged, now)).toBeNull()
    }
    expect(visitorTokens([second]).read(token, now)).toBeNull()
  })
  it('keeps everyone signed in while a key is exchanged', () => {
    const rotated = visitorTokens([second, first])
    expect(rotated.read(token, now)).toMatchObject(anna)
    expect(tokens.read(rotated.issue(anna, now).token, now)).toBeNull()
  })
})

describe('verifyIdentity', () => {
  const exp = now / 1_000 + 600
  const hmac = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('hex')
  const oldForm = { id: '7', exp, hash: hmac(first, `7.${exp}`) }
  const signedFields = { id: '7', name: 'Анна "VIP"', mail: 'anna@mail.example', exp }
  const claim = { ...signedFields, hash: hmac(first, `["v2","7","Анна \\"VIP\\"","anna@mail.example",${exp}]`) }

  it('believes id, name and mail the shop signed together, with either of two secrets', () => {
    const vouched = { id: '7', name: 'Анна "VIP"', mail: 'anna@mail.example' }
    expect(verifyIdentity(claim, [first], now)).toEqual(vouched)
    expect(verifyIdentity(claim, [second, first], now)).toEqual(vouched)
    const bare = { id: '7', exp, hash: hmac(first, `["v2","7",null,null,${exp}]`) }
    expect(verifyIdentity(bare, [first], now)).toEqual({ id: '7', name: null, mail: null })
  })
  it('believes the id alone in the first form, whatever name is beside it', () => {
    expect(verifyIdentity({ ...oldForm, name: 'Мария (VIP)', mail: 'm@mail.example' }, [first], now)).toEqual({
      id: '7',
      name: null,
      mail: null,
    })
  })
  it('believes no claim that lives longer than a day', () => {
    for (const until of [now / 1_000 + 86_401, 9_007_199_254_740]) {
      expect(verifyIdentity({ ...oldForm, exp: until, hash: hmac(first, `7.${until}`) }, [first], now)).toBeNull()
    }
    const day = now / 1_000 + 86_400
    expect(verifyIdentity({ id: '7', exp: day, hash: hmac(first, `7.${day}`) }, [first], now)).not.toBeNull()
  })
  it('believes nothing else', () => {
    for (const forged of [
      { ...claim, id: '8' },
      { ...claim, name: 'Борис' },
      { ...claim, mail: null },
      { ...claim, exp: exp + 1 },
      { ...claim, hash: claim.hash.slice(0, 32) },
      { ...claim, hash: claim.hash.toUpperCase() },
      { ...claim, hash: '' },
      { ...claim, id: ['7'] as unknown as string },
      { ...claim, id: '' },
      { id: '7', exp: exp - 700, hash: hmac(first, `7.${exp - 700}`) },
      { ...oldForm, hash: hmac(second, `7.${exp}`) },
    ])
      expect(verifyIdentity(forged, [first], now)).toBeNull()
  })
})
