import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Library, LibraryChange } from '../../library.ts'
import { openLibrary } from '../../open-library.ts'
import { noSpeller } from '../../spelling/speller.ts'
import type { Database } from '../../storage/open-database.ts'
import { aContentFolder, anAnswerFile } from '../../testing/a-content-folder.ts'
import { aLead, aNewAnswer, anOperator, NOW } from '../../testing/an-answer.ts'
import { readAtOnce } from '../../testing/read-at-once.ts'
import { TEST_DATABASES } from '../../testing/test-databases.ts'
import { addCategory, takenUp, type WrittenCategory } from './kept-categories.ts'

const GIFTS: WrittenCategory = {
  slug: '',
  icon: 'gift',
  audience: 'public',
  title: { ru: 'Подарки', en: 'Gifts' },
  description: { ru: 'Карты и упаковка.', en: 'Cards and wrapping.' },
}
const ALPHA = `id: alpha
name: { ru: Альфа, en: Alpha }
url: https://alpha.example
mail: help@alpha.example
brand: { color: '#1a7f5a', colorDark: '#5fd3a6', radius: 10 }
greeting: { ru: Здравствуйте!, en: Hello! }
timeZone: Europe/Moscow
hours: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
`

describe.each(TEST_DATABASES)('categories of answers on $name', ({ open }) => {
  let database: Database
  let library: Library
  let folder: ReturnType<typeof aContentFolder>
  let changes: LibraryChange[]
  const opened = async (on = database, contentDir: string | null = folder.dir) =>
    openLibrary({
      database: on,
      contentDir,
      speller: noSpeller(),
      markdown: readAtOnce(),
      now: () => NOW,
      defaultSite: 'tropa',
    })
  beforeEach(async () => {
    database = await open()
    folder = aContentFolder({
      'sites/alpha.yaml': ALPHA,
      'sites/alpha/ru/delivery/delivery-cost.md': anAnswerFile('Почём доставка в «Альфе»?', 'Даром.'),
      'ru/returns/back.md': anAnswerFile('Как вернуть?', 'Сначала [цена](answer:delivery/delivery-cost).'),
    })
    library = await opened()
    changes = []
    library.subscribe((change) => changes.push(change))
  })
  afterEach(async () => {
    await library.close()
    await database.close()
    folder.remove()
  })

  const { categories, find } = {
    categories: () => library.categories,
    find: () => library.find,
  }
  const slugs = async (site = 'tropa') => (await categories().list(site)).map(({ slug }) => slug)
  const done = async (changing: ReturnType<Library['categories']['add']>) => {
    const result = await changing
    if (!result.ok) throw new Error(result.refused.code)
    return result.value
  }
  const refused = async (changing: ReturnType<Library['categories']['add']>) => {
    const result = await changing
    return result.ok ? null : result.refused.code
  }
  const published = async (parts: Parameters<typeof aNewAnswer>[0]) => {
    const made = await library.answers.create(aNewAnswer(parts), anOperator, NOW)
    if (!made.ok) throw new Error(made.refused.code)
    await library.answers.submit(made.value.id, anOperator, NOW)
    const approved = await library.answers.approve(made.value.id, aLead, 1, NOW)
    if (!approved.ok) throw new Error(approved.refused.code)
    return approved.value
  }

  it('are those of the files, with what stands in them', async () => {
    expect(await categories().list('tropa')).toMatchObject([
      { slug: 'delivery', answers: 2, shown: 2, title: { ru: 'Раздел', en: 'Section' } },
      { slug: 'returns', answers: 1 },
      { slug: 'templates', answers: 1, audience: 'operators' },
    ])
  })

  it('are made, with an address of their name, and take answers at once', async () => {
    expect(await done(categories().add('tropa', GIFTS))).toMatchObject({ to: 'podarki' })
    expect(await done(categories().add('tropa', GIFTS))).toMatchObject({ to: 'podarki-2' })
    expect(await slugs()).toEqual(['delivery', 'returns', 'templates', 'podarki', 'podarki-2'])
    expect(await slugs('alpha')).toEqual(['delivery', 'returns', 'templates'])
    expect(changes.at(-1)?.tags).toContain('site')
    await published({ category: 'podarki', slug: 'card', question: 'Где подарочная карта?' })
    expect((await find().categories('tropa', 'en')).find(({ slug }) => slug === 'podarki')).toMatchObject({
      title: 'Gifts',
      answers: 0,
    })
    expect((await find().categories('tropa', 'ru')).find(({ slug }) => slug === 'podarki')).toMatchObject({
      title: 'Подарки',
      answers: 1,
    })
  })

  it('have addresses of their own, and none that is a page already', async () => {
    expect(await refused(categories().add('tropa', { ...GIFTS, slug: 'returns' }))).toBe('category_taken')
    expect(await refused(categories().add('tropa', { ...GIFTS, slug: 'product' }))).toBe('category_reserved')
    expect(await refused(categories().change('tropa', 'delivery', { slug: 'returns' }))).toBe('category_taken')
    expect(await refused(categories().change('tropa', 'none', { icon: 'gift' }))).toBe('not_found')
    expect(await slugs()).toHaveLength(3)
  })

  it('take their answers along to another address, and every old address leads to the new one', async () => {
    const before = await find().published('ru', 'delivery', 'delivery-cost', 'tropa')
    expect(await done(categories().change('tropa', 'delivery', { slug: 'dostavka' }))).toEqual({
      moved: 2,
      to: 'dostavka',
    })
    const now = await find().published('ru', 'dostavka', 'delivery-cost', 'tropa')
    expect(now).toMatchObject({ id: before?.id, revision: before?.revision, updatedAt: before?.updatedAt })
    expect(await find().published('ru', 'delivery', 'delivery-cost', 'tropa')).toBeNull()
    expect(find().movedTo('tropa', 'ru', 'delivery')).toBe('/ru/dostavka')
    expect(find().movedTo('tropa', 'ru', 'delivery', 'delivery-cost')).toBe('/ru/dostavka/delivery-cost')
    expect(find().movedTo('tropa', 'ru', 'dostavka', 'delivery-cost')).toBeNull()
    expect(find().movedTo('tropa', 'ru', 'dostavka')).toBeNull()
    const { hits } = await find().match({
      text: 'сколько стоит доставка',
      site: 'tropa',
      locale: 'ru',
      audience: 'public',
    })
    expect(hits[0]?.url).toBe('/ru/dostavka/delivery-cost')
    const back = await find().published('ru', 'returns', 'back', 'tropa')
    expect(back && (await find().html(back))).toContain('href="/ru/dostavka/delivery-cost"')
    expect(changes.flatMap(({ tags }) => tags)).toContain(`answer:${back?.id}`)
    expect(await find().published('ru', 'delivery', 'delivery-cost', 'alpha')).not.toBeNull()

    await done(categories().change('tropa', 'dostavka', { slug: 'shipping' }))
    expect(find().movedTo('tropa', 'ru', 'delivery')).toBe('/ru/shipping')
    expect(find().movedTo('tropa', 'ru', 'delivery', 'delivery-cost')).toBe('/ru/shipping/delivery-cost')
    expect(find().movedTo('tropa', 'ru', 'dostavka', 'delivery-cost')).toBe('/ru/shipping/delivery-cost')
    await done(categories().change('tropa', 'shipping', { slug: 'delivery' }))
    expect(find().movedTo('tropa', 'ru', 'delivery')).toBeNull()
    expect(find().movedTo('tropa', 'ru', 'shipping')).toBe('/ru/delivery')
    expect(find().movedTo('tropa', 'ru', 'delivery', 'delivery-cost')).toBeNull()
  })

  it('lead on after a restart, and on another node', async () => {
    const other = await opened(database, null)
    try {
      await done(categories().change('tropa', 'delivery', { slug: 'dostavka' }))
      expect(other.find.movedTo('tropa', 'ru', 'delivery')).toBeNull()
      await other.catchUp()
      expect(other.find.movedTo('tropa', 'ru', 'delivery')).toBe('/ru/dostavka')
      expect(other.find.movedTo('tropa', 'ru', 'delivery', 'delivery-cost')).toBe('/ru/dostavka/delivery-cost')
    } finally {
      await other.close()
    }
    await library.close()
    library = await opened()
    expect(library.find.movedTo('tropa', 'ru', 'delivery', 'delivery-cost')).toBe('/ru/dostavka/delivery-cost')
  })

  it('let links be written by an old address too', async () => {
    await done(categories().change('tropa', 'delivery', { slug: 'dostavka' }))
    const more = await published({
      category: 'returns',
      slug: 'more',
      question: 'А доставка?',
      body: 'Вот [цена](answer:delivery/delivery-cost) и [раздел](/ru/delivery).',
    })
    expect(await find().html(more)).toContain('href="/ru/dostavka"')
    expect(find().linked(more)).toMatchObject([{ url: '/ru/dostavka/delivery-cost' }])
  })

  it('keep their order, which nobody changes by an old list', async () => {
    await done(categories().order('tropa', ['returns', 'templates', 'delivery']))
    expect(await slugs()).toEqual(['returns', 'templates', 'delivery'])
    expect((await find().categories('tropa', 'ru')).map(({ slug }) => slug)).toEqual(await slugs())
    for (const list of [
      ['returns', 'templates'],
      ['returns', 'templates', 'delivery', 'more'],
      ['returns', 'returns', 'delivery'],
    ])
      expect(await refused(categories().order('tropa', list))).toBe('conflict')
  })

  it('go when they are empty, or when their answers have somewhere to go', async () => {
    await done(categories().add('tropa', GIFTS))
    await done(categories().remove('tropa', 'podarki', null))
    expect(await slugs()).toEqual(['delivery', 'returns', 'templates'])
    expect(await refused(categories().remove('tropa', 'returns', null))).toBe('category_used')
    expect(await refused(categories().remove('tropa', 'returns', 'templates'))).toBe('category_used')
    expect(await refused(categories().remove('tropa', 'returns', 'none'))).toBe('not_found')
    expect(await refused(categories().remove('tropa', 'none', 'returns'))).toBe('not_found')
    expect(await done(categories().remove('tropa', 'returns', 'delivery'))).toEqual({ moved: 1, to: 'delivery' })
    expect(await slugs()).toEqual(['delivery', 'templates'])
    expect(find().movedTo('tropa', 'ru', 'returns')).toBe('/ru/delivery')
    expect(find().movedTo('tropa', 'ru', 'returns', 'back')).toBe('/ru/delivery/back')
  })

  it('give an answer whose address is taken there another one, and lead to the right one of both', async () => {
    const own = await published({ category: 'returns', slug: 'delivery-cost', question: 'Сколько стоит возврат?' })
    await done(categories().remove('tropa', 'returns', 'delivery'))
    expect((await find().answer(own.id))?.slug).toBe('delivery-cost-2')
    expect(find().movedTo('tropa', 'ru', 'returns', 'delivery-cost')).toBe('/ru/delivery/delivery-cost-2')
    expect((await find().published('ru', 'delivery', 'delivery-cost', 'tropa'))?.question).toBe(
      'Сколько стоит доставка?',
    )
  })

  it('do not go over to operators while visitors find answers in them', async () => {
    expect(await refused(categories().change('tropa', 'delivery', { audience: 'operators' }))).toBe('category_used')
    await done(categories().add('tropa', GIFTS))
    await done(categories().change('tropa', 'podarki', { audience: 'operators' }))
  })

  it('follow the files where nobody touched them, and keep what was said at the desk', async () => {
    await done(categories().change('tropa', 'delivery', { title: { ru: 'Доставка', en: 'Delivery' } }))
    const file = readFileSync(join(folder.dir, 'categories.yaml'), 'utf8')
    folder.write(
      'categories.yaml',
      `${file.replaceAll('icon: truck', 'icon: package').replaceAll('ru: Раздел', 'ru: Файл')}- slug: fresh\n  icon: gift\n  title: { ru: Новый, en: New }\n  description: { ru: О нём, en: About it }\n`,
    )
    await library.content.import(folder.dir, NOW)
    expect(await categories().list('tropa')).toMatchObject([
      { slug: 'delivery', icon: 'package', title: { ru: 'Доставка' } },
      { slug: 'returns', icon: 'package', title: { ru: 'Файл' } },
      { slug: 'templates' },
      { slug: 'fresh', title: { ru: 'Новый' } },
    ])
  })

  it('take answers of files that lie in a folder of an old name', async () => {
    await done(categories().change('tropa', 'delivery', { slug: 'dostavka' }))
    folder.write('ru/delivery/delivery-cost.md', anAnswerFile('Сколько стоит доставка?', 'Теперь 490 ₽.'))
    folder.write('ru/delivery/fresh.md', anAnswerFile('Когда привезут?', 'Завтра.'))
    const report = await library.content.import(folder.dir, NOW)
    expect(report).toMatchObject({ created: 1, updated: 1, conflicts: [], moved: [] })
    expect((await find().published('ru', 'dostavka', 'delivery-cost', 'tropa'))?.body).toBe('Теперь 490 ₽.')
    expect(await find().published('ru', 'dostavka', 'fresh', 'tropa')).not.toBeNull()
  })

  it('come back with an answer of the files once they were deleted empty', async () => {
    await library.content.import(folder.dir, NOW)
    const file = readFileSync(join(folder.dir, 'categories.yaml'), 'utf8')
    folder.write(
      'categories.yaml',
      `${file}${file.split('- slug: returns')[0]?.replace('slug: delivery', 'slug: fresh')}`,
    )
    await library.content.import(folder.dir, NOW)
    await done(categories().remove('tropa', 'fresh', null))
    await library.content.import(folder.dir, NOW)
    expect(await slugs()).not.toContain('fresh')
    folder.write('ru/fresh/new.md', anAnswerFile('Что нового?', 'Всё.'))
    await library.content.import(folder.dir, NOW)
    expect(await slugs()).toContain('fresh')
  })

  it('go out to files and come back from them the same', async () => {
    await done(categories().change('tropa', 'delivery', { slug: 'dostavka', icon: 'gift' }))
    await done(categories().add('tropa', GIFTS))
    await done(categories().order('tropa', ['podarki', 'dostavka', 'returns', 'templates']))
    await done(categories().change('alpha', 'returns', { title: { ru: 'Назад', en: 'Back' } }))
    const wanted = [await categories().list('tropa'), await categories().list('alpha')]
    const asked = (path: string) =>
      `query\tanswer\tkind\nсколько  стоит\t${path}/delivery-cost\tshort\r\nпривет\tOOS\tother\nвернуть\treturns/back\tshort\n`
    folder.write('golden/ru-spoken.tsv', asked('delivery'))
    const report = await library.content.export(folder.dir)
    // Golden questions ask for the answers where they stand now.
    expect(readFileSync(join(folder.dir, 'golden/ru-spoken.tsv'), 'utf8')).toBe(asked('dostavka'))
    expect(report.written).toContain('categories.yaml')
    expect(report.written).toContain('sites/alpha/categories.yaml')
    expect(report.removed).toContain('ru/delivery/delivery-cost.md')
    expect([await categories().list('tropa'), await categories().list('alpha')]).toEqual(wanted)
    const again = await library.content.import(folder.dir, NOW)
    expect(again).toMatchObject({ created: 0, updated: 0, conflicts: [], missing: [] })
    expect([await categories().list('tropa'), await categories().list('alpha')]).toEqual(wanted)
    expect(find().movedTo('tropa', 'ru', 'delivery')).toBe('/ru/dostavka')
    expect((await library.content.export(folder.dir)).written).toEqual([])

    const fresh = await open()
    const copy = await opened(fresh)
    expect([await copy.categories.list('tropa'), await copy.categories.list('alpha')]).toEqual(wanted)
    await copy.close()
    await fresh.close()
  })

  it('are left by an answer that is published elsewhere, and its old address leads to it', async () => {
    const answer = await find().published('ru', 'returns', 'back', 'tropa')
    if (!answer) throw new Error('not there')
    const revised = await library.answers.revise(answer.id, { category: 'delivery' }, answer.revision, anOperator, NOW)
    expect(revised.ok).toBe(true)
    expect(find().movedTo('tropa', 'ru', 'returns', 'back')).toBeNull()
    await library.answers.submit(answer.id, anOperator, NOW)
    await library.answers.approve(answer.id, aLead, 1, NOW)
    expect(find().movedTo('tropa', 'ru', 'returns', 'back')).toBe('/ru/delivery/back')
    await library.answers.retire(answer.id, aLead, NOW)
    expect(find().movedTo('tropa', 'ru', 'returns', 'back')).toBeNull()
  })
})

describe('categories of one shop', () => {
  it('are two hundred at most', () => {
    const many = Array.from({ length: 199 }, (_, number) => ({ ...GIFTS, slug: `c-${number}` }))
    const last = addCategory(takenUp(many, null), GIFTS)
    if (!last.ok) throw new Error(last.refused.code)
    expect(addCategory(last.value.kept, GIFTS)).toEqual({ ok: false, refused: { code: 'category_full' } })
  })
})
