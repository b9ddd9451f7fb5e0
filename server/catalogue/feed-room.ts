import { rmSync } from 'node:fs'
import type { Locale } from '#shared'
import { BrokenFeed, type CatalogueImport, type CatalogueSource, type FeedFault, type Library, type Site } from '#kb'
import type { Log } from '../log.ts'
import { fetchFeed } from './fetch-feed.ts'
import { feedAddress } from '../reach/reach.ts'
import { LARGEST_FEED_BYTES, spoolFeed } from './spool-feed.ts'

const LOOK_MS = 60_000
const UPLOAD_MS = 10 * 60_000

interface Feed {
  site: Site
  locale: Locale
  name: string
  by: { id: string; name: string } | null
}
export type FeedRoom = ReturnType<typeof openFeedRoom>

/** Where feeds arrive: by hand, by API, and from addresses when their time has come. */
export function openFeedRoom({
  library: { catalogue, find },
  folder,
  trusted,
  log,
  tellOf,
  lookMs = LOOK_MS,
  now = Date.now,
}: {
  library: Pick<Library, 'catalogue' | 'find'>
  folder: string
  trusted: readonly string[]
  log: Log
  /** Told after each look which feeds are broken, and which can be read again. */
  tellOf: (troubled: readonly CatalogueSource[], now: number) => Promise<void>
  /** How often it is looked whether the time of an address has come. */
  lookMs?: number
  now?: () => number
}) {
  // What a sudden stop left behind.
  rmSync(folder, { recursive: true, force: true })
  const ended = new AbortController()

  async function arrived(feed: Feed, way: 'upload' | 'api', body: AsyncIterable<Uint8Array>): Promise<CatalogueImport> {
    const signal = AbortSignal.any([ended.signal, AbortSignal.timeout(UPLOAD_MS)])
    const parts = { ...feed, way }
    try {
      const spooled = await spoolFeed(folder, body, { most: LARGEST_FEED_BYTES, signal })
      try {
        const received = { ...parts, path: spooled.path }
        if (way === 'upload') return await catalogue.receive(received, now())
        const taken = await catalogue.take(received, now())
        if (taken.fault) await saidOfSource(feed, taken.fault)
        return taken
      } finally {
        spooled.remove()
      }
    } catch (error) {
      const fault = faultOf(error)
      if (way === 'api') await saidOfSource(feed, fault)
      return catalogue.refuse(parts, fault, now())
    }
  }
  /** Nobody stands beside a feed that comes by itself: what is wrong with it is kept until one can be read. */
  const saidOfSource = ({ site, locale }: Feed, fault: FeedFault) => catalogue.changeSource(site.id, locale, { fault })

  /** null: nothing new. */
  async function fetched(source: CatalogueSource, by: Feed['by']): Promise<CatalogueImport | null> {
    const site = source.url === null ? null : await find.site(source.site)
    if (!site || source.url === null) return null
    const parts = { site, locale: source.locale, name: source.url, way: 'address' as const, by }
    try {
      const answer = await fetchFeed({ ...source, url: source.url }, { folder, trusted })
      let taken: CatalogueImport | null = null
      if (answer.spooled) {
        try {
          taken = await catalogue.take({ ...parts, path: answer.spooled.path }, now())
        } finally {
          answer.spooled.remove()
        }
      }
      const isBroken = taken?.state === 'refused'
      await catalogue.changeSource(source.site, source.locale, {
        checkedAt: new Date(now()).toISOString(),
        fault: isBroken ? (taken?.fault ?? null) : null,
        // A broken one is asked for again even if it stays as it is: what was wrong may have been ours.
        etag: isBroken ? null : answer.etag,
        lastModified: isBroken ? null : answer.lastModified,
      })
      return taken
    } catch (error) {
      const fault = faultOf(error)
      log.warn({ site: source.site, url: source.url, fault }, 'a feed of products could not be fetched')
      const checkedAt = new Date(now()).toISOString()
      const isNew = source.fault?.code !== fault.code
      await catalogue.changeSource(source.site, source.locale, { checkedAt, fault })
      return isNew || by ? catalogue.refuse(parts, fault, now()) : null
    }
  }

  const tell = async () => tellOf(await catalogue.troubled(), now())
  /** What somebody does at the desk or their server sends shows at once. */
  const toldOf = async <T>(work: Promise<T>): Promise<T> => {
    const done = await work
    await tell().catch(failed)
    return done
  }
  const look = async () => {
    for (const source of await catalogue.due(now())) await fetched(source, null)
    await tell()
  }
  const failed = (error: unknown) => log.warn({ err: error }, 'feeds of products could not be looked after; will retry')
  // What was due while nobody was there need not wait for the first turn.
  void catalogue.resume(now()).then(look).catch(failed)
  const looking = setInterval(() => void look().catch(failed), lookMs)
  looking.unref()

  return {
    /** Throws `BrokenFeed` for one that nothing is ever fetched from. */
    checkAddress: (url: string): void => void feedAddress(url, trusted),
    upload: (feed: Feed, body: AsyncIterable<Uint8Array>) => toldOf(arrived(feed, 'upload', body)),
    put: (feed: Feed, body: AsyncIterable<Uint8Array>) => toldOf(arrived(feed, 'api', body)),
    fetch: (source: CatalogueSource, by: Feed['by']) => toldOf(fetched(source, by)),
    close: () => {
      clearInterval(looking)
      ended.abort()
    },
  }
}

const faultOf = (error: unknown): FeedFault =>
  error instanceof BrokenFeed
    ? error.fault
    : (error as Error)?.name === 'AbortError' || (error as Error)?.name === 'TimeoutError'
      ? { code: 'too_slow', line: null, detail: null }
      : { code: 'failed', line: null, detail: String((error as NodeJS.ErrnoException)?.code ?? '') || null }
