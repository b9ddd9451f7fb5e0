import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StrictMeilisearch } from './strict-meilisearch.ts'

type Json = Record<string, unknown>

/** What a real server (1.50.0, with more keys and tasks than ours has seen) was asked and answered, in that order. */
interface Line {
  of: string
  method: string
  path: string
  auth: 'master' | 'other' | 'none'
  type?: string
  body?: unknown
  status: number
  reply: Json | null
  /** Asked so often in a row with the same answer. */
  times?: number
}

const LINES = readFileSync(new URL('./meilisearch-1.50.0.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Line)
const UNFINISHED = ['enqueued', 'processing']

describe('the Meilisearch of the tests', () => {
  const server = new StrictMeilisearch('master')
  const taskOf = new Map<number, number>()
  let searchKey = ''
  beforeAll(() => server.listen())
  afterAll(() => server.stop())

  async function ask({ method, path, auth, type = 'application/json', body, reply }: Line) {
    // the recording does not tell a key that may only search from one that nobody made
    const isMadeUp = reply?.code === 'invalid_api_key' && path === '/indexes/shop/search'
    const key = auth === 'master' ? 'master' : isMadeUp ? 'nobody-made-it' : searchKey
    const known = path.replace(/^\/tasks\/(\d+)$/, (_, uid) => `/tasks/${taskOf.get(Number(uid)) ?? uid}`)
    const response = await fetch(server.url + known, {
      method,
      headers: {
        ...(auth === 'none' ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'content-type': type }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(expanded(body)) }),
    })
    const text = await response.text()
    return { status: response.status, reply: text === '' ? null : (JSON.parse(text) as Json) }
  }

  async function answerTo(line: Line) {
    const isDone =
      line.path.startsWith('/tasks/') && line.status === 200 && !UNFINISHED.includes(String(line.reply?.status))
    // nothing is done before the recording says so
    server.tasks.held = !isDone
    server.tasks.go()
    let given = await ask(line)
    while (isDone && UNFINISHED.includes(String(given.reply?.status))) given = await ask(line)
    if (typeof line.reply?.taskUid === 'number') taskOf.set(line.reply.taskUid, Number(given.reply?.taskUid))
    if (line.method === 'POST' && line.path === '/keys') searchKey = String(given.reply?.key)
    return given
  }

  it(`answers all ${LINES.reduce((sum, { times = 1 }) => sum + times, 0)} requests of a recording as the real one did`, async () => {
    for (const [i, line] of LINES.entries()) {
      const given = await answerTo(line)
      const asked = `${i + 1}: ${line.method} ${line.path}`
      expect({ asked, status: given.status, reply: comparable(given.reply) }).toEqual({
        asked,
        status: line.status,
        reply: comparable(line.reply),
      })
    }
  })
})

/** A long list of documents is recorded as its length and its first. */
function expanded(body: unknown): unknown {
  const { documents, like } = body as { documents?: number; like?: Json }
  if (documents === undefined || !like) return body
  return Array.from({ length: documents }, (_, i) => ({ ...like, key: `${String(like.key)}${i}` }))
}

const DIFFERS = new Set(['taskUid', 'uid', 'batchUid', 'key', 'commitSha', 'weightedRankingScore', 'avgDocumentSize'])
const WHEN = /At$|^duration$|^commitDate$/

/** Without what no two servers have in common: moments, numbers of tasks, keys. How far a task is depends on when one looks. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable)
  if (typeof value !== 'object' || value === null) return value
  const { results, status, ...rest } = value as Json & { results?: unknown[] }
  const isUnfinished = UNFINISHED.includes(String(status))
  const keys = results?.some((one) => (one as Json).actions)
  // the real one held keys of others
  const own = keys ? Object.keys(results![0] as Json).sort() : results
  return Object.fromEntries(
    Object.entries({ ...rest, ...(own ? { results: own } : {}), ...(status === undefined ? {} : { status }) })
      .filter(([field]) => !(keys && field === 'total'))
      .map(([field, one]) => {
        if (field === 'status' && isUnfinished) return [field, '<unfinished>']
        if (DIFFERS.has(field)) return [field, '<own>']
        if (WHEN.test(field)) return [field, isUnfinished || field === 'expiresAt' ? null : '<when>']
        return [field, comparable(one)]
      }),
  )
}
