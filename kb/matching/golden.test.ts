import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAtOnce } from '../testing/read-at-once.ts'
import { type Database, type Library, noSpeller, openDatabase, openLibrary } from '../index.ts'
import { belowFloor, checkGolden, readGolden } from './golden.ts'

const CONTENT = resolve(import.meta.dirname, '../../content')

describe('the demo library asked the golden questions', () => {
  let database: Database
  let library: Library
  const dataDir = mkdtempSync(join(tmpdir(), 'golden-'))

  beforeAll(async () => {
    database = await openDatabase({ dataDir })
    library = await openLibrary({ database, contentDir: CONTENT, speller: noSpeller(), markdown: readAtOnce() })
    await library.matcher.settled()
  }, 300_000)
  afterAll(async () => {
    await library.close()
    await database.close()
    rmSync(dataDir, { recursive: true, force: true })
  })

  it.each(['ru', 'en'] as const)('keeps what it reached in %s', async (locale) => {
    const [site] = await library.find.sites()
    const paths = new Map<string, string>()
    for (let page = 1; ; page++) {
      const { items, total, perPage } = await library.find.list({ site: site!.id, locale, page, perPage: 100 })
      for (const { id, category, slug } of items) paths.set(id, `${category}/${slug}`)
      if (page * perPage >= total) break
    }
    const questions = readGolden(readFileSync(join(CONTENT, 'golden', `${locale}.tsv`), 'utf8'))
    const report = await checkGolden(
      library.matcher,
      questions,
      { site: site!.id, locale },
      (id) => paths.get(id) ?? id,
    )
    if (process.env.GOLDEN) process.stdout.write(`${JSON.stringify(report, null, 1)}\n`)
    expect({ below: belowFloor(report), failures: belowFloor(report).length > 0 ? report.failures : [] }).toEqual({
      below: [],
      failures: [],
    })
  })
})
