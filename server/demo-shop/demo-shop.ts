import type { Locale } from '#shared'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Context, Hono } from 'hono'
import { accepts } from 'hono/accepts'
import type { Library } from '#kb'
import { homePage, missingPage, productPage, type ShopPage } from './shop-pages.ts'

interface Parts {
  library: Library
  siteId: string
  /** Address of the help centre, where the widget comes from: another origin than this shop's. */
  helpUrl: string
  /** The two lines an owner pastes, with the nonce of the page. */
  snippet(nonce: string): string
}

const { resolve } = createRequire(import.meta.url)
const FONTS = ['latin', 'latin-ext', 'cyrillic']
const YEAR_S = 31_536_000

/** A shop somebody else might have written: it shows the widget as an owner embeds it, by the two lines, under a strict policy. */
export function createDemoShop({ library, siteId, helpUrl, snippet }: Parts) {
  const app = new Hono<{ Variables: { page: ShopPage } }>()
  const stylesheet = readFileSync(new URL('./shop.css', import.meta.url), 'utf8')

  app.use('*', async (c, next) => {
    const nonce = randomBytes(16).toString('base64url')
    const site = await library.find.site(siteId)
    if (!site) return c.text('No such shop', 404)
    const locale = localeOf(c, site.locales, site.defaultLocale)
    c.set('page', {
      site,
      locale,
      helpUrl,
      snippet: snippet(nonce),
      path: c.req.path,
      fine: (text) => library.find.typographic(text, locale),
    })
    await next()
    c.header('Content-Security-Policy', policy(helpUrl, nonce))
    c.header('X-Content-Type-Options', 'nosniff')
    c.header('Referrer-Policy', 'strict-origin-when-cross-origin')
  })

  app.get('/', async (c) => {
    const { items: products } = await library.find.products(siteId, c.var.page.locale)
    return c.html(
      homePage(
        c.var.page,
        products.toSorted((a, b) => a.sku.localeCompare(b.sku)),
      ),
    )
  })
  app.get('/p/:slug', async (c) => {
    const product = await library.find.product(c.req.param('slug'), c.var.page.locale, siteId)
    return product ? c.html(productPage(c.var.page, product)) : c.html(missingPage(c.var.page), 404)
  })
  app.get('/shop.css', (c) => c.body(stylesheet, 200, { 'Content-Type': 'text/css; charset=utf-8' }))
  app.get('/icon.svg', (c) => c.body(icon(c.var.page), 200, { 'Content-Type': 'image/svg+xml; charset=utf-8' }))
  for (const subset of FONTS) {
    const font = readFileSync(resolve(`@fontsource-variable/golos-text/files/golos-text-${subset}-wght-normal.woff2`))
    app.get(`/fonts/${subset}.woff2`, (c) =>
      c.body(font, 200, { 'Content-Type': 'font/woff2', 'Cache-Control': `public, max-age=${YEAR_S}` }),
    )
  }
  app.notFound((c) => c.html(missingPage(c.var.page), 404))
  return app
}

/** `?lang=` wins, so that a link can be sent; otherwise what the browser asks for. */
function localeOf(c: Context, offered: Locale[], standard: Locale): Locale {
  const asked = offered.find((locale) => locale === c.req.query('lang'))
  const preferred = accepts(c, {
    header: 'Accept-Language',
    supports: offered,
    default: standard,
    match: (wanted, { supports, default: otherwise }) =>
      wanted
        .toSorted((one, other) => other.q - one.q)
        .map(({ type }) => type.slice(0, 2).toLowerCase())
        .find((language) => supports.includes(language)) ?? otherwise,
  })
  return asked ?? (preferred as Locale)
}

/** What an owner's strict policy needs for the widget: its origin for scripts, requests, the socket and pictures. */
function policy(helpUrl: string, nonce: string): string {
  const help = new URL(helpUrl).origin
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' ${help}`,
    "style-src 'self'",
    `img-src 'self' data: ${help}`,
    "font-src 'self'",
    `connect-src ${help} ${help.replace(/^http/, 'ws')}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** The shop's mark with its colour in it: an image inherits none. */
function icon({ site: { brand } }: ShopPage): string {
  const colours = `<style>svg{color:${brand.color}}@media(prefers-color-scheme:dark){svg{color:${brand.colorDark}}}</style>`
  const drawing =
    brand.logo ??
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="16" r="14" fill="currentColor"/></svg>'
  return drawing.replace(/<svg[^>]*>/, (opening) => opening + colours)
}
