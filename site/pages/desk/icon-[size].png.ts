import type { APIRoute } from 'astro'
import { faviconSvg, plainColour } from '../../brand-images.ts'

const SIZES = new Set(['180', '192', '512'])

/** The icon of an installed desk, for systems that draw no SVG. */
export const GET: APIRoute = async ({ params, locals, cache }) => {
  const { size = '' } = params
  const site = SIZES.has(size) ? await locals.library.find.site(locals.siteId) : null
  if (!site) return new Response(null, { status: 404 })
  const { default: sharp } = await import('sharp')
  const side = Number(size)
  const color = plainColour(site.brand.color)
  const svg = faviconSvg({ ...site, brand: { ...site.brand, color, colorDark: color } })
  // Drawn at its size: an SVG of 32 points would be blown up.
  const png = await sharp(Buffer.from(svg), { density: (72 * side) / 32 })
    .resize(side, side)
    .png()
    .toBuffer()
  cache.set({ maxAge: 86_400, tags: ['site'] })
  return new Response(new Uint8Array(png), {
    headers: { 'Content-Type': 'image/png', 'Cache-Control': 'public, max-age=3600' },
  })
}
