import { cspHash } from './brand.ts'

/** Of every page: nothing inline, nothing from elsewhere but a product's own picture, never inside a frame. */
export function securityHeaders({
  publicUrl,
  styles,
  pictures = [],
}: {
  publicUrl: string
  styles: string[]
  /** Origins of the shop's pictures that this page shows. */
  pictures?: readonly string[]
}): Record<string, string> {
  // Safari before 15.4 does not count the socket of one's own origin as 'self'.
  const socket = new URL(publicUrl).origin.replace(/^http/, 'ws')
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    ["style-src 'self'", ...styles.map(cspHash)].join(' '),
    ["img-src 'self' data:", ...pictures].join(' '),
    "media-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    `connect-src 'self' ${socket}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
  }
}
