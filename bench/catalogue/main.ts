import { createReadStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { SaxesParser } from 'saxes'
import type { CatalogueImport } from '../../kb/catalogue/imports/catalogue-import.ts'
import { sqlImportStore } from '../../kb/catalogue/imports/import-store.ts'
import { openCatalogue } from '../../kb/catalogue/imports/open-catalogue.ts'
import { sqlProductStore } from '../../kb/catalogue/products/product-store.ts'
import { silent } from '../../kb/log.ts'
import { libraryMigrations } from '../../kb/storage/migrations.ts'
import { migrate, openDatabase } from '../../kb/storage/open-database.ts'
import { anOffer, aYml } from '../../kb/testing/a-feed.ts'

/** How long a large catalogue takes to come in, beside merely reading its XML, and how long it holds the thread that serves. */
const PRODUCTS = Number(process.argv[2] ?? 50_000)
const WANTED_SECONDS = 60
const WANTED_HOLD_MS = 50
const url = process.env.DATABASE_URL

const dir = mkdtempSync(join(tmpdir(), 'firstline-bench-'))
const site = { id: 'bench', url: 'https://tropa.example', productUrlPattern: '/p/{slug}' }
const feed = (name: string, price: (at: number) => number, from = 0): string => {
  const path = join(dir, name)
  const about = '<description>Лёгкая и прочная вещь для похода на выходные: держит дождь и ветер.</description>'
  const facts = ['Вес', 'Цвет', 'Материал', 'Страна', 'Сезон'].map((fact) => `<param name="${fact}">значение</param>`)
  const offers = Array.from({ length: PRODUCTS - from }, (_, at) =>
    anOffer(`SKU-${from + at}`, { price: price(from + at), more: about + facts.join('') }),
  )
  writeFileSync(path, aYml(offers))
  return path
}
async function seconds(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now()
  await work()
  return (performance.now() - before) / 1_000
}

const database = await openDatabase({ dataDir: dir, url })
await migrate(database, libraryMigrations)
const products = sqlProductStore(database)
const catalogue = openCatalogue({
  store: sqlImportStore(database),
  counts: products.counts,
  ofFiles: () => [],
  changed: async () => {},
  log: silent,
})

const first = feed('first.yml', (at) => 1_000 + at)
const bare = await seconds(async () => {
  const parser = new SaxesParser()
  for await (const piece of createReadStream(first, 'utf8')) parser.write(piece)
  parser.close()
})
console.log(`${PRODUCTS} products, ${Math.round(statSync(first).size / 1024 / 1024)} MB, on ${database.kind}`)
console.log(`merely read: ${bare.toFixed(1)} s`)

let good = true
for (const [what, path] of [
  ['all new', first],
  ['all as it was', first],
  ['one in a hundred changed, a thousand gone', feed('second.yml', (at) => (at % 100 ? 1_000 + at : at), 1_000)],
] as const) {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  let one: CatalogueImport | null = null
  const took = await seconds(async () => {
    one = await catalogue.take({ site, locale: 'ru', path, name: what, way: 'api', by: null }, Date.now())
  })
  delay.disable()
  const { state, added, changed, gone } = one as unknown as CatalogueImport
  const hold = delay.max / 1e6
  console.log(
    `${what}: ${took.toFixed(1)} s (${(took / bare).toFixed(1)} times the bare reading), the loop held at most ${hold.toFixed(0)} ms, 99 % under ${(delay.percentile(99) / 1e6).toFixed(0)} ms · ${state}, ${added} added, ${changed} changed, ${gone} gone`,
  )
  if (took > WANTED_SECONDS || hold > WANTED_HOLD_MS) good = false
}
const looked = await seconds(async () => {
  for (let at = 1_000; at < 2_000; at++) await products.one('bench', 'ru', 'urlKey', [`/p/tent-sku-${at}`])
})
console.log(`the product of a page: ${looked.toFixed(2)} ms each`)
await database.close()
rmSync(dir, { recursive: true, force: true })
console.log(good ? 'good' : `wanted: ${WANTED_SECONDS} s and ${WANTED_HOLD_MS} ms`)
process.exitCode = good ? 0 : 1
