import { type Arbitrary, array, constantFrom, integer, oneof, option, record } from 'fast-check'
import { awkwardText } from './runs.ts'

/** One request for a page of the help centre, a file or an address that is none. */
export interface PageAttempt {
  method: string
  path: string
  headers: Record<string, string>
}

/** Markup that would show in a page if anything a reader says were written there as it came. */
export const MARK = '<b data-fuzz>'

const LOCALES = ['ru', 'en', 'de', 'fr', 'RU', '']
const FILES = [
  '/.well-known/security.txt',
  '/favicon.ico',
  '/favicon.svg',
  '/logo.svg',
  '/robots.txt',
  '/sitemap.xml',
  '/widget.js',
  '/healthz',
  '/_image?href=/x',
  '/_server-islands/x',
  '/og/ru/delivery/delivery-cost.png',
]
const DESK = ['/desk', '/desk/inbox', '/desk/library/x', '/desk/_parts']
/** What a path is made of: places there are, and what is in none. */
const SEGMENTS = ['delivery', 'returns', 'product', 'search', 'letters', 'delivery-cost', 'trail-tents', '..', '.', '~']

const said = oneof(awkwardText, constantFrom(MARK, 'доставка', `"'${MARK}`))
const escaped = (text: string) => encodeURIComponent(text.toWellFormed()).slice(0, 2_000)
const QUERY = [
  'q',
  'page',
  'product',
  'category',
  'locale',
  'site',
  'link',
  'stopped',
  'voted',
  'x',
  'q[]',
  '__proto__',
]
const query = array(
  record({ name: constantFrom(...QUERY), value: said }).map(({ name, value }) => `${escaped(name)}=${escaped(value)}`),
  { maxLength: 4 },
).map((parts) => (parts.length > 0 ? `?${parts.join('&')}` : ''))

/** As they come, also what a browser would have tidied: `fetch` does, so the dots and marks of an address are drawn apart. */
const path = oneof(
  { weight: 2, arbitrary: constantFrom(...FILES, ...DESK, '/') },
  {
    weight: 6,
    arbitrary: record({
      locale: constantFrom(...LOCALES),
      segments: array(oneof({ weight: 3, arbitrary: constantFrom(...SEGMENTS) }, { weight: 1, arbitrary: said }), {
        maxLength: 3,
      }),
    }).map(({ locale, segments }) => `/${[locale, ...segments.map(escaped)].join('/')}`),
  },
  { weight: 1, arbitrary: said.map((text) => `/${escaped(text)}`) },
)

/** A header holds bytes of a line; everything else is refused before it is sent. */
const line = said.map((text) => text.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 400))
const headers: Arbitrary<Record<string, string>> = record(
  {
    accept: oneof(constantFrom('text/html', '*/*', 'text/markdown', 'image/png', ''), line),
    'accept-encoding': oneof(constantFrom('br', 'gzip', 'identity', '*;q=0', 'br;q=x', ''), line),
    'accept-language': oneof(constantFrom('ru', 'en', 'de-AT,de;q=0.7', '*', 'xx-'), line),
    cookie: oneof(constantFrom('firstline.session_token=x', '=', ';;;'), line),
    'if-none-match': oneof(constantFrom('*', '"x"', 'W/"x"'), line),
    'if-modified-since': oneof(constantFrom('Thu, 01 Jan 1970 00:00:00 GMT', 'yesterday'), line),
    range: oneof(constantFrom('bytes=0-', 'bytes=-1', 'bytes=9-1', 'bytes=0-0,5-6'), line),
    'x-forwarded-host': line,
    'x-forwarded-proto': line,
    'x-firstline-site': oneof(constantFrom('tropa', 'nobody'), line),
    'sec-fetch-dest': constantFrom('document', 'iframe', 'script', ''),
    referer: line,
    'user-agent': line,
  },
  { requiredKeys: [] },
)

export const pageAttempts: Arbitrary<PageAttempt> = record({
  method: constantFrom(...Array<string>(8).fill('GET'), 'HEAD', 'POST', 'OPTIONS', 'PUT'),
  path: record({ path, query, slash: option(constantFrom('/', ';x', '//')) }).map(
    ({ path: at, query: asked, slash }) => `${at}${at.includes('?') ? '' : `${slash ?? ''}${asked}`}`,
  ),
  headers,
  address: integer({ min: 1, max: 2 ** 24 }),
}).map(({ address, ...attempt }) => ({
  ...attempt,
  headers: {
    ...attempt.headers,
    // Somebody else each time: bounds of one address are the subject of other tests.
    'x-forwarded-for': `10.${address >> 16}.${(address >> 8) & 255}.${address & 255}`,
  },
}))
