import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ANSWER_FIELDS, EDITED_FIELDS } from '#shared'
import { readAnswerFile, writeAnswerFile } from '../content/answer-file.ts'
import type { Library } from '../library.ts'
import { openLibrary } from '../open-library.ts'
import { noSpeller } from '../spelling/speller.ts'
import type { Database } from '../storage/open-database.ts'
import { aContentFolder } from '../testing/a-content-folder.ts'
import { aNewAnswer, anOperator, NOW, someContent } from '../testing/an-answer.ts'
import { readAtOnce } from '../testing/read-at-once.ts'
import { TEST_DATABASES } from '../testing/test-databases.ts'
import { contentOf } from './content.ts'

function otherValue(field: (typeof ANSWER_FIELDS)[keyof typeof ANSWER_FIELDS]) {
  if (field.kind === 'choice') return field.of.at(-1)
  if (field.kind === 'list') return ['TR-1101']
  return field.kind === 'date' ? '2027-03-31' : 'wool'
}
/** Another value in each field there is, whoever added it. */
const before = someContent({ category: 'returns', slug: 'wash' })
const after = someContent({
  ...Object.fromEntries(
    EDITED_FIELDS.map((name) => [name, ANSWER_FIELDS[name]] as const).map(([name, field]) => [name, otherValue(field)]),
  ),
  category: 'returns',
})

describe.each(TEST_DATABASES)('every field of an answer, on $name', ({ open }) => {
  let database: Database
  let library: Library
  beforeEach(async () => {
    database = await open()
    const folder = aContentFolder()
    const [contentDir, speller, markdown] = [folder.dir, noSpeller(), readAtOnce()]
    library = await openLibrary({ database, contentDir, speller, markdown, now: () => NOW })
    folder.remove()
  })
  afterEach(async () => {
    await library.close()
    await database.close()
  })

  it('is kept, changed and shown as different', async () => {
    const made = await library.answers.create(aNewAnswer(before), anOperator, NOW)
    if (!made.ok) throw new Error(made.refused.code)
    const { site: _, locale: __, ...patch } = after
    const changed = await library.answers.revise(made.value.id, patch, 1, anOperator, NOW)
    expect(changed.ok && contentOf(changed.value)).toEqual(after)

    const [old, now] = (await library.answers.revisions(made.value.id)).toSorted((a, b) => a.revision - b.revision)
    expect([old && contentOf(old), now && contentOf(now)]).toEqual([before, after])
    const differs = await library.answers.difference(made.value.id, 1, 2)
    expect(differs?.changed.map(({ field }) => field)).toEqual(
      EDITED_FIELDS.filter((field) => !['question', 'body', 'category'].includes(field)),
    )
  })
})

describe('the file of an answer', () => {
  it('holds every field', () => {
    const text = writeAnswerFile({ content: after, phrasings: ['wash'] })
    expect(readAnswerFile('sites/tropa/ru/returns/wool.md', text, 'shop')).toEqual({
      ok: true,
      value: { content: after, phrasings: ['wash'] },
    })
  })
})
