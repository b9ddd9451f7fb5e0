import { type Locale, newId } from '#shared'
import type { Log } from '../../log.ts'
import { ok, refuse } from '../../result.ts'
import type { ProductRecord } from '../catalogue.ts'
import { BrokenFeed, type FeedFault } from '../feeds/feed-fault.ts'
import { threadedFeed } from '../feeds/threaded-feed.ts'
import type { Catalogue, CatalogueImport, CatalogueSource, ReceivedFeed, SourcePatch } from './catalogue-import.ts'
import type { ImportStore } from './import-store.ts'

const MINUTE_MS = 60_000
export const USUAL_CURRENCY = 'RUB'
const EVERY_MINUTES = 60
/** Of changing what others change at the same moment. */
const MOST_TRIES = 8
/** More gone than this share of a catalogue that is worth speaking of: half a file, more likely than half a shop. */
const MOST_GONE = 0.5
const WORTH_ASKING = 10
const SAMPLES = 10
const mostGo = (standing: number, gone: number) => standing >= WORTH_ASKING && gone > standing * MOST_GONE

export interface CatalogueParts {
  store: ImportStore
  counts: () => Promise<{ site: string; locale: Locale; products: number }[]>
  /** Products of files, which a shop shows until its first feed has come. */
  ofFiles: (site: string) => readonly ProductRecord[]
  /** Products of the site are others now: readers are told. */
  changed: (site: string) => Promise<void>
  log: Log
}

export function openCatalogue({ store, counts, ofFiles, changed, log }: CatalogueParts): Catalogue {
  /** One feed at a time: two of one shop would compare themselves with the same state. */
  let turn: Promise<unknown> = Promise.resolve()
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work)
    turn = done.catch(() => {})
    return done
  }

  const usualSource = (site: string, locale: Locale): CatalogueSource => ({
    site,
    locale,
    url: null,
    everyMinutes: EVERY_MINUTES,
    currency: USUAL_CURRENCY,
    columns: {},
    etag: null,
    lastModified: null,
    checkedAt: null,
    nextAt: null,
    fault: null,
    toldAt: null,
    wellSince: null,
  })
  const sourceOf = async (site: string, locale: Locale): Promise<CatalogueSource> =>
    (await store.sources(site)).find((one) => one.locale === locale) ?? usualSource(site, locale)

  async function changeSource(site: string, locale: Locale, patch: SourcePatch): Promise<CatalogueSource> {
    for (let left = MOST_TRIES; ; left--) {
      const before = await sourceOf(site, locale)
      const isOther = patch.url !== undefined && patch.url !== before.url
      const isReadOtherwise = (['columns', 'attributes'] as const).some(
        (how) => patch[how] !== undefined && JSON.stringify(patch[how]) !== JSON.stringify(before[how]),
      )
      const next = {
        ...before,
        // What another address answered says nothing of this one.
        ...(isOther ? { etag: null, lastModified: null, checkedAt: null, fault: null } : {}),
        // The same table is another catalogue then.
        ...(isReadOtherwise ? { etag: null, lastModified: null } : {}),
        ...patch,
      }
      // What somebody saved while a feed was fetched is not taken back by what came of it.
      if (left > 0 && (await store.replaceSource(before, next))) return next
      const isStored = (await store.sources(site)).some((one) => one.locale === locale)
      if (isStored && left > 0) continue
      await store.putSource(next)
      return next
    }
  }

  const begun = ({ site, locale, name, way, by }: Omit<ReceivedFeed, 'path'>, now: number): CatalogueImport => ({
    id: newId('imp', now),
    site: site.id,
    locale,
    way,
    name: name.slice(0, 300),
    state: 'reading',
    at: new Date(now).toISOString(),
    by,
    appliedAt: null,
    offers: 0,
    added: 0,
    changed: 0,
    gone: 0,
    skippedTotal: 0,
    skipped: [],
    samples: { added: [], changed: [], gone: [] },
    fault: null,
    heldBack: false,
    instead: null,
  })

  async function received(feed: ReceivedFeed, now: number): Promise<CatalogueImport> {
    const one = begun(feed, now)
    const source = await sourceOf(one.site, one.locale)
    const { currency, columns, attributes = null } = source
    await store.put(one)
    try {
      const { url, productUrlPattern } = feed.site
      const { further, ...read } = await threadedFeed(
        { path: feed.path, columns, attributes, currency, locale: one.locale, site: { url, productUrlPattern } },
        (rows) => store.stage(one.id, rows),
      )
      if (further.length > 0 && JSON.stringify(further) !== JSON.stringify(source.further))
        await changeSource(one.site, one.locale, { further })
      const { standing, ...differences } = await store.differences(one)
      const { added, changed: other, gone } = differences
      const isSame = added + other + gone === 0
      const instead = await insteadOfFiles(one)
      const next: CatalogueImport = {
        ...one,
        ...read,
        ...differences,
        state: isSame ? 'unchanged' : 'ready',
        instead,
        heldBack: mostGo(standing, gone) || mostGo(instead?.products ?? 0, instead?.goneTotal ?? 0),
      }
      // What waited before compares itself with a state that is over.
      for (const waiting of await store.inState('ready'))
        if (waiting.site === one.site && waiting.locale === one.locale) await leave(waiting)
      await store.put(next)
      if (isSame) await store.unstage(one.id)
      await mended(one)
      return next
    } catch (error) {
      await store.unstage(one.id)
      const fault: FeedFault = error instanceof BrokenFeed ? error.fault : { code: 'failed', line: null, detail: null }
      if (!(error instanceof BrokenFeed)) log.error({ err: error, site: one.site }, 'a feed could not be read')
      const refused: CatalogueImport = { ...one, state: 'refused', fault }
      await store.put(refused)
      await store.forgetOld(one.site)
      return refused
    }
  }

  /** With the first feed the products of files are no longer shown: it is said before which of them would be missing. */
  async function insteadOfFiles({ id, site, locale }: CatalogueImport): Promise<CatalogueImport['instead']> {
    const products = ofFiles(site)
    if (products.length === 0) return null
    const named = await store.stagedSkus(
      id,
      products.map(({ sku }) => sku),
    )
    const gone = products.filter(({ sku }) => !named.has(sku)).map(({ sku, name }) => ({ sku, name: name[locale] }))
    return { products: products.length, goneTotal: gone.length, gone: gone.slice(0, SAMPLES) }
  }

  /** A feed that can be read ends what was said of the one before. */
  async function mended({ site, locale }: CatalogueImport): Promise<void> {
    const source = await sourceOf(site, locale)
    if (source.fault) await store.putSource({ ...source, fault: null })
  }

  async function leave(one: CatalogueImport): Promise<CatalogueImport | null> {
    const left: CatalogueImport = { ...one, state: 'discarded' }
    if (!(await store.move(left, 'ready'))) return null
    await store.unstage(one.id)
    return left
  }

  async function finish(one: CatalogueImport, now: number): Promise<CatalogueImport> {
    await store.apply(one)
    const applied: CatalogueImport = { ...one, state: 'applied', appliedAt: new Date(now).toISOString() }
    await store.put(applied)
    await store.unstage(one.id)
    await store.forgetOld(one.site)
    await changed(one.site)
    return applied
  }

  async function applied(one: CatalogueImport, now: number): Promise<CatalogueImport | null> {
    const taken: CatalogueImport = { ...one, state: 'applying', heldBack: false }
    return (await store.move(taken, 'ready')) ? finish(taken, now) : null
  }

  return {
    receive: (feed, now) => inTurn(() => received(feed, now)),
    take: (feed, now) =>
      inTurn(async () => {
        const one = await received(feed, now)
        if (one.state !== 'ready' || one.heldBack) return one
        return (await applied(one, now)) ?? one
      }),
    apply: (site, id, now) =>
      inTurn(async () => {
        const one = await store.find(site, id)
        if (!one) return refuse({ code: 'not_found' })
        const done = one.state === 'ready' ? await applied(one, now) : null
        return done ? ok(done) : refuse({ code: 'wrong_state' })
      }),
    discard: (site, id) =>
      inTurn(async () => {
        const one = await store.find(site, id)
        if (!one) return refuse({ code: 'not_found' })
        const left = one.state === 'ready' ? await leave(one) : null
        return left ? ok(left) : refuse({ code: 'wrong_state' })
      }),
    imports: (site, page, perPage) => store.list(site, page, perPage),
    ofFiles: (site) => ofFiles(site).length,
    counts: async (site) => (await counts()).filter((one) => one.site === site),
    sources: (site) => store.sources(site),
    troubled: async () =>
      (await store.sources()).filter(({ fault, toldAt }) => fault !== null || (toldAt ?? null) !== null),
    claimTold: (source, told) => store.replaceSource(source, { ...source, ...told }),
    changeSource,
    async due(now) {
      const at = new Date(now).toISOString()
      const due: CatalogueSource[] = []
      for (const source of await store.sources()) {
        if (source.url === null || source.nextAt === null || source.nextAt > at) continue
        const next = { ...source, nextAt: new Date(now + source.everyMinutes * MINUTE_MS).toISOString(), checkedAt: at }
        if (await store.claim(source, next)) due.push(next)
      }
      return due
    },
    async refuse(feed, fault, now) {
      const refused: CatalogueImport = { ...begun(feed, now), state: 'refused', fault }
      await store.put(refused)
      await store.forgetOld(refused.site)
      return refused
    },
    resume: (now) =>
      inTurn(async () => {
        for (const one of await store.inState('reading')) {
          await store.unstage(one.id)
          await store.put({ ...one, state: 'refused', fault: { code: 'failed', line: null, detail: null } })
        }
        for (const one of await store.inState('applying')) await finish(one, now)
      }),
  }
}
