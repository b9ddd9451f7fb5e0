import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { idOn } from '#shared'
import type { Site } from '../../catalogue/catalogue.ts'
import { type LibraryOptions, openLibrary } from '../../open-library.ts'
import { noSpeller } from '../../spelling/speller.ts'
import type { Database } from '../../storage/open-database.ts'
import { aContentFolder } from '../../testing/a-content-folder.ts'
import { aLead, aNewAnswer, anOperator, NOW } from '../../testing/an-answer.ts'
import { readAtOnce } from '../../testing/read-at-once.ts'
import { TEST_DATABASES } from '../../testing/test-databases.ts'
import type { AnswerId } from '../../ids.ts'
import type { LibraryChange } from '../../library.ts'
import { placeholdersIn } from '../../templates/placeholders.ts'

const WEEK = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
const BODY = 'В «{{site.name}}» обмен бесплатный, {{value.exchange|за наш счёт}}. Звоните: {{site.phone|в чат}}.'
const QUESTION = 'Как обменять размер термобелья?'

describe.each(TEST_DATABASES)('an answer that several sites show, on $name', ({ open }) => {
  let database: Database
  let library: Awaited<ReturnType<typeof openLibrary>>
  const folders: ReturnType<typeof aContentFolder>[] = []
  const changes: LibraryChange[] = []
  const opened = (contentDir: string | null, more: Partial<LibraryOptions> = {}) =>
    openLibrary({ database, contentDir, speller: noSpeller(), markdown: readAtOnce(), now: () => NOW, ...more })
  const aFolder = (files: Record<string, string> = {}) => {
    const folder = aContentFolder(files)
    folders.push(folder)
    return folder
  }
  async function published(parts: Parameters<typeof aNewAnswer>[0] = {}): Promise<AnswerId> {
    const made = await library.answers.create(
      aNewAnswer({
        category: 'returns',
        slug: 'swap',
        question: QUESTION,
        body: BODY,
        phrasings: ['поменять размер'],
        sharedWith: ['vesna'],
        ...parts,
      }),
      anOperator,
      NOW,
    )
    if (!made.ok) throw new Error(made.refused.code)
    await approve(made.value.id)
    return made.value.id
  }
  async function approve(id: AnswerId) {
    expect((await library.answers.submit(id, anOperator, NOW)).ok).toBe(true)
    const approved = await library.answers.approve(id, aLead, 0, NOW + 1)
    expect(approved).toMatchObject({ ok: true })
  }
  const bodyOn = async (site: string) => (await library.find.published('ru', 'returns', 'swap', site))?.body
  const foundOn = async (site: string, text = QUESTION) =>
    (await library.find.match({ text, site, locale: 'ru', audience: 'public' })).hits.map(({ id }) => id)

  beforeEach(async () => {
    database = await open()
    library = await opened(aFolder().dir)
    for (const [id, name] of [
      ['vesna', 'Весна'],
      ['osen', 'Осень_*'],
    ] as const)
      await library.sites.make(
        {
          id,
          name: { ru: name, en: name },
          url: `https://${id}.example`,
          locales: ['ru'],
          defaultLocale: 'ru',
          mail: `help@${id}.example`,
          timeZone: 'Europe/Moscow',
          hours: WEEK,
          helpCentre: null,
        },
        aLead,
        NOW,
      )
    changes.length = 0
    library.subscribe((change) => changes.push(change))
  })
  afterEach(async () => {
    await library.close()
    await database.close()
    for (const { remove } of folders.splice(0)) remove()
  })

  it('is found, read and listed on each of them under an id of its own, in its own words', async () => {
    const id = await published()
    const there = idOn(id, 'vesna')
    expect([await foundOn('tropa'), await foundOn('vesna'), await foundOn('osen')]).toEqual([[id], [there], []])
    expect(await bodyOn('tropa')).toBe('В «Тропа» обмен бесплатный, за наш счёт. Звоните: в чат.')
    expect(await bodyOn('vesna')).toBe('В «Весна» обмен бесплатный, за наш счёт. Звоните: в чат.')
    expect(await bodyOn('osen')).toBeUndefined()
    const list = await library.find.list({ site: 'vesna', locale: 'ru', page: 1, perPage: 10 })
    expect([list.total, list.items.map((one) => one.id)]).toEqual([1, [there]])
    const hit = (await library.find.match({ text: QUESTION, site: 'vesna', locale: 'ru', audience: 'public' })).hits[0]
    expect(hit?.excerpt).toContain('Весна')
    expect((await library.find.categories('vesna', 'ru')).find(({ slug }) => slug === 'returns')?.answers).toBe(1)
    // Each site's people are told of what they see, and of nothing else.
    expect(changes.flatMap(({ answers }) => answers)).toEqual([
      { id, site: 'tropa' },
      { id: there, site: 'vesna' },
    ])
  })

  it('names nobody of its own shop elsewhere, and nothing that is not published', async () => {
    const id = await published()
    await library.answers.revise(id, { question: 'Ещё не решено?' }, 3, anOperator, NOW)
    const shown = await library.find.answer(idOn(id, 'vesna'))
    expect(JSON.stringify(shown)).not.toMatch(/Оля|Лев|usr_|tropa|Ещё не решено/)
    expect(library.answers.sharedInto('vesna')).toEqual([shown])
    expect(library.answers.sharedInto('osen')).toEqual([])
    const edited = await library.answers.revise(idOn(id, 'vesna'), { body: 'Наше' }, 3, aLead, NOW)
    expect(edited).toEqual({ ok: false, refused: { code: 'not_found' } })
  })

  it('follows what each site says of itself, markup being words', async () => {
    const id = await published({ sharedWith: ['vesna', 'osen'] })
    expect(await library.find.html((await library.find.published('ru', 'returns', 'swap', 'osen'))!)).toContain(
      'Осень_*',
    )
    const patch: Partial<Site> = { values: [{ name: 'exchange', text: { ru: 'по почте', en: 'by post' } }] }
    await library.sites.change('vesna', patch, aLead, NOW)
    expect(await bodyOn('vesna')).toContain('по почте')
    expect(await bodyOn('tropa')).toContain('за наш счёт')
    expect(await foundOn('vesna', 'обмен по почте')).toEqual([idOn(id, 'vesna')])
    const answers = { ru: 'Обмен', en: 'Exchange' }
    await library.categories.add('vesna', {
      slug: 'exchange',
      icon: 'gift',
      audience: 'public',
      title: answers,
      description: answers,
    })
    await library.categories.remove('vesna', 'returns', 'exchange')
    expect((await library.find.published('ru', 'exchange', 'swap', 'vesna'))?.id).toBe(idOn(id, 'vesna'))
    expect(await bodyOn('osen')).toBeDefined()
  })

  it('is a template there, filled with that shop’s values', async () => {
    const id = await published({ audience: 'operators', category: 'templates', shortcut: 'swap' })
    const hits = await library.templates.rank({ site: 'vesna', locale: 'ru', typed: 'swap' })
    expect(hits.map((hit) => hit.id)).toEqual([idOn(id, 'vesna')])
    const filled = await library.templates.fill(idOn(id, 'vesna'), { site: { hours: 'пн–пт' } })
    expect(filled?.text).toContain('В «Весна»')
    expect(placeholdersIn(filled?.text ?? '')).toEqual([])
  })

  it('is shown no more where a lead there ends it, and stays everywhere else', async () => {
    const id = await published({ sharedWith: ['vesna', 'osen'] })
    const there = idOn(id, 'vesna')
    expect(await library.answers.endSharing(there, anOperator, NOW)).toEqual({
      ok: false,
      refused: { code: 'not_allowed' },
    })
    expect((await library.answers.endSharing(there, aLead, NOW)).ok).toBe(true)
    expect(await library.answers.endSharing(there, aLead, NOW)).toEqual({ ok: false, refused: { code: 'not_found' } })
    expect([await bodyOn('vesna'), await foundOn('vesna')]).toEqual([undefined, []])
    expect([await bodyOn('tropa'), await bodyOn('osen')].every(Boolean)).toBe(true)
    expect((await library.find.answer(id))?.sharedWith).toEqual(['osen'])
    // Nor does an old wording bring it back.
    const restored = await library.answers.restore(id, 1, anOperator, NOW)
    expect(restored.ok && restored.value.sharedWith).toEqual(['osen'])
    await library.close()
    library = await opened(null)
    expect([await bodyOn('vesna'), typeof (await bodyOn('osen'))]).toEqual([undefined, 'string'])
  })

  it('goes with its record when that is taken out', async () => {
    const id = await published()
    await library.answers.retire(id, aLead, NOW)
    expect([await foundOn('vesna'), await bodyOn('vesna')]).toEqual([[], undefined])
    expect(library.answers.sharedInto('vesna')).toEqual([])
  })

  it('takes no address of another answer there, and gives its own to none', async () => {
    const own = { site: 'vesna', category: 'returns', sharedWith: [], phrasings: [], body: 'Наше.' }
    await published({ ...own, slug: 'swap' })
    const refused = await library.answers.create(
      aNewAnswer({ category: 'returns', slug: 'swap', sharedWith: ['vesna'] }),
      anOperator,
      NOW,
    )
    expect(refused).toEqual({ ok: false, refused: { code: 'slug_taken', field: 'slug' } })
    await published({ slug: 'other' })
    const late = await library.answers.create(aNewAnswer({ ...own, slug: 'other' }), anOperator, NOW)
    expect(late).toEqual({ ok: false, refused: { code: 'slug_taken', field: 'slug' } })
  })

  it('goes out to files and comes back with the sites that show it', async () => {
    await published()
    const elsewhere = aFolder()
    await library.content.export(elsewhere.dir)
    await library.close()
    await database.close()
    database = await open()
    library = await opened(elsewhere.dir, { defaultSite: 'tropa' })
    expect(library.imported?.faults).toEqual([])
    expect(await bodyOn('vesna')).toContain('Весна')
    expect(await bodyOn('osen')).toBeUndefined()
  })

  it('reaches another node by news, and by looking where news did not come', async () => {
    const other = await opened(null)
    const id = await published()
    await other.refresh([idOn(id, 'vesna')])
    expect((await other.find.published('ru', 'returns', 'swap', 'vesna'))?.id).toBe(idOn(id, 'vesna'))
    await library.answers.endSharing(idOn(id, 'vesna'), aLead, NOW + 5)
    await other.catchUp()
    expect(await other.find.published('ru', 'returns', 'swap', 'vesna')).toBeNull()
    await other.close()
  })

  it('has the pictures of its own shop, and lends no other', async () => {
    const [shown, kept] = await Promise.all(
      ['shown.svg', 'kept.svg'].map((name) =>
        library.pictures.add({ site: 'tropa', name, bytes: Buffer.from(SVG.replace('NAME', name)) }, aLead, NOW),
      ),
    )
    expect([shown?.ok, kept?.ok]).toEqual([true, true])
    await published({ body: 'Так: ![Схема](/pictures/shown.svg)' })
    const html = await library.find.html((await library.find.published('ru', 'returns', 'swap', 'vesna'))!)
    expect(html).toContain('<img')
    const stolen = await library.find.html({ site: 'vesna', locale: 'ru', body: '![Схема](/pictures/kept.svg)' })
    expect(stolen).not.toContain('<img')
  })
})

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>NAME</title><path d="M0 0h9v9z"/></svg>'
