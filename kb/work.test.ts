import { describe, expect, it } from 'vitest'
import { openLibrary } from './open-library.ts'
import { noSpeller } from './spelling/speller.ts'
import { aContentFolder } from './testing/a-content-folder.ts'
import { aLead, aNewAnswer, anOperator, NOW } from './testing/an-answer.ts'
import { readAtOnce } from './testing/read-at-once.ts'
import { TEST_DATABASES } from './testing/test-databases.ts'
import { named } from './work.ts'

describe('work under its name', () => {
  const watched = () => {
    const told: string[] = []
    return {
      told,
      began: (name: string, size: number) => {
        told.push(`${name} ${size}`)
        return () => void told.push(`${name} ended`)
      },
    }
  }
  it('ends when it is done', async () => {
    const { told, began } = watched()
    expect(await named(began, 'retention', 3, async () => told.push('at it'))).toBe(2)
    expect(told).toEqual(['retention 3', 'at it', 'retention ended'])
  })
  it('ends when it fails, and fails as it did', async () => {
    const { told, began } = watched()
    await expect(named(began, 'retention', 0, () => Promise.reject(new Error('full')))).rejects.toThrow('full')
    expect(told.at(-1)).toBe('retention ended')
  })
  it('is done where nobody watches', async () => {
    expect(await named(undefined, 'retention', 0, async () => 'done')).toBe('done')
  })
})

describe.each(TEST_DATABASES)('what the library does in the background on $name', ({ open }) => {
  it('is told by its name to who watches the loop', async () => {
    const database = await open()
    const folder = aContentFolder()
    const watched = new Set<string>()
    const library = await openLibrary({
      database,
      contentDir: folder.dir,
      speller: noSpeller(),
      markdown: readAtOnce(),
      now: () => NOW,
      began: (name) => (watched.add(name), () => {}),
    })
    folder.remove()
    const made = await library.answers.create(aNewAnswer({ slug: 'wash' }), anOperator, NOW)
    if (!made.ok) throw new Error(made.refused.code)
    await library.answers.submit(made.value.id, anOperator, NOW)
    expect(await library.answers.approve(made.value.id, aLead, 1, NOW)).toMatchObject({ ok: true })
    await library.visits.record(
      { site: 'tropa', locale: 'ru', visitor: 'vis_1', kind: 'no_answer', query: 'где чек' },
      NOW,
    )
    await library.matcher.settled()
    for (const name of ['changed answers', 'a fresh index', 'the study of the library', 'grouping of gaps'])
      await expect.poll(() => [...watched], { timeout: 10_000 }).toContain(name)
    await library.close()
    await database.close()
  })
})
