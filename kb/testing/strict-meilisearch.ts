import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Index {
  primaryKey: string
  settings: Record<string, unknown>
  documents: Map<string, Record<string, unknown>>
}

const SETTINGS = new Set([
  'searchableAttributes',
  'displayedAttributes',
  'filterableAttributes',
  'rankingRules',
  'stopWords',
  'typoTolerance',
  'localizedAttributes',
  'pagination',
  'synonyms',
])
const RULES = new Set(['words', 'typo', 'proximity', 'attribute', 'attributeRank', 'wordPosition', 'sort', 'exactness'])
const SEARCH = new Set([
  'q',
  'limit',
  'offset',
  'filter',
  'matchingStrategy',
  'attributesToRetrieve',
  'showRankingScore',
  'rankingScoreThreshold',
  'locales',
])
const FILTER = /^(\w+) = "((?:[^"\\]|\\.)*)"$/
const DOCUMENT_ID = /^[A-Za-z0-9_-]{1,511}$/
const UID = /^[A-Za-z0-9_-]{1,400}$/

/**
 * For tests: a local server that speaks the part of Meilisearch's documented API (reference of v1.4x) we use and notes as
 * `violations` every request the documentation does not allow. Tasks are asynchronous; searching is plain word counting.
 */
export class StrictMeilisearch {
  readonly violations: string[] = []
  readonly requests: string[] = []
  /** Answer every request with this status, as an overloaded or broken server would. */
  failWith: number | null = null
  private readonly indexes = new Map<string, Index>()
  private readonly tasks: {
    uid: number
    status: string
    indexUid: string | null
    type: string
    error: { message: string; code: string } | null
  }[] = []
  private readonly keys: {
    name: string
    key: string
    actions: string[]
    indexes: string[]
    expiresAt: null
    uid: string
    description: string
  }[] = []
  private readonly masterKey: string
  private server: Server | null = null
  private port = 0

  constructor(masterKey: string) {
    this.masterKey = masterKey
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Listens on a free port; after `stop` on the same one again, with everything it held. */
  async listen(): Promise<void> {
    this.server = createServer((request, response) => {
      void this.answer(request).then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
      })
    })
    await new Promise<void>((resolve) => this.server!.listen(this.port, '127.0.0.1', resolve))
    this.port = (this.server.address() as AddressInfo).port
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections()
    await new Promise((resolve) => this.server?.close(resolve))
  }

  uids(): string[] {
    return [...this.indexes.keys()]
  }

  documents(uid: string): number {
    return this.indexes.get(uid)?.documents.size ?? 0
  }

  private async answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    const { pathname } = new URL(request.url ?? '/', this.url)
    const line = `${request.method} ${pathname}`
    this.requests.push(line)
    if (this.failWith)
      return { status: this.failWith, body: { message: 'broken', code: 'internal', type: 'internal', link: '' } }
    if (text && !/^application\/json/.test(request.headers['content-type'] ?? ''))
      this.violate(`${line}: body without content-type application/json`)
    const key = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
    if (line !== 'GET /health' && !this.mayUse(key, line))
      return {
        status: 403,
        body: { message: 'The provided API key is invalid.', code: 'invalid_api_key', type: 'auth', link: '' },
      }
    return this.route(
      request.method ?? '',
      pathname.split('/').slice(1),
      text ? (JSON.parse(text) as never) : (null as never),
      line,
    )
  }

  private mayUse(key: string | undefined, line: string): boolean {
    if (key === this.masterKey) return true
    const scoped = this.keys.find((one) => one.key === key)
    const uid = /^POST \/indexes\/([^/]+)\/search$/.exec(line)?.[1]
    return scoped !== undefined && uid !== undefined && scoped.indexes.includes(uid)
  }

  private route(
    method: string,
    [root, uid, part, extra]: string[],
    body: never,
    line: string,
  ): { status: number; body: unknown } {
    const verb = `${method} ${[root, uid && ':uid', part, extra].filter(Boolean).join('/')}`
    switch (verb) {
      case 'GET health':
        return { status: 200, body: { status: 'available' } }
      case 'GET keys':
        return { status: 200, body: { results: this.keys, offset: 0, limit: 1000, total: this.keys.length } }
      case 'POST keys':
        return this.createKey(body, line)
      case 'GET tasks/:uid':
        return this.task(Number(uid))
      case 'GET indexes/:uid': {
        const index = this.indexes.get(uid!)
        if (!index) return notFound(uid!)
        return { status: 200, body: { uid, primaryKey: index.primaryKey, createdAt: AT, updatedAt: AT } }
      }
      case 'POST indexes':
        return this.createIndex(body, line)
      case 'DELETE indexes/:uid':
        return this.enqueue('indexDeletion', uid!, () => (this.indexes.delete(uid!) ? null : 'index_not_found'))
      case 'POST swap-indexes':
        return this.swap(body, line)
      case 'PATCH indexes/:uid/settings':
        return this.settings(uid!, body, line)
      case 'POST indexes/:uid/documents':
        return this.add(uid!, body, line)
      case 'POST indexes/:uid/documents/delete-batch':
        return this.enqueue('documentDeletion', uid!, (index) => {
          for (const id of body as string[]) index?.documents.delete(id)
          return index ? null : 'index_not_found'
        })
      case 'POST indexes/:uid/search':
        return this.search(uid!, body, line)
      default:
        this.violate(`${line}: no such route`)
        return { status: 404, body: { message: 'not found', code: 'not_found', type: 'invalid_request', link: '' } }
    }
  }

  private violate(what: string): void {
    this.violations.push(what)
  }

  private enqueue(type: string, indexUid: string | null, run: (index: Index | undefined) => string | null) {
    const uid = this.tasks.length
    const task = { uid, status: 'enqueued', indexUid, type, error: null as { message: string; code: string } | null }
    this.tasks.push(task)
    setTimeout(() => {
      const code = run(indexUid ? this.indexes.get(indexUid) : undefined)
      task.status = code ? 'failed' : 'succeeded'
      task.error = code ? { message: `Task failed: ${code}`, code } : null
    }, 5)
    return { status: 202, body: { taskUid: uid, indexUid, status: 'enqueued', type, enqueuedAt: AT } }
  }

  private task(uid: number) {
    const task = this.tasks[uid]
    if (!task)
      return {
        status: 404,
        body: { message: 'Task not found', code: 'task_not_found', type: 'invalid_request', link: '' },
      }
    return {
      status: 200,
      body: {
        ...task,
        batchUid: null,
        canceledBy: null,
        details: {},
        duration: null,
        enqueuedAt: AT,
        startedAt: AT,
        finishedAt: AT,
      },
    }
  }

  private createKey(
    body: { name: string; description: string; actions: string[]; indexes: string[]; expiresAt: null },
    line: string,
  ) {
    if (!Array.isArray(body.actions) || !Array.isArray(body.indexes) || body.expiresAt === undefined)
      this.violate(`${line}: actions, indexes and expiresAt are required`)
    const made = { ...body, uid: crypto.randomUUID(), key: `scoped-${this.keys.length}`, expiresAt: null }
    this.keys.push(made)
    return { status: 201, body: made }
  }

  private createIndex(body: { uid: string; primaryKey: string }, line: string) {
    if (!UID.test(body.uid)) this.violate(`${line}: uid ${body.uid}`)
    return this.enqueue('indexCreation', body.uid, (index) => {
      if (index) return 'index_already_exists'
      this.indexes.set(body.uid, { primaryKey: body.primaryKey, settings: {}, documents: new Map() })
      return null
    })
  }

  private swap(body: { indexes: string[] }[], line: string) {
    if (!Array.isArray(body) || body.some(({ indexes }) => indexes?.length !== 2))
      this.violate(`${line}: wants [{ indexes: [a, b] }]`)
    return this.enqueue('indexSwap', null, () => {
      for (const { indexes } of body) {
        const [a, b] = indexes.map((uid) => this.indexes.get(uid))
        if (!a || !b) return 'index_not_found'
        this.indexes.set(indexes[0]!, b).set(indexes[1]!, a)
      }
      return null
    })
  }

  private settings(uid: string, body: Record<string, unknown>, line: string) {
    for (const name of Object.keys(body)) if (!SETTINGS.has(name)) this.violate(`${line}: unknown setting ${name}`)
    for (const rule of (body.rankingRules as string[]) ?? [])
      if (!RULES.has(rule)) this.violate(`${line}: unknown ranking rule ${rule}`)
    return this.enqueue('settingsUpdate', uid, (index) => {
      if (index) Object.assign(index.settings, body)
      return index ? null : 'index_not_found'
    })
  }

  private add(uid: string, body: Record<string, unknown>[], line: string) {
    return this.enqueue('documentAdditionOrUpdate', uid, (index) => {
      if (!index) return 'index_not_found'
      for (const document of body) {
        const id = String(document[index.primaryKey] ?? '')
        if (!DOCUMENT_ID.test(id)) {
          this.violate(`${line}: document id ${id}`)
          return 'invalid_document_id'
        }
        index.documents.set(id, document)
      }
      return null
    })
  }

  private search(uid: string, body: Record<string, unknown>, line: string) {
    const index = this.indexes.get(uid)
    if (!index) return notFound(uid)
    for (const name of Object.keys(body))
      if (!SEARCH.has(name)) this.violate(`${line}: unknown search parameter ${name}`)
    if (!['last', 'all', 'frequency', undefined].includes(body.matchingStrategy as string))
      this.violate(`${line}: matchingStrategy ${body.matchingStrategy}`)
    const words = String(body.q ?? '')
      .split(/\s+/)
      .filter(Boolean)
    if (words.length > 10) this.violate(`${line}: more than ten words, the rest is not read`)
    const conditions = ((body.filter as string[]) ?? []).map((filter) => {
      const found = FILTER.exec(filter)
      if (!found) this.violate(`${line}: filter ${filter}`)
      if (found && !(index.settings.filterableAttributes as string[]).includes(found[1]!))
        this.violate(`${line}: ${found[1]} is not filterable`)
      return found ? { name: found[1]!, value: found[2]!.replace(/\\(.)/g, '$1') } : null
    })
    const fields = index.settings.searchableAttributes as string[]
    const hits = [...index.documents.values()]
      .filter((document) => conditions.every((condition) => condition && document[condition.name] === condition.value))
      .map((document) => {
        const held = new Set(fields.flatMap((field) => String(document[field]).split(/[\s,]+/)))
        return { document, score: words.filter((word) => held.has(word)).length }
      })
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score)
      .slice(0, Number(body.limit ?? 20))
      .map(({ document }) =>
        Object.fromEntries((index.settings.displayedAttributes as string[]).map((name) => [name, document[name]])),
      )
    return {
      status: 200,
      body: { hits, query: body.q, limit: body.limit, offset: 0, estimatedTotalHits: hits.length, processingTimeMs: 0 },
    }
  }
}

const AT = '2026-01-01T00:00:00Z'
const notFound = (uid: string) => ({
  status: 404,
  body: { message: `Index \`${uid}\` not found.`, code: 'index_not_found', type: 'invalid_request', link: '' },
})
