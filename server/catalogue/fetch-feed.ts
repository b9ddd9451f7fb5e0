import http from 'node:http'
import https from 'node:https'
import { createGunzip } from 'node:zlib'
import { BrokenFeed } from '#kb'
import { feedAddress, publicLookup } from '../reach/reach.ts'
import { type Spooled, spoolFeed } from './spool-feed.ts'

export interface FeedAsked {
  url: string
  etag: string | null
  lastModified: string | null
}
/** `spooled` null: nothing new since the last time. */
export interface FeedAnswer {
  spooled: Spooled | null
  etag: string | null
  lastModified: string | null
}
export interface FetchWays {
  folder: string
  /** Private hosts that the owner of this installation named. */
  trusted?: readonly string[]
  most?: number
  longestMs?: number
}

const MOST_REDIRECTS = 5
const LONGEST_MS = 5 * 60_000
const SILENT_MS = 30_000
const OK = 200
const NOT_MODIFIED = 304

/** Fetches a feed from where the shop keeps it: each step of the way is looked at, and bounded in size and time. Throws `BrokenFeed`. */
export async function fetchFeed(asked: FeedAsked, ways: FetchWays): Promise<FeedAnswer> {
  const signal = AbortSignal.timeout(ways.longestMs ?? LONGEST_MS)
  let address = asked.url
  for (let step = 0; step <= MOST_REDIRECTS; step++) {
    const url = feedAddress(address, ways.trusted)
    const response = await request(url, asked, signal, ways)
    const { statusCode: status = 0, headers } = response
    if (status >= 300 && status < 400 && status !== NOT_MODIFIED && headers.location) {
      response.destroy()
      if (!URL.canParse(headers.location, url)) throw new BrokenFeed('bad_address', null, headers.location)
      address = new URL(headers.location, url).href
      continue
    }
    const { etag = null, 'last-modified': lastModified = null } = headers
    if (status === NOT_MODIFIED) {
      response.destroy()
      return { spooled: null, etag: asked.etag, lastModified: asked.lastModified }
    }
    if (status !== OK) {
      response.destroy()
      throw new BrokenFeed('answered_badly', null, String(status))
    }
    const isPacked = headers['content-encoding'] === 'gzip' || /\.gz$/i.test(url.pathname)
    try {
      const body = isPacked ? response.pipe(createGunzip()) : response
      response.on('error', (error) => body.destroy(error))
      const spooled = await spoolFeed(ways.folder, body, { ...(ways.most ? { most: ways.most } : {}), signal })
      return { spooled, etag, lastModified }
    } catch (error) {
      throw asBroken(error, signal)
    }
  }
  throw new BrokenFeed('too_many_redirects', null, String(MOST_REDIRECTS))
}

function request(url: URL, asked: FeedAsked, signal: AbortSignal, ways: FetchWays): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = (url.protocol === 'https:' ? https : http).get(
      url,
      {
        // A connection of its own: none that was opened before this address was looked at.
        agent: false,
        lookup: publicLookup(ways.trusted),
        signal,
        timeout: SILENT_MS,
        headers: {
          'User-Agent': 'Firstline catalogue',
          Accept: 'application/xml, text/xml, text/csv, text/tab-separated-values, */*;q=0.5',
          'Accept-Encoding': 'gzip',
          ...(asked.etag ? { 'If-None-Match': asked.etag } : {}),
          ...(asked.lastModified ? { 'If-Modified-Since': asked.lastModified } : {}),
        },
      },
      resolve,
    )
    outgoing.on('timeout', () => outgoing.destroy(new BrokenFeed('too_slow')))
    outgoing.on('error', (error) => reject(asBroken(error, signal)))
  })
}

function asBroken(error: unknown, signal: AbortSignal): BrokenFeed {
  if (error instanceof BrokenFeed) return error
  if (signal.aborted) return new BrokenFeed('too_slow')
  const { code, message } = error as NodeJS.ErrnoException
  return new BrokenFeed('unreachable', null, code ?? message)
}
