import { faultText } from '#shared'
import { loopTurns } from '../turns.ts'
import { matterByWords } from './letter/matter-by-words.ts'
import type { SearchIndex } from './outside/search-index.ts'
import type { Log } from '../log.ts'
import { gathered } from './learning/gathered.ts'
import { questionKey, questionOf } from './learning/learn-from-outcomes.ts'
import { Learning, type LearntChange } from './learning/learning.ts'
import type { LearntStore } from './learning/learnt-store.ts'
import type {
  Because,
  LearntFilter,
  LearntItem,
  Matcher,
  MatcherStatus,
  MatchHit,
  MatchQuery,
  MatchResult,
  Outcome,
  PageContext,
  PastQuestion,
  PlannedChange,
  Replay,
  SearchEntry,
  SimilarOptions,
  SynonymGroup,
  Thresholds,
  ThresholdPreview,
} from './matcher.ts'
import type { LexicalEngine, ReadQuery } from './lexical-engine.ts'
import type { Ranked } from './ranking/rank.ts'
import type { FoundBy } from './ranking/weights.ts'
import type { Meaning, NearAnswer } from './meaning/meaning.ts'
import { DEFAULT_THRESHOLDS } from './verdict/decide.ts'
import { verdictOf } from './verdict/verdict-of.ts'
import type { Judgements } from './verdict/judgements.ts'
import type { ReplayState } from './replay/replay-state.ts'
import { runReplay } from './replay/run-replay.ts'
import { QuestionGroups } from './question-groups.ts'

const DEFAULT_LIMIT = 3
const ENGINE_CANDIDATES = 60
const CONTEXT_LIMIT = 5
const DUPLICATE_LEAST = 0.35
/** Under way and waiting. */
const MOST_REPLAYS = 4
const LAST_STUDY = 'last-judgements'

/** Wires the lexical engine, an outside search engine (if any), what was learnt and the lead's settings. */
export class LibraryMatcher implements Matcher {
  private readonly engine: LexicalEngine
  private readonly outside: SearchIndex | null
  private readonly meaning: Meaning | null
  private readonly store: LearntStore
  private readonly log: Log
  private learning = new Learning()
  private readonly settings = new Map<string, Thresholds>()
  private kept: Promise<void> = Promise.resolve()
  private replaying: Promise<unknown> = Promise.resolve()
  private replays = 0
  private stopReplay = () => {}
  private closed = false
  private readonly apply = gathered<LearntChange>((changes) => this.applyAll(changes))

  constructor(parts: {
    engine: LexicalEngine
    outside: SearchIndex | null
    meaning: Meaning | null
    store: LearntStore
    log: Log
  }) {
    this.engine = parts.engine
    this.outside = parts.outside
    this.meaning = parts.meaning
    this.store = parts.store
    this.log = parts.log
    this.engine.onStudied = (judgements) => {
      this.kept = this.keepJudgements(judgements)
    }
  }

  /** Reads what was learnt, and then the library with it; call once before use. */
  async open(entries: AsyncIterable<SearchEntry> | Iterable<SearchEntry>): Promise<void> {
    this.learning = new Learning(await this.store.outcomes())
    this.engine.setLearnt(this.learning.items())
    await this.engine.build(this.allWithLearnt(entries))
    this.meaning?.begin(this.engine.entries())
    for (const site of this.engine.sites()) await this.loadSite(site)
    this.outside?.start(this.engine)
  }

  async match(asked: MatchQuery): Promise<MatchResult> {
    await loopTurns.turn()
    const query = { ...asked, text: await matterByWords(this.engine, asked, () => loopTurns.turn()) }
    let read = this.engine.read(query)
    const candidates = await this.outsideCandidates(query, read)
    if (!this.engine.isCurrent(read)) read = this.engine.read(query)
    const byWords = this.engine.rank(query, read, candidates)
    const near = await this.near(query, read, byWords)
    if (!this.engine.isCurrent(read)) read = this.engine.read(query)
    const ranked = near ? this.engine.rank(query, read, candidates, near) : byWords
    const by = near ? 'both' : 'words'
    const judged = this.engine.judge(query, read, ranked, by)
    const { confidence = 0, fit = 0 } = judged ?? {}
    const thresholds = this.thresholdsOf(query.site, by)
    const asking = { read, ranked, judged, product: query.product }
    return {
      verdict: verdictOf(this.engine, asking, thresholds, by),
      confidence,
      fit,
      because: this.because(read, ranked[0], judged?.absent, near),
      repaired: read.repaired,
      searched: read.searched,
      hits: ranked.slice(0, query.limit ?? DEFAULT_LIMIT).map((one) => this.hit(read.words, one, near)),
      engine: candidates ? 'meilisearch' : 'embedded',
      degraded: this.outside !== null && !candidates,
    }
  }

  async put(entries: readonly SearchEntry[]): Promise<void> {
    await this.index(entries)
    for (const site of new Set(entries.map(({ site }) => site))) if (!this.settings.has(site)) await this.loadSite(site)
    this.outside?.changed(entries.map(({ id }) => id))
  }

  async remove(ids: readonly string[]): Promise<void> {
    this.engine.remove(ids)
    this.meaning?.remove(ids)
    this.outside?.changed(ids)
  }

  async similar(text: string, options: SimilarOptions): Promise<MatchHit[]> {
    await loopTurns.turn()
    const query: MatchQuery = { text, site: options.site, audience: options.audience ?? 'all', locale: options.locale }
    const read = this.engine.read(query)
    const exclude = new Set(options.exclude)
    return this.engine
      .rank(query, read)
      .filter(({ number }) => !exclude.has(this.engine.entryAt(number).id))
      .map((ranked) => ({ ...this.hit(read.words, ranked), score: this.engine.likeness(ranked) }))
      .filter(({ score }) => score >= DUPLICATE_LEAST)
      .slice(0, options.limit ?? 5)
  }

  async suggestForContext(context: PageContext): Promise<MatchHit[]> {
    return this.engine
      .forContext(context, (id) => this.learning.helped(id), context.limit ?? CONTEXT_LIMIT)
      .map(({ entry, score }) => ({ id: entry.id, score, words: [] }))
  }

  async learn(outcome: Outcome): Promise<void> {
    if (!this.learning.isWorthKeeping(outcome)) return
    await this.store.addOutcome(outcome)
    await this.apply(this.learning.add(outcome))
    const until = this.learning.outlived(outcome.site)
    if (until === null) return
    await this.store.removeSaidUntil(outcome.site, until)
    const isOutlived = ({ site, kind, at }: Outcome) =>
      site === outcome.site && at <= until && (kind === 'helped' || kind === 'not_helped')
    await this.apply(this.learning.remove(isOutlived))
  }

  async learnt(filter: LearntFilter = {}): Promise<LearntItem[]> {
    return this.learning
      .items()
      .filter(({ site }) => filter.site === undefined || site === filter.site)
      .filter(({ answerId }) => filter.answerId === undefined || answerId === filter.answerId)
      .filter(({ effect }) => filter.effect === undefined || effect === filter.effect)
      .sort((a, b) => (a.lastAt < b.lastAt ? 1 : -1))
  }

  async forget(id: string): Promise<boolean> {
    const item = this.learning.item(id)
    if (!item) return false
    const kinds: Outcome['kind'][] =
      item.effect === 'absent' ? ['no_answer'] : item.effect === 'lowers' ? ['not_helped'] : ['helped', 'solved_by']
    const question = questionKey(item.question)
    await this.store.removeOutcomes({ site: item.site, question, answerId: item.answerId, kinds })
    const isOfItem = (outcome: Outcome) =>
      outcome.site === item.site &&
      kinds.includes(outcome.kind) &&
      (outcome.answerId ?? null) === item.answerId &&
      questionOf(outcome) === question
    await this.apply(this.learning.remove(isOfItem))
    return true
  }

  async forgetVisitor(visitor: string): Promise<void> {
    await this.store.removeVisitor(visitor)
    await this.apply(this.learning.remove((outcome) => outcome.visitor === visitor))
  }

  async synonyms(site: string): Promise<SynonymGroup[]> {
    return (await this.store.setting<SynonymGroup[]>(site, 'synonyms')) ?? []
  }

  async setSynonyms(site: string, groups: readonly SynonymGroup[]): Promise<void> {
    await this.store.saveSetting(site, 'synonyms', groups)
    await this.engine.setSynonyms(site, groups)
  }

  async thresholds(site: string): Promise<Thresholds> {
    return this.thresholdsOf(site, this.usual)
  }

  async setThresholds(site: string, thresholds: { answer: number; suggest: number } | null): Promise<void> {
    await this.store.saveSetting(site, 'thresholds', thresholds)
    if (thresholds) this.settings.set(site, { ...thresholds, source: 'lead' })
    else this.settings.delete(site)
  }

  async previewThresholds(site: string, thresholds: { answer: number; suggest: number }): Promise<ThresholdPreview> {
    return this.engine.judgements.preview(site, this.usual, await this.thresholds(site), thresholds)
  }

  /** One after the other: each may take a core for seconds. */
  async replay(site: string, questions: readonly PastQuestion[], change: PlannedChange): Promise<Replay | null> {
    if (this.replays >= MOST_REPLAYS) return null
    this.replays += 1
    const turn = this.replaying.then(async () => {
      if (this.closed) return null
      const running = runReplay(await this.stateOf(site), questions, change)
      this.stopReplay = running.stop
      const changed = await running.result
      const asked = questions.reduce((sum, { count }) => sum + count, 0)
      return changed && { questions: questions.length, asked, changed, byWordsAlone: this.meaning !== null }
    })
    this.replaying = turn.catch(() => null).finally(() => (this.replays -= 1))
    return turn
  }

  questionGroups(): QuestionGroups {
    return new QuestionGroups((stemmed) => this.engine.weightOf(stemmed))
  }

  status(): MatcherStatus {
    const trouble = this.trouble()
    return {
      engine: this.outside ? 'meilisearch' : 'embedded',
      degraded: trouble !== null,
      ...(trouble ? { reason: trouble } : {}),
      ...this.engine.status(),
    }
  }

  async settled(): Promise<void> {
    await Promise.all([this.engine.settled(), this.meaning?.settled()])
  }

  async close(): Promise<void> {
    this.closed = true
    this.stopReplay()
    await this.replaying
    await Promise.all([this.engine.close(), this.outside?.close(), this.meaning?.close()])
    await this.kept
  }

  private async stateOf(site: string): Promise<ReplayState> {
    return {
      site,
      entries: this.engine.entries().filter((entry) => entry.site === site),
      learnt: this.learning.items().filter((item) => item.site === site),
      synonyms: await this.synonyms(site),
      thresholds: this.thresholdsOf(site, 'words'),
      judgements: this.engine.judgements.of(site),
      sharpened: this.engine.held.ranker.sharpened?.table ?? null,
    }
  }

  /** How questions are judged unless meaning is away. */
  private get usual(): FoundBy {
    return this.meaning ? 'both' : 'words'
  }

  private thresholdsOf(site: string, by: FoundBy): Thresholds {
    return this.settings.get(site) ?? this.engine.judgements.thresholds(site, by) ?? DEFAULT_THRESHOLDS[by]
  }

  private async loadSite(site: string): Promise<void> {
    const thresholds = await this.store.setting<{ answer: number; suggest: number }>(site, 'thresholds')
    if (thresholds) this.settings.set(site, { ...thresholds, source: 'lead' })
    const judgements = await this.store.setting<Judgements>(site, LAST_STUDY)
    if (judgements) this.engine.judgements.goOnFrom(site, judgements)
    await this.engine.setSynonyms(site, await this.synonyms(site))
  }

  /** A restart judges by the last study until its own is through: with the defaults a third would go to a person for nothing. */
  private async keepJudgements(judgements: ReadonlyMap<string, Judgements>): Promise<void> {
    try {
      for (const [site, judgement] of judgements) await this.store.saveSetting(site, LAST_STUDY, judgement)
    } catch (fault) {
      this.log.warn({ fault: faultText(fault) }, 'search calibration could not be saved for the next start')
    }
  }

  /** Learnt questions become weighted phrasings of their answer; only answers whose share changed are indexed again. */
  private async applyAll(changes: readonly LearntChange[]): Promise<void> {
    const moved = changes.filter(({ before, after }) => before?.weight !== after?.weight)
    for (const change of moved) this.engine.learn(change)
    const raised = moved.flatMap(({ before, after }) => {
      const item = after ?? before
      return item?.effect === 'raises' && item.answerId ? [item.answerId] : []
    })
    const entries = [...new Set(raised)].flatMap((id) => this.engine.entry(id) ?? [])
    await this.index(entries)
    this.outside?.changed(entries.map(({ id }) => id))
  }

  private async *allWithLearnt(entries: AsyncIterable<SearchEntry> | Iterable<SearchEntry>) {
    for await (const entry of entries) yield this.withLearnt(entry)
  }

  private async index(entries: readonly SearchEntry[]): Promise<void> {
    const whole = entries.map((entry) => this.withLearnt(entry))
    this.meaning?.put(whole)
    await this.engine.put(whole)
  }

  /** What a question means nothing or is unfinished is asked by its words alone. */
  private async near(query: MatchQuery, read: ReadQuery, byWords: readonly Ranked[]): Promise<NearAnswer[] | null> {
    if (!this.meaning || query.typing || this.engine.saysNothing(read, false)) return null
    const { site, audience } = query
    const also = byWords.map(({ number }) => this.engine.entryAt(number).id)
    const near = await this.meaning.near(read.searched, { site, audience, locale: read.locale }, also)
    return near && near.length > 0 ? near : null
  }

  /** Where words say little of the first answer, it stands there for what it means. */
  private because(
    read: ReadQuery,
    first: Ranked | undefined,
    absent: string | null | undefined,
    near: readonly NearAnswer[] | null,
  ): Because {
    const because = this.engine.because(read, first, absent)
    if (!first || !near || because.words.length > 0) return because
    const { id, phrasings } = this.engine.entryAt(first.number)
    const text = near.find((one) => one.id === id)?.text
    const at = phrasings.find((phrasing) => phrasing.text === text)?.at
    return { ...because, ...(text ? { meaning: { text, ...(at ? { at } : {}) } } : {}) }
  }

  private withLearnt(entry: SearchEntry): SearchEntry {
    const own = entry.phrasings.filter(({ id }) => !id.startsWith('lrn_'))
    const written = new Set(own.map(({ text }) => questionKey(text)))
    const learnt = this.learning
      .raising(entry.id)
      .filter(({ question }) => !written.has(questionKey(question)))
      .map(({ id, question, lastAt, weight, source }) => ({ id, text: question, at: lastAt, weight, source }))
    return { ...entry, phrasings: [...own, ...learnt] }
  }

  /** With no word in common the answer's nearest text is what was matched. */
  private hit(words: readonly { word: string }[], ranked: Ranked, near: readonly NearAnswer[] | null = null): MatchHit {
    const hit = this.engine.hit(words, ranked)
    const text = hit.words.length === 0 ? near?.find(({ id }) => id === hit.id)?.text : undefined
    return text ? { ...hit, phrasing: text } : hit
  }

  /** Undefined when the embedded index is to find its own. */
  private async outsideCandidates(query: MatchQuery, read: ReadQuery): Promise<string[] | undefined> {
    if (!this.outside || this.trouble()) return undefined
    try {
      return await this.outside.candidates({
        stems: this.engine.tellingStems(read),
        site: query.site,
        audience: query.audience,
        limit: ENGINE_CANDIDATES,
      })
    } catch (fault) {
      this.log.warn({ fault: faultText(fault) }, 'the search engine failed; using the embedded engine')
      return undefined
    }
  }

  private trouble(): string | null {
    return this.outside?.trouble() ?? null
  }
}
