import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { Hono } from 'hono'
import type { Site } from '#kb'
import { loaderSiteOf, toldSiteOf, watchedSiteOf } from './launcher-of-site.ts'

export const LOADER = '/widget.js'
/** Where the build leaves room for what a launcher needs of each site, so that it is drawn before anything is asked. */
const PLACE = /\bSITES\b/
/** One for each shop that is looked at; after a change of looks the old ones go. */
const MOST_MADE = 500
const originOf = (referer = ''): string | null => (URL.canParse(referer) ? new URL(referer).origin : null)
/**
 * The same in what stands before the loader where a site sees who is on its pages, and where its page tells of its visitors: it hears
 * what the loader passes on.
 */
const PRECEDING = [
  { file: 'widget/watching.js', place: /\bWATCHED\b/, of: watchedSiteOf },
  { file: 'widget/telling.js', place: /\bTOLD\b/, of: toldSiteOf },
] as const
const JAVASCRIPT = 'text/javascript; charset=utf-8'
const brotli = promisify(brotliCompress)
const deflate = promisify(gzip)

type EmbeddedSite = Pick<Site, 'attributes' | 'brand' | 'goals' | 'id' | 'invite' | 'launcher' | 'watch'>

/** Who may embed the widget, in which colours, and where its launcher stands. */
export interface Embedding {
  /** Those a page of this origin may show; all of them where it does not say what it is. */
  sites(page: string | null): Promise<readonly EmbeddedSite[]>
  /** With several, what a page is given depends on where it stands. */
  several(): Promise<boolean>
  /** Does any site allow pages of this origin? */
  allows(origin: string): Promise<boolean>
}

/** The built loader with the colours of the sites in it, compressed once for each. */
export function widgetLoader(dist: string, { sites, several }: Pick<Embedding, 'several' | 'sites'>) {
  const made = new Map<string, Record<'br' | 'gzip' | 'identity', Buffer>>()
  const preceding = async (shown: readonly EmbeddedSite[], { file, place, of }: (typeof PRECEDING)[number]) => {
    const known = shown.flatMap((site) => {
      const own = of(site)
      return own ? [[site.id, own] as const] : []
    })
    if (known.length === 0) return ''
    const code = await readFile(join(dist, file), 'utf8')
    return code.replace(place, () => JSON.stringify(Object.fromEntries(known)))
  }
  const bodies = async (page: string | null) => {
    const built = await readFile(join(dist, 'widget/widget.js'), 'utf8')
    const shown = await sites(page)
    const known = Object.fromEntries(shown.map((site) => [site.id, loaderSiteOf(site)]))
    const more = await Promise.all(PRECEDING.map((one) => preceding(shown, one)))
    const code = more.join('') + built.replace(PLACE, () => JSON.stringify(known))
    const before = made.get(code)
    if (before) return before
    const identity = Buffer.from(code)
    const [br, gz] = await Promise.all([
      brotli(identity, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }),
      deflate(identity, { level: 9 }),
    ])
    if (made.size >= MOST_MADE) made.clear()
    const bodies = { br, gzip: gz, identity }
    made.set(code, bodies)
    return bodies
  }
  return new Hono().get(LOADER, async (c) => {
    const ready = await bodies(originOf(c.req.header('referer')))
    // A cache between us and the browser would hand one shop's to another.
    if (await several()) c.header('Cache-Control', 'private, max-age=300')
    const asked = c.req.header('accept-encoding') ?? ''
    const encoding = (['br', 'gzip'] as const).find((one) => asked.includes(one)) ?? 'identity'
    if (encoding !== 'identity') c.header('Content-Encoding', encoding)
    return c.body(new Uint8Array(ready[encoding]), 200, { 'Content-Type': JAVASCRIPT })
  })
}

/**
 * A page of an origin that no site allows gets one line for its console instead of the loader: a launcher there would lead
 * to nothing. True: it was answered so. Nobody keeps that answer; a page that does not say where it is gets the loader.
 */
export async function refuseEmbedding(
  { headers }: IncomingMessage,
  response: ServerResponse,
  { allows }: Pick<Embedding, 'allows'>,
): Promise<boolean> {
  const page = URL.canParse(headers.referer ?? '') ? new URL(headers.referer ?? '') : null
  if (!page || page.host === headers.host || (await allows(page.origin))) return false
  const says = JSON.stringify(`Firstline: no site allows ${page.origin}: see Desk → Site.`)
  response.writeHead(200, { 'Content-Type': JAVASCRIPT, 'Cache-Control': 'no-store' })
  // The page's own calls must not break the page.
  response.end(`console.warn(${says});window.Firstline=window.Firstline||function(){}`)
  return true
}
