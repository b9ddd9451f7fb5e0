import type { AstroGlobal } from 'astro'
import { brandCss } from './brand.ts'
import type { Place } from './place.ts'
import { securityHeaders } from './security-headers.ts'

/** Lets this one page show these pictures of products from where the shop keeps them; every other page stays closed to those hosts. */
export function picturesPolicy(
  { response }: Pick<AstroGlobal, 'response'>,
  { site, publicUrl }: Pick<Place, 'site' | 'publicUrl'>,
  pictures: readonly (string | null)[],
): void {
  const origins = pictures.flatMap((picture) => (picture && URL.canParse(picture) ? new URL(picture).origin : []))
  if (origins.length === 0) return
  const headers = securityHeaders({ publicUrl, styles: [brandCss(site)], pictures: [...new Set(origins)] })
  response.headers.set('Content-Security-Policy', headers['Content-Security-Policy'] ?? '')
}
