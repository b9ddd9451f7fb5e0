import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { parseArgs } from 'node:util'
import { newId } from '#shared'
import { residentOf } from '../memory/parts.ts'
import { startProduct } from '../start-product.ts'

/**
 * npm run bench:sites -- [--json] [--sites 200] [--answers 500] [--rounds 3]
 * What it costs that answers belong to many shops: a node with one shop that has all of them, and one with as many shops, each with
 * its share of the same texts. Both are started in turns; what counts is the middle of the rounds.
 */
const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    sites: { type: 'string', default: '200' },
    answers: { type: 'string', default: '500' },
    rounds: { type: 'string', default: '3' },
  },
})
const [sites, answers, rounds] = [Number(values.sites), Number(values.answers), Number(values.rounds)]
/** What the issue asks of many shops. */
const MOST_TIMES = 2
const MIB = 1_048_576
/** Of a hundred thousand answers on a machine that others use too. */
const READY_MINUTES = 20
const env = { ADMIN_EMAIL: 'lead@tropa.example', ADMIN_PASSWORD: 'a-long-sentence-for-a-bench', DEMO_SHOP: 'off' }

type Row = Record<string, string | number | null>

/** Copies of the demo's answers, in `shops` shops, `each` in each. */
function fill(dataDir: string, shops: number, each: number): void {
  const database = new DatabaseSync(join(dataDir, 'firstline.db'))
  const rows = (text: string) => database.prepare(text).all() as Row[]
  const templates = rows(`select * from "answers" where "liveRevision" is not null order by "id"`)
  const wordings = new Map(
    rows(`select "revisions".* from "revisions" join "answers" on "answers"."id" = "revisions"."answerId"
      and "answers"."liveRevision" = "revisions"."revision"`).map((row) => [row['answerId'], row]),
  )
  const prepared = new Map<string, StatementSync>()
  const put = (table: string, row: Row) => {
    const names = Object.keys(row)
    const insert =
      prepared.get(table) ??
      database.prepare(`insert into "${table}" (${names.map((name) => `"${name}"`)}) values (${names.map(() => '?')})`)
    prepared.set(table, insert)
    insert.run(...Object.values(row))
  }
  const site = JSON.parse(
    String(rows(`select "record" from "catalogue" where "kind" = 'site' limit 1`)[0]?.['record']),
  ) as object
  database.exec('begin')
  for (let shop = 0; shop < shops; shop++) {
    const id = `shop-${shop}`
    const record = JSON.stringify({ ...site, id, url: `https://${id}.example`, helpCentre: null })
    put('catalogue', { kind: 'site_made', key: id, position: 0, record })
    for (let number = 0; number < each; number++) {
      const template = templates[number % templates.length]!
      const at = shop * each + number
      const own = {
        site: id,
        slug: `${template['slug']}-${number}`,
        question: `${template['question']} ${at}`,
        shortcut: null,
      }
      const answerId = newId('ans', Date.now())
      put('answers', { ...template, ...own, id: answerId })
      put('revisions', { ...wordings.get(template['id'] as string), ...own, answerId })
    }
  }
  database.exec('commit')
  database.close()
}

interface Round {
  readyMs: number
  residentMib: number
}
const shapes = [
  { name: `1 × ${sites * answers}`, shops: 1, each: sites * answers },
  { name: `${sites} × ${answers}`, shops: sites, each: answers },
].map((shape) => ({ ...shape, dataDir: mkdtempSync(join(tmpdir(), 'firstline-sites-')), rounds: [] as Round[] }))

for (const { dataDir, shops, each } of shapes) {
  await (await startProduct({ dataDir, env })).stop()
  fill(dataDir, shops, each)
}
for (let round = 0; round < rounds; round++)
  for (const shape of shapes) {
    const startedAt = performance.now()
    const product = await startProduct({ dataDir: shape.dataDir, env, readyMinutes: READY_MINUTES })
    const readyMs = Math.round(performance.now() - startedAt)
    shape.rounds.push({ readyMs, residentMib: Math.round(residentOf(product.pid).rss / MIB) })
    await product.stop()
  }
for (const { dataDir } of shapes) rmSync(dataDir, { recursive: true, force: true })

const middle = (numbers: number[]): number => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
const found = shapes.map(({ name, rounds: all }) => ({
  shops: name,
  readyMs: middle(all.map(({ readyMs }) => readyMs)),
  residentMib: middle(all.map(({ residentMib }) => residentMib)),
  rounds: all,
}))
const [one, many] = found
const times = (many?.readyMs ?? 0) / (one?.readyMs || 1)
const memory = (many?.residentMib ?? 0) / (one?.residentMib || 1)
const holds = times <= MOST_TIMES
if (values.json)
  process.stdout.write(`${JSON.stringify({ sites, answers, found, times, memory, most: MOST_TIMES, holds })}\n`)
else {
  for (const { shops, readyMs, residentMib } of found)
    process.stdout.write(`${shops.padEnd(14)} ready in ${readyMs} ms, ${residentMib} MiB\n`)
  process.stdout.write(
    `many shops: ${times.toFixed(2)} × the start (at most ${MOST_TIMES}), ${memory.toFixed(2)} × the memory\n`,
  )
}
process.exitCode = holds ? 0 : 1
