import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Library } from '../library.ts'
import { CONTENT, demoLibrary } from '../testing/demo-library.ts'
import { belowFloor, checkGolden, readGolden } from './golden.ts'

describe('the demo library asked the golden questions', () => {
  let library: Library
  let close: () => Promise<void>

  beforeAll(async () => {
    ;({ library, close } = await demoLibrary())
  }, 300_000)
  afterAll(() => close())

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
