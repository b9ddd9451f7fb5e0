import type { Locale } from '#shared'
import { HeldIndex } from './held-index.ts'
import type { LearntChange } from './learning/learning.ts'
import { questionsLike, RememberedQuestions } from './learning/remembered-questions.ts'
import type { Log } from '../log.ts'
import type { Began } from '../work.ts'
import type {
  Because,
  LearntItem,
  MatchHit,
  MatchQuery,
  PageContext,
  Repair,
  SearchEntry,
  SynonymGroup,
} from './matcher.ts'
import { contextLift, lookedAt } from './ranking/context-lift.ts'
import { isKeywordOf } from './ranking/keyword.ts'
import { type QueryVector, queryVector, type QueryWord } from './ranking/query-vector.ts'
import type { KeptStudy } from './background/kept-study.ts'
import type { Study } from './background/study.ts'
import { LibraryStudy } from './background/library-study.ts'
import { FEATURE } from './ranking/features.ts'
import type { Meaning, NearAnswer } from './meaning/meaning.ts'
import type { AnswerIndex } from './ranking/answer-index.ts'
import type { Ranked } from './ranking/rank.ts'
import { shownScore } from './ranking/shown-score.ts'
import type { FoundBy } from './ranking/weights.ts'
import { namesArticle, namesProduct, onceAsked, stemsAsked, unnamedProduct } from './ranking/unnamed-product.ts'
import { isWordOf, type WordTable } from './repair/ordinary-words.ts'
import { repairQuery } from './repair/repair-query.ts'
import type { Synonyms } from './synonyms/synonyms.ts'
import { withGeneral, withShops } from './synonyms/with-general.ts'
import { matterOf, saysNothing } from './text/common-words.ts'
import { SharpenedWeights } from './ranking/sharpened-weights.ts'
import { queryLanguage } from './text/query-language.ts'
import { stem } from './text/stem.ts'
import { confidenceAt, evidenceOf, fitOf, logOdds, RIGHT } from './verdict/confidence.ts'
import { type Judgements, SiteJudgements } from './verdict/judgements.ts'

const WORD_FOUND_FROM = 0.5
/** Answers far behind the first, or sharing no word with the question, are noise. */
const LEAST_SCORE_SHARE = 0.1
const LOWERED_BY = 0.5
/** With so much of a question found in an answer of the product that is meant, the answer is worth a look. */
const MOSTLY_COVERED = 0.5
/** Two likenesses closer than this count as equal: one is of stems, the other of stems and letters. */
const FILLED_WITHIN = 0.05
const DOUBT_TOLD_FROM = 0.3

export interface ReadQuery {
  words: QueryWord[]
  repaired: Repair[]
  searched: string
  stems: string[]
  vector: QueryVector
  locale: Locale | null
  /** Numbers of words and answers are of this index. */
  of: AnswerIndex
}

export interface Judged {
  confidence: number
  fit: number
  /** A question operators marked as absent that pulled this one to a person. */
  absent: string | null
}

interface EngineParts {
  log: Log
  began: Began
  words: WordTable
  kept: KeptStudy
  meaning: Meaning | null
}

/** Everything that happens in process: repair, ranking, judgement over one index of all sites and languages. */
export class LexicalEngine {
  readonly held: HeldIndex
  private readonly study: LibraryStudy
  private readonly synonyms = new Map<string, Synonyms>()
  private readonly groups = new Map<string, readonly SynonymGroup[]>()
  private readonly noSynonyms: Synonyms
  private absent = new RememberedQuestions()
  private lowered = new RememberedQuestions()
  readonly judgements = new SiteJudgements()
  /** Told what a study found of each site, to be kept beside the library. */
  onStudied: (judgements: ReadonlyMap<string, Judgements>) => void = () => {}

  constructor({ log, words, kept, meaning, began }: EngineParts) {
    this.held = new HeldIndex(isWordOf(words), began)
    this.study = new LibraryStudy({
      words,
      entries: () => this.held.entries(),
      kept,
      meaning,
      learnt: (study) => this.apply(study),
      began,
      failed: (fault) =>
        log.error(
          { fault: String(fault) },
          'could not calibrate search on this library; keeping the current thresholds',
        ),
    })
    this.noSynonyms = withGeneral()
  }

  async build(entries: AsyncIterable<SearchEntry> | Iterable<SearchEntry>): Promise<void> {
    await this.held.build(entries)
    this.study.soon()
  }

  /** A few entries are usable when this returns, many when the promise resolves. */
  async put(entries: readonly SearchEntry[]): Promise<void> {
    if (entries.length === 0) return
    await this.held.put(entries)
    this.study.soon()
  }

  remove(ids: readonly string[]): void {
    this.held.remove(ids)
  }

  entry(id: string): SearchEntry | undefined {
    return this.index.entry(id)
  }

  entries(): SearchEntry[] {
    return this.held.entries()
  }

  entryAt(number: number): SearchEntry {
    return this.index.answers[number]!.entry
  }

  sites(): Set<string> {
    return new Set(this.index.answers.filter(({ alive }) => alive).map(({ entry }) => entry.site))
  }

  /** What was set last counts. */
  async setSynonyms(site: string, groups: readonly SynonymGroup[]): Promise<void> {
    this.groups.set(site, groups)
    // Two hundred shops without words of their own hold the general ones once.
    const synonyms = groups.length === 0 ? null : await withShops(groups)
    if (this.groups.get(site) !== groups) return
    if (synonyms) this.synonyms.set(site, synonyms)
    else this.synonyms.delete(site)
  }

  setLearnt(items: readonly LearntItem[]): void {
    this.absent = new RememberedQuestions(items.filter(({ effect }) => effect === 'absent'))
    this.lowered = new RememberedQuestions(items.filter(({ effect }) => effect === 'lowers'))
  }

  learn({ before, after }: LearntChange): void {
    const kept = { absent: this.absent, lowers: this.lowered, raises: null }[(after ?? before)?.effect ?? 'raises']
    if (after) kept?.put(after)
    else if (before) kept?.remove(before.id)
  }

  read(query: Pick<MatchQuery, 'text' | 'typing' | 'site' | 'locale'>): ReadQuery {
    const synonyms = this.synonyms.get(query.site) ?? this.noSynonyms
    const { words, repaired, searched } = repairQuery(query.text, this.held.vocabulary.beside(synonyms), query.typing)
    const vector = queryVector(this.index, words, (stems) => synonyms.standingFor(stems))
    const language = queryLanguage(
      words.map(({ word }) => word),
      (word) => this.index.holdingByLocale(stem(word)),
    )
    return {
      words,
      repaired,
      searched,
      stems: words.map(({ word }) => stem(word)),
      vector,
      locale: language ?? query.locale ?? null,
      of: this.index,
    }
  }

  /** False once a fresh index has taken over: then the query must be read again. */
  isCurrent(read: ReadQuery): boolean {
    return read.of === this.index
  }

  /** Whether there is nothing in the question to look for: greetings and the like. */
  saysNothing(read: ReadQuery, typing: boolean): boolean {
    // an unfinished "or" may become "order"; alone it is no question yet
    const words = read.words.flatMap(({ word, alternatives }) =>
      read.words.length === 1 ? [word] : alternatives.map((one) => one.word),
    )
    return saysNothing(words, typing)
  }

  /** Answers of the query's own language; of another only where the site has none that fit. */
  rank(
    query: Omit<MatchQuery, 'text'>,
    read: ReadQuery,
    candidates?: readonly string[] | undefined,
    near?: readonly NearAnswer[] | null,
  ): Ranked[] {
    if (this.saysNothing(read, query.typing ?? false)) return []
    const numbers = candidates?.map((id) => this.index.number(id)).filter((number) => number >= 0)
    const allowed = (number: number, own: boolean) => {
      const { entry } = this.index.answers[number]!
      return (
        entry.site === query.site &&
        (query.audience === 'all' || entry.audience === query.audience) &&
        (!read.locale || (entry.locale === read.locale) === own)
      )
    }
    const run = (own: boolean) => {
      const within = numbers?.filter((number) => allowed(number, own))
      return this.held.ranker.rank(read.vector, (number) => allowed(number, own), within, near && this.numbered(near))
    }
    const isFound = ({ features }: Ranked) => Boolean(near) || features[FEATURE.coverage]! > 0
    let ranked = run(true)
    if (read.locale && !(ranked[0] && isFound(ranked[0]))) ranked = run(false)
    return this.adjust(
      query,
      read,
      ranked.filter((one, i) => (i === 0 || one.score > LEAST_SCORE_SHARE * ranked[0]!.score) && isFound(one)),
    )
  }

  /** `by`: what they were ranked by. */
  judge(query: { site: string }, read: ReadQuery, ranked: readonly Ranked[], by: FoundBy): Judged | null {
    const first = ranked[0]
    if (!first || (by === 'words' && first.features[FEATURE.coverage] === 0)) return null
    const remembered = questionsLike(this.absent, query.site, read.stems, this.index)[0]
    // An answer that says the asked words as closely as the remembered gap does has filled it.
    const absent = remembered && this.likeness(first) < remembered.likeness - FILLED_WITHIN ? remembered : undefined
    const doubt = absent ? absent.likeness ** 2 : 0
    const evidence = evidenceOf(ranked, read.vector, this.index.richness)
    const calibration = this.judgements.calibration(query.site, by)
    return {
      confidence: confidenceAt(logOdds(evidence, RIGHT[by]), calibration) * (1 - doubt),
      fit: fitOf(evidence, by) * (1 - doubt),
      absent: doubt > DOUBT_TOLD_FROM && absent ? absent.question : null,
    }
  }

  because(read: ReadQuery, best: Ranked | undefined, absent: string | null | undefined): Because {
    if (!best)
      return {
        words: [],
        missing: read.words.filter(({ word }) => matterOf(word) === 1).map(({ word }) => word),
        ...(absent ? { learnt: absent } : {}),
      }
    const { words, missing } = this.found(read.words, best)
    const phrasing = this.phrasingOf(best)
    return {
      words,
      ...(phrasing ? { phrasing: { text: phrasing.text, ...(phrasing.at ? { at: phrasing.at } : {}) } } : {}),
      ...(missing.length > 0 ? { missing } : {}),
      ...(absent ? { learnt: absent } : {}),
    }
  }

  hit(words: readonly { word: string }[], ranked: Ranked): MatchHit {
    const phrasing = this.phrasingOf(ranked)
    return {
      id: this.entryAt(ranked.number).id,
      score: shownScore(ranked.score),
      words: this.found(words, ranked).words,
      ...(phrasing ? { phrasing: phrasing.text } : {}),
    }
  }

  /** Whether the question is one word only, and the answer is asked about in it: worth a look unless the lead asks for more. */
  isLookedUp(ranked: Ranked | undefined, read: ReadQuery): boolean {
    return ranked !== undefined && isKeywordOf(this.entryAt(ranked.number), read.words)
  }

  /**
   * Whether the answer is of the product that is meant: named by its article number, or by a part of its name or the page, and
   * then asked little else about. Worth a look, however little the rest of the words says.
   */
  isOfProductMeant(ranked: Ranked | undefined, read: ReadQuery, product: string | undefined): boolean {
    if (!ranked) return false
    const entry = this.entryAt(ranked.number)
    const asked = stemsAsked(read.words)
    if (namesArticle(entry, asked)) return true
    const meant = namesProduct(entry, asked) || (product !== undefined && entry.products.includes(product))
    return meant && ranked.features[FEATURE.coverage]! >= MOSTLY_COVERED
  }

  /** How alike a question and an answer's closest text are, 0…1. */
  likeness(ranked: Ranked): number {
    return Math.max(
      (ranked.features[FEATURE.bestStems]! + ranked.features[FEATURE.bestGrams]!) / 2,
      ranked.features[FEATURE.bestAligned]!,
    )
  }

  /** Stems that stand for the query, synonyms and repairs included, the heaviest first. */
  tellingStems({ vector }: ReadQuery): string[] {
    return [...vector.stems].sort((a, b) => b[1] - a[1]).map(([id]) => this.index.lexicon.stems[id]!)
  }

  weightOf(stemmed: string): number {
    return this.index.stemWeight(this.index.lexicon.stemId(stemmed))
  }

  /** The `limit` answers that fit a page best, before anything is asked. */
  forContext(
    context: PageContext,
    helped: (id: string) => number,
    limit: number,
  ): { entry: SearchEntry; score: number }[] {
    const place = lookedAt(context, this.categoriesOf(context))
    const best: { entry: SearchEntry; score: number }[] = []
    for (const { alive, entry } of this.index.answers) {
      if (!alive || entry.site !== context.site || entry.locale !== context.locale || entry.audience !== 'public')
        continue
      const use = 0.1 * Math.log1p(helped(entry.id) + entry.phrasings.length / 10)
      const score = 1 - Math.exp(-contextLift(entry, place) - use)
      if (best.length === limit && score < best[limit - 1]!.score) continue
      best.push({ entry, score })
      best.sort((a, b) => b.score - a.score || (a.entry.question < b.entry.question ? -1 : 1))
      if (best.length > limit) best.pop()
    }
    return best
  }

  status(): { entries: number; buildMs: number; calibratedOn: number } {
    return { entries: this.index.alive, buildMs: this.held.buildMs, calibratedOn: this.judgements.calibratedOn }
  }

  /** Resolves when no study is running or due and no fresh index is being built. */
  async settled(): Promise<void> {
    await this.held.settled()
    await this.study.settled()
  }

  close(): Promise<void> {
    this.held.close()
    return this.study.close()
  }

  private get index() {
    return this.held.index
  }

  private apply({ cases, both, sharpened }: Study): void {
    this.held.sharpen(sharpened ? new SharpenedWeights(sharpened) : null)
    this.onStudied(this.judgements.study({ words: cases, both }))
  }

  private adjust(query: Omit<MatchQuery, 'text'>, read: ReadQuery, ranked: Ranked[]): Ranked[] {
    const lowered = questionsLike(this.lowered, query.site, read.stems, this.index)
    const context = query.product || query.category || query.page
    const asked = onceAsked(read.words)
    const place = context ? lookedAt(query, this.categoriesOf(query)) : null
    for (const one of ranked) {
      const { entry } = this.index.answers[one.number]!
      let by = unnamedProduct(entry, asked, query.product, query.productCategories)
      if (place) by *= 1 + contextLift(entry, place)
      if (one.score > 0) one.score *= by
      if (one.byWords > 0) one.byWords *= by
      for (const { answerId, likeness, weight } of lowered)
        if (answerId === entry.id) {
          one.score *= 1 - LOWERED_BY * weight * likeness
          one.byWords *= 1 - LOWERED_BY * weight * likeness
        }
    }
    return ranked.sort((a, b) => b.score - a.score)
  }

  /** The kinds of product the looked-at product belongs to, as its answers name them. */
  private categoriesOf(context: { site: string; product?: string; category?: string }): Set<string> {
    const categories = new Set<string>(context.category ? [context.category] : [])
    if (!context.product) return categories
    for (const { alive, entry } of this.index.answers) {
      if (alive && entry.site === context.site && entry.products.includes(context.product))
        for (const category of entry.productCategories ?? []) categories.add(category)
    }
    return categories
  }

  private numbered(near: readonly NearAnswer[]): Map<number, NearAnswer> {
    return new Map(near.map((one) => [this.index.number(one.id), one] as const).filter(([number]) => number >= 0))
  }

  private found(words: readonly { word: string }[], ranked: Ranked): { words: string[]; missing: string[] } {
    const found = new Set<string>()
    const missing = new Set<string>()
    words.forEach(({ word }, position) => {
      if (matterOf(word) < 1) return
      if (ranked.covered[position]! >= WORD_FOUND_FROM) found.add(word)
      else missing.add(word)
    })
    return { words: [...found], missing: [...missing] }
  }

  private phrasingOf({ number, bestText }: Ranked): SearchEntry['phrasings'][number] | undefined {
    // texts of an answer are its question, its body, then its phrasings
    return this.entryAt(number).phrasings[bestText - this.index.textStart.data[number]! - 2]
  }
}
