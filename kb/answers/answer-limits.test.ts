import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readAtOnce } from '../testing/read-at-once.ts'
import type { Library } from '../library.ts'
import { openLibrary } from '../open-library.ts'
import { noSpeller } from '../spelling/speller.ts'
import type { Database } from '../storage/open-database.ts'
import { aContentFolder } from '../testing/a-content-folder.ts'
import { aLead, aNewAnswer, anOperator, NOW } from '../testing/an-answer.ts'
import { TEST_DATABASES } from '../testing/test-databases.ts'
import type { AnswerPatch, NewAnswer } from './answer.ts'

const WASH: NewAnswer = aNewAnswer({
  category: 'returns',
  slug: 'wash',
  question: 'Можно ли стирать спальник в машинке?',
  body: 'Да, при 30 градусах.',
  phrasings: ['стирка спальника'],
})

describe.each(TEST_DATABASES)('what an author writes, on $name', ({ open }) => {
  let database: Database
  let library: Library
  beforeEach(async () => {
    database = await open()
    const folder = aContentFolder()
    library = await openLibrary({
      database,
      contentDir: folder.dir,
      speller: noSpeller(),
      markdown: readAtOnce(),
      now: () => NOW,
    })
    folder.remove()
  })
  afterEach(async () => {
    await library.close()
    await database.close()
  })
  const created = async (content = WASH) => {
    const made = await library.answers.create(content, anOperator, NOW)
    if (!made.ok) throw new Error(made.refused.code)
    return made.value
  }
  const published = async (content = WASH) => {
    const { id } = await created(content)
    await library.answers.submit(id, anOperator, NOW)
    await library.answers.approve(id, aLead, 1, NOW)
    return { id }
  }

  it.each([
    ['question', 'too_long', 300, { question: 'я'.repeat(301) }],
    ['body', 'too_long', 20_000, { body: 'x'.repeat(20_001) }],
    ['slug', 'too_long', 100, { slug: 'x'.repeat(101) }],
    ['shortcut', 'too_long', 30, { shortcut: 'ш'.repeat(31) }],
    ['products', 'too_many_entries', 50, { products: Array.from({ length: 51 }, (_, at) => `TR-${at}`) }],
    ['products', 'too_long', 90, { products: ['T'.repeat(91)] }],
    ['phrasings', 'too_many_entries', 100, { phrasings: Array.from({ length: 101 }, (_, at) => `вид ${at}`) }],
    ['phrasings', 'too_long', 300, { phrasings: ['коротко', 'я'.repeat(301)] }],
  ] as [string, string, number, AnswerPatch & { phrasings?: string[] }][])(
    'cuts nothing: names the field and its limit, %s %s %i',
    async (field, code, limit, parts) => {
      const refused = { ok: false, refused: { code, field, limit } }
      expect(await library.answers.create({ ...WASH, ...parts }, anOperator, NOW)).toEqual(refused)
      if (field === 'phrasings') return
      const { id } = await created()
      expect(await library.answers.revise(id, { ...parts }, 1, anOperator, NOW)).toEqual(refused)
      expect(await library.find.answer(id)).toMatchObject({ revision: 1, question: WASH.question, shortcut: null })
    },
  )

  it('takes each field up to its limit whole', async () => {
    const most = {
      ...WASH,
      question: 'я'.repeat(300),
      body: 'x'.repeat(20_000),
      shortcut: 'ш'.repeat(30),
      phrasings: ['ю'.repeat(300)],
    }
    const { id } = await created(most)
    const { phrasings, ...content } = most
    expect(await library.find.answer(id)).toMatchObject({ ...content, phrasings: [{ text: phrasings[0] }] })
  })

  it('refuses a comment too long to be kept whole', async () => {
    const { id } = await created()
    await library.answers.submit(id, anOperator, NOW)
    expect(await library.answers.sendBack(id, 'x'.repeat(2_001), aLead, NOW)).toEqual({
      ok: false,
      refused: { code: 'too_long', field: 'comment', limit: 2_000 },
    })
    expect(await library.find.answer(id)).toMatchObject({ state: 'in_review' })
  })

  it.each([
    ['возврат', 'возврат', 'возв'],
    ['/Возврат-2', 'возврат-2', 'возврат-'],
    ['ёлка', 'ёлка', 'елк'],
    ['ЩЁТКА', 'щётка', 'щётка'],
    ['и\u0306од', 'йод', 'йо'],
    ['Hi', 'hi', 'рш'],
  ])('keeps the shortcut %s as %s, and finds it by /%s', async (shortcut, kept, typed) => {
    const { id } = await published({ ...WASH, audience: 'operators', shortcut, question: 'Порядок действий' })
    expect((await library.find.answer(id))?.shortcut).toBe(kept)
    const [first] = await library.templates.rank({ site: 'tropa', locale: 'ru', typed })
    expect(first).toMatchObject(typed === 'рш' ? { shortcut: 'hi' } : { id, shortcut: kept })
  })

  it('cuts no phrasing that is added, and adds none beyond the hundredth', async () => {
    const { id } = await created({ ...WASH, phrasings: Array.from({ length: 100 }, (_, at) => `вид ${at}`) })
    const add = (text: string) => library.answers.addPhrasing(id, text, 'editor', anOperator, NOW)
    expect(await add('я'.repeat(301))).toEqual({
      ok: false,
      refused: { code: 'too_long', field: 'phrasings', limit: 300 },
    })
    expect(await add('ещё один')).toEqual({
      ok: false,
      refused: { code: 'too_many_entries', field: 'phrasings', limit: 100 },
    })
  })
})
