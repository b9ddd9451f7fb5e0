import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { verifyIdentity } from './verify-identity.ts'
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
  const sign = (secret: string, id: string, until: number) =>
    createHmac('sha256', secret).update(`${id}.${until}`).digest('hex')
  const claim = { id: '7', exp, hash: sign(first, '7', exp) }

  it('believes what the shop signed, with either of two secrets', () => {
    expect(verifyIdentity(claim, [first], now)).toBe(true)
    expect(verifyIdentity(claim, [second, first], now)).toBe(true)
  })
  it('believes nothing else', () => {
    for (const forged of [
      { ...claim, id: '8' },
      { ...claim, exp: exp + 1 },
      { ...claim, hash: claim.hash.slice(0, 32) },
      { ...claim, hash: claim.hash.toUpperCase() },
      { ...claim, hash: '' },
      { ...claim, id: ['7'] as unknown as string },
      { ...claim, id: '' },
      { id: '7', exp: exp - 700, hash: sign(first, '7', exp - 700) },
      { ...claim, hash: sign(second, '7', exp) },
    ])
      expect(verifyIdentity(forged, [first], now)).toBe(false)
  })
})
