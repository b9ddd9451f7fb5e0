import type { APIRoute } from 'astro'
import { plainColour } from '../../brand-images.ts'

const SIZES = [192, 512]

/** What the desk is called and looks like where it is installed. The shop's letter on its colour, as in the tab. */
export const GET: APIRoute = async ({ locals }) => {
  const site = await locals.library.find.site(locals.siteId)
  const name = site?.name[site.defaultLocale] ?? 'Firstline'
  return new Response(
    JSON.stringify({
      id: '/desk/',
      name: `${name} · Firstline`,
      short_name: name,
      start_url: '/desk/inbox',
      scope: '/desk/',
      display: 'standalone',
      background_color: '#ffffff',
      theme_color: site ? plainColour(site.brand.color) : '#ffffff',
      icons: [
        { src: '/favicon.svg', sizes: 'any', type: 'image/svg+xml' },
        ...SIZES.map((size) => ({ src: `/desk/icon-${size}.png`, sizes: `${size}x${size}`, type: 'image/png' })),
      ],
    }),
    { headers: { 'Content-Type': 'application/manifest+json', 'Cache-Control': 'no-cache' } },
  )
}
