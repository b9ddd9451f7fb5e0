import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DEFAULTS, type Index, pick, presentIndex, statsOf } from './strict-indexes.ts'
import { type Key, KeyRing, mayUse } from './strict-keys.ts'
import { checkSearch, checkSettings, checkSwap, checkUid, Refused } from './strict-refusals.ts'
import { type Document, hitsOf, rankingScore, type SearchBody } from './strict-search.ts'
import { presentTask, TaskQueue, TaskRefused } from './strict-tasks.ts'

interface Request {
  params: Record<string, string>
  query: URLSearchParams
  body: never
  key: Key
}

interface Reply {
  status: number
  body: unknown
}

const DOCUMENT_ID = /^[A-Za-z0-9_-]{1,511}$/
const MOST_WORDS = 10

/**
 * For tests: a local server that answers as Meilisearch 1.50.0 answers what we ask, held to a recording of the real one by
 * strict-meilisearch.test.ts. Every request it refuses is noted, and so is what the real one takes without a word although
 * it cannot be meant.
 */
export class StrictMeilisearch {
  readonly requests: string[] = []
  /** `400 bad_request POST /multi-search`, one for each. */
  readonly refusals: string[] = []
  readonly violations: string[] = []
  readonly tasks: TaskQueue
  /** Answer every request with this status, as an overloaded or broken server would. */
  failWith: number | null = null
  /** Wait so long before each answer. */
  delayMs = 0
  /** What its clock is ahead of ours. */
  aheadMs = 0
  private readonly indexes = new Map<string, Index>()
  readonly keys: KeyRing
  private server: Server | null = null
  private port = 0

  constructor(masterKey: string) {
    this.keys = new KeyRing(masterKey)
    this.tasks = new TaskQueue(() => Date.now() + this.aheadMs)
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Listens on a free port; after `stop` on the same one again, with everything it held. */
  async listen(): Promise<void> {
    this.server = createServer((request, response) => {
      void this.answer(request).then(({ status, body }) => {
        response
          .writeHead(status, { 'content-type': 'application/json', date: new Date(this.now()).toUTCString() })
          .end(body === null ? '' : JSON.stringify(body))
      })
    })
    await new Promise<void>((resolve) => this.server!.listen(this.port, '127.0.0.1', resolve))
    this.port = (this.server.address() as AddressInfo).port
  }

  async stop(): Promise<void> {
    this.tasks.stop()
    this.server?.closeAllConnections()
    await new Promise((resolve) => this.server?.close(resolve))
  }

  uids(): string[] {
    return [...this.indexes.keys()]
  }

  documents(uid: string): Document[] {
    return [...(this.indexes.get(uid)?.documents.values() ?? [])]
  }

  /** Makes or removes an index at once, as somebody else might. */
  plant(uid: string): void {
    const at = new Date(this.now()).toISOString()
    this.indexes.set(uid, {
      uid,
      primaryKey: 'key',
      settings: { ...DEFAULTS },
      documents: new Map(),
      createdAt: at,
      updatedAt: at,
    })
  }

  uproot(uid: string): void {
    this.indexes.delete(uid)
  }

  private now(): number {
    return Date.now() + this.aheadMs
  }

  private async answer(request: IncomingMessage): Promise<Reply> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    if (this.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.delayMs))
    const line = `${request.method} ${new URL(request.url ?? '/', this.url).pathname}`
    this.requests.push(line)
    if (this.failWith) return { status: this.failWith, body: { message: 'broken', code: 'internal', type: 'internal' } }
    try {
      return this.route(request, Buffer.concat(chunks).toString())
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault
      this.refusals.push(`${fault.status} ${fault.body.code} ${line}`)
      return { status: fault.status, body: fault.body }
    }
  }

  private route(request: IncomingMessage, text: string): Reply {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url)
    for (const [pattern, action, handle] of this.routes) {
      const [method, path] = pattern.split(' ') as [string, string]
      const parts = pathname.split('/')
      const wanted = path.split('/')
      if (method !== request.method || parts.length !== wanted.length) continue
      if (!wanted.every((part, i) => part === parts[i] || part.startsWith(':'))) continue
      const params = Object.fromEntries(
        wanted.flatMap((part, i) => (part[0] === ':' ? [[part.slice(1), parts[i]!]] : [])),
      )
      const key = this.keys.of(request.headers.authorization, action, params.uid)
      const type = request.headers['content-type'] ?? ''
      if (text && !type.startsWith('application/json')) throw Refused.contentType(type)
      return handle({ params, query: searchParams, body: parsed(text) as never, key })
    }
    return { status: 404, body: null }
  }

  private readonly routes: [pattern: string, action: string, handle: (request: Request) => Reply][] = [
    ['GET /health', '', () => ok({ status: 'available' })],
    ['GET /version', 'version', () => ok({ commitSha: '', commitDate: '', pkgVersion: '1.50.0' })],
    ['GET /keys', 'keys.get', () => ok(this.keys.list())],
    ['GET /keys/:keyUid', 'keys.get', ({ params }) => ok(this.keys.get(params.keyUid!))],
    ['POST /keys', 'keys.create', ({ body }) => ({ status: 201, body: this.keys.create(body) })],
    [
      'DELETE /keys/:keyUid',
      'keys.delete',
      ({ params }) => {
        this.keys.remove(params.keyUid!)
        return { status: 204, body: null }
      },
    ],
    ['GET /tasks', 'tasks.get', ({ query, key }) => this.listTasks(query, key)],
    [
      'GET /tasks/:task',
      'tasks.get',
      ({ params, key }) => {
        const task = this.tasks.get(Number(params.task))
        // a task of no index is nothing to a key of some indexes
        const isVisible = task && (key.indexes.includes('*') || (task.indexUid !== null && mayUse(key, task.indexUid)))
        if (!isVisible) throw Refused.task(params.task!)
        return ok(presentTask(task))
      },
    ],
    ['GET /indexes', 'indexes.get', ({ query, key }) => this.listIndexes(Number(query.get('limit') ?? 20), key)],
    ['POST /indexes', 'indexes.create', ({ body, key }) => this.createIndex(body, key)],
    ['GET /indexes/:uid', 'indexes.get', ({ params }) => ok(presentIndex(this.index(params.uid!)))],
    ['DELETE /indexes/:uid', 'indexes.delete', ({ params }) => this.deleteIndex(params.uid!)],
    ['GET /indexes/:uid/stats', 'stats.get', ({ params }) => ok(statsOf(this.index(params.uid!)))],
    ['GET /indexes/:uid/settings', 'settings.get', ({ params }) => ok(this.index(params.uid!).settings)],
    ['PATCH /indexes/:uid/settings', 'settings.update', ({ params, body }) => this.updateSettings(params.uid!, body)],
    ['GET /indexes/:uid/documents', 'documents.get', ({ params, query }) => this.listDocuments(params.uid!, query)],
    ['POST /indexes/:uid/documents', 'documents.add', ({ params, body }) => this.addDocuments(params.uid!, body)],
    [
      'POST /indexes/:uid/documents/delete-batch',
      'documents.delete',
      ({ params, body }) => this.deleteDocuments(params.uid!, body),
    ],
    ['POST /indexes/:uid/search', 'search', ({ params, body }) => ok(this.search(params.uid!, body))],
    ['POST /multi-search', 'search', ({ body, key }) => this.multiSearch(body, key)],
    ['POST /swap-indexes', 'indexes.swap', ({ body }) => this.swap(body)],
  ]

  private index(uid: string): Index {
    const index = this.indexes.get(uid)
    if (!index) throw Refused.index(uid)
    return index
  }

  private listTasks(query: URLSearchParams, key: Key): Reply {
    const list = (name: string) => query.get(name)?.split(',') ?? null
    const limit = Number(query.get('limit') ?? 20)
    const found = this.tasks
      .find(list('indexUids'), list('statuses'))
      .filter(({ indexUid }) => key.indexes.includes('*') || (indexUid !== null && mayUse(key, indexUid)))
    const results = found.slice(0, limit).map(presentTask)
    return ok({ results, total: found.length, limit, from: results[0]?.uid ?? null, next: found[limit]?.uid ?? null })
  }

  private listIndexes(limit: number, key: Key): Reply {
    const all = [...this.indexes.values()].filter(({ uid }) => mayUse(key, uid))
    return ok({ results: all.slice(0, limit).map(presentIndex), offset: 0, limit, total: all.length })
  }

  private createIndex({ uid, primaryKey = null }: { uid: string; primaryKey?: string | null }, key: Key): Reply {
    checkUid(uid)
    if (!mayUse(key, uid)) throw Refused.keyOfOtherIndexes(uid, key.indexes)
    return accepted(
      this.tasks.enqueue('indexCreation', uid, { primaryKey }, () => {
        if (this.indexes.has(uid)) throw new TaskRefused(`Index \`${uid}\` already exists.`, 'index_already_exists')
        this.plant(uid)
        this.indexes.get(uid)!.primaryKey = primaryKey
        return {}
      }),
    )
  }

  private deleteIndex(uid: string): Reply {
    return accepted(
      this.tasks.enqueue('indexDeletion', uid, { deletedDocuments: null }, () => {
        const deletedDocuments = this.held(uid, { deletedDocuments: 0 }).documents.size
        this.indexes.delete(uid)
        return { deletedDocuments }
      }),
    )
  }

  /** The index a task is of; a task of none fails. */
  private held(uid: string, details: Record<string, unknown> = {}): Index {
    const index = this.indexes.get(uid)
    if (!index) throw new TaskRefused(`Index \`${uid}\` not found.`, 'index_not_found', details)
    return index
  }

  private touch(index: Index): void {
    index.updatedAt = new Date(this.now()).toISOString()
  }

  private updateSettings(uid: string, body: Record<string, unknown>): Reply {
    checkSettings(body)
    return accepted(
      this.tasks.enqueue('settingsUpdate', uid, { ...body }, () => {
        if (!this.indexes.has(uid)) this.plant(uid)
        const index = this.indexes.get(uid)!
        const typoTolerance = { ...(index.settings.typoTolerance as object), ...(body.typoTolerance as object) }
        Object.assign(index.settings, body, { typoTolerance })
        this.touch(index)
        return {}
      }),
    )
  }

  private listDocuments(uid: string, query: URLSearchParams): Reply {
    const all = [...this.index(uid).documents.values()]
    const [offset, limit] = [Number(query.get('offset') ?? 0), Number(query.get('limit') ?? 20)]
    const fields = query.get('fields')?.split(',') ?? null
    const results = all.slice(offset, offset + limit).map((document) => pick(document, fields ?? ['*']))
    return ok({ results, offset, limit, total: all.length })
  }

  /** As the real one, into an index that it makes if there is none. */
  private addDocuments(uid: string, body: Document[]): Reply {
    const details = { receivedDocuments: body.length, indexedDocuments: null }
    return accepted(
      this.tasks.enqueue('documentAdditionOrUpdate', uid, details, () => {
        if (!this.indexes.has(uid)) this.plant(uid)
        const index = this.indexes.get(uid)!
        for (const document of body) {
          const id = document[index.primaryKey ?? 'key']
          if (typeof id === 'string' && DOCUMENT_ID.test(id)) continue
          const message = `Document identifier \`${JSON.stringify(id)}\` is invalid. A document identifier can be of type integer or string, only composed of alphanumeric characters (a-z A-Z 0-9), hyphens (-) and underscores (_), and can not be more than 511 bytes.`
          throw new TaskRefused(message, 'invalid_document_id', { indexedDocuments: 0 })
        }
        for (const document of body) index.documents.set(String(document[index.primaryKey ?? 'key']), document)
        this.touch(index)
        return { indexedDocuments: body.length }
      }),
    )
  }

  private deleteDocuments(uid: string, ids: string[]): Reply {
    const details = { providedIds: ids.length, deletedDocuments: null, originalFilter: null }
    return accepted(
      this.tasks.enqueue('documentDeletion', uid, details, () => {
        const index = this.held(uid, { deletedDocuments: 0 })
        this.touch(index)
        return { deletedDocuments: ids.filter((id) => index.documents.delete(id)).length }
      }),
    )
  }

  private swap(body: { indexes: string[]; rename?: boolean }[]): Reply {
    checkSwap(body)
    return accepted(
      this.tasks.enqueue('indexSwap', null, { swaps: body }, () => {
        for (const { indexes } of body) {
          const [a, b] = indexes.map((uid) => this.held(uid)) as [Index, Index]
          this.indexes.set(indexes[0]!, { ...b, uid: a.uid }).set(indexes[1]!, { ...a, uid: b.uid })
        }
        return {}
      }),
    )
  }

  private search(uid: string, body: SearchBody & Record<string, unknown>) {
    checkSearch(body)
    const index = this.index(uid)
    const { q = '', limit = 20, attributesToRetrieve = ['*'] } = body
    if (new Set(q.split(/\s+/)).size > MOST_WORDS)
      this.violations.push(`more than ten words, the rest is not read: ${q}`)
    const found = hitsOf(index, body)
    const shown = index.settings.displayedAttributes as string[]
    const hits = found.slice(0, limit).map(({ document }) => pick(pick(document, shown), attributesToRetrieve))
    return { hits, query: q, processingTimeMs: 0, limit, offset: 0, estimatedTotalHits: found.length }
  }

  private multiSearch(
    { queries, federation }: { queries: (SearchBody & { indexUid: string })[]; federation?: { limit?: number } },
    key: Key,
  ): Reply {
    for (const { indexUid } of queries)
      if (!mayUse(key, indexUid)) throw Refused.keyOfOtherIndexes(indexUid, key.indexes)
    if (!federation) {
      return ok({
        results: queries.map(({ indexUid, ...query }) => ({ indexUid, ...this.search(indexUid, query) })),
      })
    }
    const best = new Map<
      unknown,
      { id: unknown; _federation: { indexUid: string; queriesPosition: number; weightedRankingScore: number } }
    >()
    queries.forEach(({ indexUid, ...query }, queriesPosition) => {
      for (const hit of hitsOf(this.index(indexUid), query)) {
        const weightedRankingScore = rankingScore(hit)
        const known = best.get(hit.document)
        if (known && known._federation.weightedRankingScore >= weightedRankingScore) continue
        best.set(hit.document, {
          id: hit.document.id,
          _federation: { indexUid, queriesPosition, weightedRankingScore },
        })
      }
    })
    const { limit = 20 } = federation
    const hits = [...best.values()].sort(
      (a, b) => b._federation.weightedRankingScore - a._federation.weightedRankingScore,
    )
    return ok({ hits: hits.slice(0, limit), processingTimeMs: 0, limit, offset: 0, estimatedTotalHits: hits.length })
  }
}

const ok = (body: unknown): Reply => ({ status: 200, body })
const accepted = (body: unknown): Reply => ({ status: 202, body })

function parsed(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw Refused.payload(text.length)
  }
}
