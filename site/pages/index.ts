import { LOCALE_NAMES, bestLocale } from '#shared'
import type { APIRoute } from 'astro'

/** The bare address leads to the reader's language; who does not follow redirects gets both links. */
export const GET: APIRoute = async ({ locals, request }) => {
  const site = await locals.library.find.site(locals.siteId)
  if (!site) return new Response(null, { status: 404 })
  const locale = bestLocale(request.headers.get('accept-language'), site.locales, site.defaultLocale)
  const links = site.locales.map(
    (one) => `<li><a href="/${one}" hreflang="${one}" lang="${one}">${LOCALE_NAMES[one]}</a></li>`,
  )
  const headers = {
    Location: `/${locale}`,
    'Content-Type': 'text/html; charset=utf-8',
    Vary: 'Accept-Language',
    'Cache-Control': 'no-cache',
  }
  return new Response(
    `<!doctype html><html lang="${locale}"><title>${LOCALE_NAMES[locale]}</title><ul>${links.join('')}</ul></html>`,
    { status: 302, headers },
  )
}
