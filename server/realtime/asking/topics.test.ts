import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Answer, type Library, openDatabase, openLibrary } from '#kb'
import type { HandoverPacket } from '#protocol'
import { aPacket } from '../testing/live-fixture.ts'
import { topicsOf } from './topics.ts'

let library: Library
let dataDir: string
let database: Awaited<ReturnType<typeof openDatabase>>
const warned: string[] = []
const log = { info: () => {}, warn: (_: object, text: string) => void warned.push(text), error: () => {} }
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'firstline-topics-'))
  database = await openDatabase({ url: undefined, dataDir })
  library = await openLibrary({ database, contentDir: join(import.meta.dirname, '../../../content') })
})
afterAll(async () => {
  await library?.close()
  await database?.close()
  rmSync(dataDir, { recursive: true, force: true })
})
const topics = (text: string, more: Partial<HandoverPacket> = {}) =>
  topicsOf(library.find, log, { text, site: 'tropa', packet: { ...aPacket, ...more } }, Date.now())

it('names the category of the best answer by its slug and by both its titles', async () => {
  for (const [text, locale] of [
    ['сколько стоит доставка', 'ru'],
    ['how much is delivery', 'en'],
  ] as const) {
    const [ru, en] = await Promise.all(
      (['ru', 'en'] as const).map(async (each) =>
        (await library.find.categories('tropa', each)).find(({ slug }) => slug === 'delivery')?.title.toLowerCase(),
      ),
    )
    expect(await topics(text, { locale })).toEqual([...new Set(['delivery', ru, en])])
  }
})

it('goes by what was read last where the question itself says nothing, and is silent where nothing is known', async () => {
  const [read] = (await library.find.list({ site: 'tropa', locale: 'ru', category: 'returns', page: 1, perPage: 1 }))
    .items as [Answer]
  expect(
    await topics('здравствуйте, помогите', {
      read: [{ answerId: read.id, question: read.question, url: '', helped: false }],
    }),
  ).toContain('returns')
  expect(await topics('здравствуйте, помогите')).toEqual([])
  expect(warned).toEqual([])
})

it('holds nobody up when the library does not answer', async () => {
  const away = { ...library.find, match: () => Promise.reject(new Error('away')) }
  expect(await topicsOf(away, log, { text: 'доставка', site: 'tropa', packet: aPacket }, Date.now())).toEqual([])
  expect(warned).toEqual(['could not work out what a question is about'])
})
