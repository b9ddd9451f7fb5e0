import { type InterfaceLocale, INTERFACE_LOCALES, DAY_MS } from '#shared'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** Who a visitor is, on one site. Proves nothing anywhere else. */
export interface VisitorIdentity {
  visitorId: string
  site: string
  locale: InterfaceLocale
  /** The shop's own id, name and address of this visitor, vouched for by its server; null: unknown. */
  verified: { id: string; name: string | null; mail: string | null } | null
  expiresAt: number
}

export interface VisitorTokens {
  issue(identity: Omit<VisitorIdentity, 'expiresAt'>, now: number): { token: string; expiresAt: number }
  /** null: forged, of another form, or expired. */
  read(token: unknown, now: number): VisitorIdentity | null
}

export const VISITOR_TOKEN_MS = 30 * DAY_MS
const VERSION = 'v1'
const LONGEST_TOKEN = 2_048

const Payload = z.object({
  v: z.string().min(1).max(64),
  s: z.string().min(1).max(64),
  l: z.enum(INTERFACE_LOCALES),
  i: z.object({ id: z.string(), name: z.string().nullable(), mail: z.string().nullable() }).nullable(),
  e: z.number(),
})

/**
 * Opaque tokens: version, payload and HMAC-SHA256 over both. The first key signs; the others are still read, so that a
 * key can be exchanged without signing anyone out. Keys have at least 256 bits.
 */
export function visitorTokens(keys: readonly [string, ...string[]]): VisitorTokens {
  const sign = (key: string, body: string) => createHmac('sha256', key).update(`visitor-token.${body}`).digest()
  return {
    issue: ({ visitorId, site, locale, verified }, now) => {
      const expiresAt = now + VISITOR_TOKEN_MS
      const said = JSON.stringify({ v: visitorId, s: site, l: locale, i: verified, e: expiresAt })
      const body = `${VERSION}.${Buffer.from(said).toString('base64url')}`
      return { token: `${body}.${sign(keys[0], body).toString('base64url')}`, expiresAt }
    },
    read: (token, now) => {
      if (typeof token !== 'string' || token.length > LONGEST_TOKEN) return null
      const [version, payload, mac, ...rest] = token.split('.')
      if (version !== VERSION || !payload || !mac || rest.length > 0) return null
      const given = Buffer.from(mac, 'base64url')
      const right = keys
        .map((key) => sign(key, `${version}.${payload}`))
        .filter((made) => made.length === given.length && timingSafeEqual(made, given))
      if (right.length === 0) return null
      const parsed = Payload.safeParse(parseJson(Buffer.from(payload, 'base64url').toString()))
      if (!parsed.success || parsed.data.e <= now) return null
      const { v, s, l, i, e } = parsed.data
      return { visitorId: v, site: s, locale: l, verified: i, expiresAt: e }
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
