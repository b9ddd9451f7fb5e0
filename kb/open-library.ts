import { recordOf } from '#shared'
import { byAddress, type PublishedAnswer, publishedAnswers } from './answers/finding/published-answers.ts'
import { misspelledBy } from './answers/misspelled.ts'
import { openAnswers } from './answers/open-answers.ts'
import { openFinding } from './answers/finding/open-finding.ts'
import { missedAnswers } from './answers/finding/missed-answers.ts'
import { resolverOf } from './answers/finding/resolve-link.ts'
import { renamed, searchEntry } from './answers/finding/search-entry.ts'
import { changeable, heldOf, otherwise } from './answers/sharing/held-answers.ts'
import { filledFor, shownOnSites } from './answers/sharing/shown-on-sites.ts'
import { tagsOfChange } from './answers/tags-of-change.ts'
import { openValidity } from './answers/validity/in-time.ts'
import type { TextOf } from './answers/store/sql-answer-store.ts'
import { answersOfOtherCategories, openCategories } from './catalogue/categories/open-categories.ts'
import { nameDefault } from './catalogue/name-default.ts'
import { openCatalogue } from './catalogue/imports/open-catalogue.ts'
import { sqlImportStore } from './catalogue/imports/import-store.ts'
import { openSites } from './catalogue/open-sites.ts'
import { openProducts } from './catalogue/products/open-products.ts'
import { sqlProductStore } from './catalogue/products/product-store.ts'
import { shopWords } from './catalogue/shop-words.ts'
import { checkContent } from './content/check-content.ts'
import type { ContentFault } from './content/content-fault.ts'
import { exportContent } from './content/export-content.ts'
import type { ImportReport } from './content/import-content.ts'
import { importFolder } from './content/import-folder.ts'
import { openFacts } from './facts/open-facts.ts'
import { openForesight } from './foresight/open-foresight.ts'
import type { AnswerId } from './ids.ts'
import { libraryListeners } from './library-listeners.ts'
import type { Library } from './library.ts'
import { type Log, silent } from './log.ts'
import { type Markdown, unreadAsText } from './markdown/markdown.ts'
import { resolveLinks } from './markdown/resolve-links.ts'
import { threadedMarkdown } from './markdown/threaded-markdown.ts'
import { openMatcher, sqlLearntStore } from './matching/index.ts'
import type { EmbeddingService } from './matching/meaning/embedding-service.ts'
import { sqlVectorStore } from './matching/meaning/sql-vector-store.ts'
import { meaningFrom } from './matching/meaning/threaded-meaning.ts'
import { openPictures, type OpenPictures } from './pictures/open-pictures.ts'
import { showPictures } from './pictures/show-pictures.ts'
import { sqlPictureStore } from './pictures/sql-picture-store.ts'
import { unsafeSvg } from './pictures/unsafe-svg.ts'
import { openPromotion } from './promotion/open-promotion.ts'
import { personalData } from './promotion/personal-data.ts'
import { nspellSpeller } from './spelling/nspell/nspell-speller.ts'
import type { Speller } from './spelling/speller.ts'
import { insistently } from './spelling/insistently.ts'
import { openSpelling } from './spelling/open-spelling.ts'
import { meilisearchIndexUid, meilisearchSearchIndex } from './matching/outside/meilisearch-search-index.ts'
import { storesOver } from './stores-over.ts'
import { libraryMigrations } from './storage/migrations.ts'
import { type Database, migrate } from './storage/open-database.ts'
import { openTemplates } from './templates/open-templates.ts'
import { openFigures } from './visits/open-figures.ts'
import { type Began, named, unwatched } from './work.ts'
import { openGaps } from './visits/gaps/open-gaps.ts'
import { openVisits } from './visits/open-visits.ts'
import { sqlGapStore } from './visits/gaps/sql-gap-store.ts'
import { sqlVisitDays } from './visits/sql-visit-days.ts'
import { sqlVisitStore } from './visits/sql-visit-store.ts'

/** For measuring an engine on its own (bench/match). */
export { meilisearchIndexUid, meilisearchSearchIndex }

export interface LibraryOptions {
  database: Database
  /** Imported at open when given; throws `BrokenContent` if a file cannot be read. */
  contentDir?: string | null
  /** A running shop is not stopped by a file: what cannot be read is left out and named (`status().content`). Throws only where nothing stands yet that could go on. */
  leaveOutBroken?: boolean
  onImport?: (done: number, total: number) => void
  /** The site whose help centre is shown where no other is asked for, and whose the answers are that name none in their files. Once named it stays; needed where several are found at first. */
  defaultSite?: string | undefined
  meilisearch?: { url: string; key: string } | null
  /** Folder of the sentence encoder; absent or empty: search goes by words alone. */
  modelDir?: string
  /** A service of embeddings in its place: texts of answers and questions of visitors are sent to it. */
  embeddings?: EmbeddingService | undefined
  log?: Log
  began?: Began
  /** Where the help centre is reached from outside: links to answers in chat messages begin with it. */
  publicUrl?: string
  /** The clock at opening; every later call brings its own `now`. */
  now?: () => number
  /** Reads Markdown: published texts, and those somebody is just writing. */
  markdown?: Record<'published' | 'written', Markdown>
  /** Starts at once in a thread of its own; tests that need no spelling pass `noSpeller()`. */
  speller?: Speller
}

/** Opens the one library: tables, files, matcher, speller. The only place that knows which engines stand behind the ports. */
export async function openLibrary(options: LibraryOptions): Promise<Library & { imported: ImportReport | null }> {
  const { database, log = silent, now = Date.now, began = unwatched } = options
  // Published texts do not wait for what somebody is just writing.
  const markdown = options.markdown ?? { published: threadedMarkdown(log), written: threadedMarkdown(log) }
  const textOf: TextOf = async (body) => (await markdown.written.plain(body)) ?? body
  await migrate(database, libraryMigrations)
  let contentFaults: readonly ContentFault[] = []
  const imported = options.contentDir
    ? await importFrom(options.contentDir, now(), options.onImport, { leaveOutBroken: options.leaveOutBroken ?? false })
    : null

  const { answers: store, catalogue: catalogueStore, files, words } = storesOver(database.db, textOf)
  await nameDefault(catalogueStore, options.defaultSite)
  const visits = sqlVisitStore(database)
  let catalogue = await catalogueStore.load()
  const currentCatalogue = () => catalogue
  const siteOfFiles = async () => (await catalogueStore.named('of_files')) ?? catalogue.sites[0]?.id ?? ''
  const orderNumbers = () => catalogue.sites.flatMap((site) => site.orderNumbers)

  const published = publishedAnswers()
  for (const { answerId, ...address } of await store.oldAddresses()) published.wasAt(address, answerId)
  const pictureStore = sqlPictureStore(database)
  const pictures: OpenPictures = await openPictures({ store: pictureStore, published })
  const onSites = (some: Awaited<ReturnType<typeof store.publishedTexts>>) =>
    some.flatMap((one) => shownOnSites(one, catalogue))
  const validity = openValidity((site) => catalogue.sites.find(({ id }) => id === site)?.timeZone, now())
  /** Of published answers, what is shown now; `records`: all that were asked for. */
  function shownNow(texts: Awaited<ReturnType<typeof store.publishedTexts>>, records?: readonly AnswerId[]) {
    validity.note(records ?? [], texts)
    return onSites(validity.shown(texts))
  }
  for (const one of shownNow(await store.publishedTexts())) published.put(one)
  const productStore = sqlProductStore(database)
  const products = openProducts({ store: productStore, held: () => catalogue.products })
  const publishedAbout = () => [...published.all()].map(({ answer }) => answer)
  await products.reload(publishedAbout())
  const entryOf = (one: PublishedAnswer) => searchEntry(one, products.about(one.answer))
  const matcher = await openMatcher({
    // In one order on every machine: what is learnt from the library depends a little on the order it is read in.
    entries: [...published.all()].sort(byAddress).map(entryOf),
    store: sqlLearntStore(database.db),
    outside: options.meilisearch ? meilisearchSearchIndex({ ...options.meilisearch, log }) : null,
    meaning: meaningFrom({
      modelDir: options.modelDir,
      service: options.embeddings,
      store: sqlVectorStore(database.db),
      log,
    }),
    log,
    began,
  })

  const { subscribe, tell, clear } = libraryListeners(log)
  let lastChange: Promise<void> = Promise.resolve()
  /** One after the other: of two changes to an answer, the later reading must also be the later writing. */
  function changed(ids: readonly AnswerId[], remote = false): Promise<void> {
    if (ids.length === 0) return Promise.resolve()
    const turn = lastChange.then(() => named(began, 'changed answers', ids.length, () => bringUpToDate(ids, remote)))
    lastChange = turn.catch(() => {})
    return turn
  }

  /** Reads the answers again, brings the matcher up to date and tells the readers. */
  async function bringUpToDate(ids: readonly AnswerId[], remote: boolean): Promise<void> {
    const records = [...new Set(ids.map(recordOf))]
    const put = shownNow(await store.publishedTexts(records), records)
    const before = heldOf(records, published).map(({ answer }) => answer)
    const gone = before.map(({ id }) => id).filter((id) => !put.some(({ answer }) => answer.id === id))
    for (const id of gone) published.remove(id)
    // A picture may have come with the answer, by another node.
    if (put.some(({ answer }) => answer.body.includes('/pictures/'))) await pictures.reload()
    for (const one of put) published.put(one)
    await products.learn(put.map(({ answer }) => answer))
    try {
      if (gone.length > 0) await matcher.remove(gone)
      if (put.length > 0) await matcher.put(put.map(entryOf))
    } catch (error) {
      // What is published is published: pages show it even while a search engine does not take it.
      log.error({ error: String(error) }, 'a library change could not be added to search')
    }
    tell({
      answers: [
        ...new Map([...before, ...put.map(({ answer }) => answer)].map(({ id, site }) => [id, { id, site }])).values(),
      ],
      tags: tagsOfChange(
        before,
        put.map(({ answer }) => answer),
        published,
      ),
      remote,
    })
  }

  async function importFrom(
    dir: string,
    at: number,
    progress?: (done: number, total: number) => void,
    how: { retireMissing?: boolean; leaveOutBroken?: boolean } = {},
  ): Promise<ImportReport> {
    const { defaultSite } = options
    const parts = { database, storesOver, textOf, markdown: markdown.written, defaultSite, log }
    const report = await importFolder(parts, dir, at, progress, how)
    contentFaults = report.faults
    return report
  }

  /** What several sites show, or what says what a site's settings decide, is as they say now. */
  async function shownAnew(remote: boolean): Promise<void> {
    const ids = changeable(published)
    if (ids.length > 0) await changed(otherwise(shownNow(await store.publishedTexts(ids), ids), ids, published), remote)
  }

  /** Products are others now, or are called otherwise: answers about them are found by what these are called. */
  async function productsChanged(remote: boolean): Promise<void> {
    const others = await renamed(published.all(), entryOf, () => products.reload(publishedAbout()))
    if (others.length > 0) await matcher.put(others)
    tell({ answers: [], tags: ['products', 'home'], remote })
  }

  const speller = options.speller ?? nspellSpeller(log)
  const spelling = await openSpelling({
    speller,
    words,
    productWords: () => shopWords(catalogue, (site) => products.names(site)),
    changed: () => tell({ answers: [], tags: [], remote: false }),
  })
  const { hit, ...find } = openFinding({
    store,
    published,
    matcher,
    catalogue: currentCatalogue,
    products,
    markdown: markdown.published,
    picture: pictures.named,
    mostHelpful: (site, locale, limit) => visits.mostHelpful(site, locale, limit),
    publicUrl: options.publicUrl ?? '',
    validity,
  })
  const { grouping, ...gaps } = openGaps({ store: sqlGapStore(database), matcher, published, hit, log, began })
  subscribe(({ answers: some, remote }) => {
    // The node that published looks for everybody.
    if (!remote) grouping.answersChanged(some.map(({ id }) => id))
  })
  const answers = openAnswers({
    store,
    published,
    catalogue: currentCatalogue,
    products,
    markdown: markdown.written,
    async html(written) {
      const content = filledFor(written, currentCatalogue())
      const { html } = (await markdown.written.read(content.body, content.locale)) ?? unreadAsText(content.body)
      const linked = resolveLinks(html, resolverOf(published, { ...catalogue, products }, content))
      return showPictures(linked, (name) => pictures.named(content.site, name))
    },
    hasPicture: (site, name) => pictures.named(site, name) !== null,
    changed: (ids) => changed(ids),
    validity,
    holdsPersonalData: (text) => personalData(text, { orderNumbers: orderNumbers() }).length > 0,
    misspelled: misspelledBy(spelling.check),
  })

  return {
    imported,
    find,
    answers,
    sites: openSites({
      store: catalogueStore,
      catalogue: currentCatalogue,
      unsafeLogo: unsafeSvg,
      async changed() {
        catalogue = await catalogueStore.load()
        await shownAnew(false)
        tell({ answers: [], tags: ['home', 'site'], remote: false })
      },
    }),
    categories: openCategories({
      within: (run) => database.db.transaction().execute((db) => run(storesOver(db, textOf))),
      answers: store,
      catalogue: currentCatalogue,
      published,
      async changed(moved) {
        catalogue = await catalogueStore.load()
        await changed(moved)
        await shownAnew(false)
        tell({ answers: [], tags: ['home', 'site'], remote: false })
      },
    }),
    matcher,
    templates: openTemplates({
      store,
      published,
      matcher,
      catalogue: currentCatalogue,
      products,
      markdown: markdown.published,
      picture: pictures.named,
      addressOfSite: find.address,
      isShown: validity.isShown,
    }),
    catalogue: openCatalogue({
      store: sqlImportStore(database),
      counts: productStore.counts,
      ofFiles: (site) => (products.isFed(site) ? [] : catalogue.products.filter((one) => one.site === site)),
      changed: () => productsChanged(false),
      log,
    }),
    foresight: openForesight({
      ...{ store, published, matcher, onSites, entryOf, log, database },
      markdown: markdown.written,
    }),
    spelling: { check: spelling.check, words: spelling.words, propose: spelling.propose, decide: spelling.decide },
    pictures: { list: pictures.list, add: pictures.add, remove: pictures.remove, open: pictures.open },
    promotion: openPromotion({
      matcher,
      published,
      catalogue: currentCatalogue,
      hit,
      answers,
      spelling,
      spellerReady: (timeoutMs) => speller.ready(timeoutMs),
    }),
    visits: openVisits({ store: visits, matcher, grouping, orderNumbers }),
    gaps,
    facts: openFacts({ answers, catalogue: currentCatalogue }),
    figures: openFigures({ store: visits, days: sqlVisitDays(database), published }),
    content: {
      async import(dir, at, progress, how) {
        const report = await importFrom(dir, at, progress, how)
        catalogue = await catalogueStore.load()
        await spelling.reload()
        await pictures.reload()
        await products.reload(publishedAbout())
        await changed(report.changed)
        await shownAnew(false)
        tell({ answers: [], tags: ['home', 'site'], remote: false })
        return report
      },
      async export(dir) {
        const of = await siteOfFiles()
        const library = {
          answers: await store.allPublished(),
          catalogue,
          approvedWords: await words.ofDesk(),
          siteOfFiles: of,
          movedTo: find.movedTo,
          picture: pictures.bytes,
        }
        const report = await exportContent(dir, library, files, catalogueStore)
        catalogue = await catalogueStore.load()
        return report
      },
      async check() {
        if (!(await speller.ready(SPELLER_TIMEOUT_MS))) throw new Error('the speller did not start')
        const answers = await store.allPublished()
        return checkContent(
          { answers, catalogue, products, siteOfFiles: await siteOfFiles() },
          (text, site) => insistently((asked) => spelling.unknownOf(asked, site))(text),
          markdown.written,
          (site, name) => pictures.named(site, name) !== null,
        )
      },
    },
    subscribe,
    async refresh(ids) {
      if (ids.length > 0) return changed(ids, true)
      catalogue = await catalogueStore.load()
      await spelling.reload()
      await pictures.reload()
      await productsChanged(true)
      await shownAnew(true)
      tell({ answers: [], tags: ['home', 'site'], remote: true })
    },
    async catchUp(now) {
      if (now !== undefined) await answers.turn(now)
      const fresh = await catalogueStore.load()
      const moved = answersOfOtherCategories(catalogue, fresh, published)
      if (moved !== null) {
        catalogue = fresh
        tell({ answers: [], tags: ['home', 'site'], remote: true })
      }
      const ids = [...new Set([...(await missedAnswers(store, published, validity)), ...(moved ?? [])])]
      await changed(ids, true)
      await shownAnew(true)
      return ids
    },
    status() {
      const { engine, degraded, reason } = matcher.status()
      return {
        answers: published.size(),
        search: { engine, degraded, ...(reason ? { reason } : {}) },
        spelling: speller.state(),
        content: contentFaults,
      }
    },
    async close() {
      clear()
      // Threads and timers beneath do not keep the process alive; whoever waits for the end does.
      const waiting = setInterval(() => {}, 1_000)
      await grouping.close()
      await Promise.all([matcher.close(), speller.close(), markdown.published.close(), markdown.written.close()])
      clearInterval(waiting)
    },
  }
}

const SPELLER_TIMEOUT_MS = 60_000
