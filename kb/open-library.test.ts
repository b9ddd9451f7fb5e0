import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aLead, aNewAnswer, anOperator, NOW } from './testing/an-answer.ts'
import { aContentFolder } from './testing/a-content-folder.ts'
import type { NewAnswer } from './answers/answer.ts'
import type { Library, LibraryChange } from './library.ts'
import { openLibrary } from './open-library.ts'
import { noSpeller } from './spelling/speller.ts'
import type { Database } from './storage/open-database.ts'
import { readAtOnce } from './testing/read-at-once.ts'
import { TEST_DATABASES } from './testing/test-databases.ts'

const WASH: NewAnswer = aNewAnswer({
  category: 'returns',
  slug: 'wash',
  question: 'Можно ли стирать спальник в машинке?',
  body: 'Да, при 30 градусах.',
  phrasings: ['стирка спальника'],
})

describe.each(TEST_DATABASES)('the library on $name', ({ open }) => {
  let database: Database
  let library: Library
  let changes: LibraryChange[]

  beforeEach(async () => {
    database = await open()
    const folder = aContentFolder()
    library = await openLibrary({
      database,
      contentDir: folder.dir,
      speller: noSpeller(),
      markdown: readAtOnce(),
      publicUrl: 'https://help.example/',
      now: () => NOW,
    })
    folder.remove()
    changes = []
    library.subscribe((change) => changes.push(change))
  })
  afterEach(async () => {
    await library.close()
    await database.close()
  })

  const search = async (text: string, audience: 'public' | 'all' = 'public', from = library) =>
    (await from.find.match({ text, site: 'tropa', locale: 'ru', audience })).hits
  const created = async (content = WASH) => {
    const made = await library.answers.create(content, anOperator, NOW)
    if (!made.ok) throw new Error(made.refused.code)
    return made.value
  }
  const published = async (content = WASH) => {
    const { id } = await created(content)
    await library.answers.submit(id, anOperator, NOW)
    const approved = await library.answers.approve(id, aLead, 1, NOW)
    if (!approved.ok) throw new Error(approved.refused.code)
    return approved.value
  }

  it('shows an answer to visitors once a lead approved it, and not before', async () => {
    const { id } = await created()
    expect(await search('стирать спальник')).toEqual([])
    await library.answers.submit(id, anOperator, NOW)
    expect(await library.find.published('ru', 'returns', 'wash')).toBeNull()
    expect(changes).toEqual([])
    await library.answers.approve(id, aLead, 1, NOW)
    expect((await search('стирать спальник'))[0]).toMatchObject({
      id,
      url: '/ru/returns/wash',
      question: 'Можно ли стирать спальник в машинке?',
      excerpt: 'Да, при 30 градусах.',
    })
    expect(changes).toEqual([
      { answers: [{ id, site: 'tropa' }], tags: ['home', `answer:${id}`, 'category:returns'], remote: false },
    ])
  })

  it('finds it by words a visitor brought, at once, and no longer when they are removed', async () => {
    const { id } = await published()
    const added = await library.answers.addPhrasing(id, 'закинуть мешок в барабан', 'promotion', anOperator, NOW)
    if (!added.ok) throw new Error(added.refused.code)
    expect((await search('закинуть мешок в барабан'))[0]?.id).toBe(id)
    const phrasing = added.value.phrasings.find(({ text }) => text === 'закинуть мешок в барабан')
    await library.answers.removePhrasing(id, phrasing?.id ?? 'phr_', aLead, NOW + 1)
    expect(
      (await library.find.match({ text: 'закинуть мешок в барабан', site: 'tropa', locale: 'ru', audience: 'public' }))
        .verdict,
    ).toBe('escalate')
    expect(changes).toHaveLength(3)
  })

  it('keeps the old wording published until the new one is approved, then shows that, under both tags of a move', async () => {
    const { id, revision } = await published()
    await library.answers.revise(id, { body: 'Нет, только руками.', category: 'delivery' }, revision, anOperator, NOW)
    expect((await library.find.published('ru', 'returns', 'wash'))?.body).toBe('Да, при 30 градусах.')
    await library.answers.submit(id, anOperator, NOW)
    await library.answers.approve(id, aLead, 1, NOW)
    expect(await library.find.published('ru', 'returns', 'wash')).toBeNull()
    expect((await library.find.published('ru', 'delivery', 'wash'))?.body).toBe('Нет, только руками.')
    expect(changes.at(-1)?.tags).toEqual(expect.arrayContaining(['category:returns', 'category:delivery']))
  })

  it('names the pages that link to an address that came or went', async () => {
    const linking = await published({ ...WASH, slug: 'linking', body: 'См. [цены](answer:delivery/delivery-cost).' })
    const cost = await library.find.published('ru', 'delivery', 'delivery-cost')
    await library.answers.addPhrasing(cost?.id ?? 'ans_', 'цена', 'editor', aLead, NOW)
    expect(changes.at(-1)?.tags).not.toContain(`answer:${linking.id}`)
    await library.answers.retire(cost?.id ?? 'ans_', aLead, NOW)
    expect(changes.at(-1)?.tags).toContain(`answer:${linking.id}`)
    expect(await library.find.html(linking)).toBe('<p>См. цены.</p>')
  })

  it('takes a retired answer from everybody at once', async () => {
    const { id } = await published()
    await library.answers.retire(id, aLead, NOW)
    expect(await search('стирать спальник')).toEqual([])
    expect(await library.find.answer(id, { published: true })).toBeNull()
    expect(await library.find.answer(id)).toMatchObject({ state: 'retired' })
  })

  it('never shows a template to visitors', async () => {
    expect(await search('приветствие')).toEqual([])
    expect((await search('приветствие', 'all'))[0]).toMatchObject({ audience: 'operators' })
    expect(await library.find.published('ru', 'templates', 'hello')).toBeNull()
    expect(
      (await library.find.list({ site: 'tropa', locale: 'ru', page: 1, perPage: 10 })).items.map(({ slug }) => slug),
    ).toEqual(['delivery-cost'])
  })

  it('knows the same answer in the other language', async () => {
    expect(await library.find.translations({ category: 'delivery', slug: 'delivery-cost', locale: 'ru' })).toEqual([
      { locale: 'en', path: '/en/delivery/delivery-cost' },
    ])
  })

  it.each([
    ['question_empty', { question: '  ' }],
    ['body_empty', { body: '\n' }],
    ['category_unknown', { category: 'nowhere' }],
    ['category_unknown', { category: '' }],
    ['slug_invalid', { slug: 'Стирка спальника' }],
    ['slug_invalid', { slug: 'wash--bag' }],
    ['shortcut_invalid', { shortcut: 'два слова' }],
    ['shortcut_invalid', { shortcut: '/' }],
    ['slug_taken', { category: 'delivery', slug: 'delivery-cost' }],
    ['placeholder_unknown', { audience: 'operators', body: '{{visitor.password|x}}' }],
    ['placeholder_needs_fallback', { audience: 'operators', body: '{{visitor.name}}' }],
    ['placeholder_not_public', { body: '{{operator.name}}' }],
  ] as const)('refuses to create: %s', async (code, parts) => {
    expect(await library.answers.create({ ...WASH, ...parts }, anOperator, NOW)).toMatchObject({
      ok: false,
      refused: { code },
    })
    expect(await library.answers.preview({ ...WASH, ...parts })).toBeDefined()
  })

  it('lets a draft link to what does not exist yet, but not a text for review', async () => {
    const { id } = await created({
      ...WASH,
      body: 'См. [тут](answer:returns/nowhere) и [там](answer:delivery/delivery-cost).',
    })
    expect(await library.answers.submit(id, anOperator, NOW)).toMatchObject({
      ok: false,
      refused: { code: 'link_unknown', targets: ['returns/nowhere'], at: [{ start: 4, end: 33 }] },
    })
    expect((await library.answers.preview({ ...WASH, body: '[тут](answer:returns/nowhere)' })).problems).toMatchObject([
      { code: 'link_unknown' },
    ])
  })

  it('refuses links to what was retired and to templates', async () => {
    const cost = await library.find.published('ru', 'delivery', 'delivery-cost')
    await library.answers.retire(cost?.id ?? 'ans_', aLead, NOW)
    for (const target of ['delivery/delivery-cost', 'templates/hello']) {
      const problems = (await library.answers.preview({ ...WASH, body: `[тут](answer:${target})` })).problems
      expect(problems).toMatchObject([{ code: 'link_unknown', targets: [target] }])
    }
  })

  it('creates one of two answers that ask for the same address at once', async () => {
    const both = await Promise.all([
      library.answers.create(WASH, anOperator, NOW),
      library.answers.create(WASH, aLead, NOW),
    ])
    expect(both.map((made) => (made.ok ? 'ok' : made.refused.code)).sort()).toEqual(['ok', 'slug_taken'])
  })

  it('approves once when two leads approve at once', async () => {
    const { id } = await created()
    await library.answers.submit(id, anOperator, NOW)
    const both = await Promise.all([
      library.answers.approve(id, aLead, 1, NOW),
      library.answers.approve(id, { ...aLead, id: 'usr_2' }, 1, NOW),
    ])
    expect(both.filter((moved) => moved.ok)).toHaveLength(1)
    const lost = both.find((moved) => !moved.ok)
    expect(['revision_conflict', 'wrong_state']).toContain(lost && !lost.ok && lost.refused.code)
  })

  it('makes a free address from the question where none is given', async () => {
    const first = await created({ ...WASH, slug: '' })
    const second = await created({ ...WASH, slug: '' })
    expect([first.slug, second.slug]).toEqual([
      'mozhno-li-stirat-spalnik-v-mashinke',
      'mozhno-li-stirat-spalnik-v-mashinke-2',
    ])
  })

  it('refuses a revision over somebody else’s', async () => {
    const { id } = await created()
    await library.answers.revise(id, { body: 'Раз.' }, 1, aLead, NOW)
    expect(await library.answers.revise(id, { body: 'Два.' }, 1, anOperator, NOW)).toEqual({
      ok: false,
      refused: { code: 'revision_conflict', current: 2 },
    })
    expect(await library.answers.revise('ans_none', {}, 1, anOperator, NOW)).toEqual({
      ok: false,
      refused: { code: 'not_found' },
    })
  })

  it('shows what changed between revisions, and restores the old', async () => {
    const { id } = await created()
    await library.answers.revise(id, { body: 'Да, при 40 градусах.', products: ['TR-1101'] }, 1, anOperator, NOW)
    expect(await library.answers.difference(id, 1, 2)).toMatchObject({
      body: [{ kind: 'same' }, { kind: 'removed', text: '30' }, { kind: 'added', text: '40' }, { kind: 'same' }],
      changed: [{ field: 'products', from: '', to: 'TR-1101' }],
    })
    expect(await library.answers.restore(id, 1, aLead, NOW)).toMatchObject({
      ok: true,
      value: { revision: 3, body: 'Да, при 30 градусах.', products: [] },
    })
    expect((await library.answers.revisions(id)).map(({ act }) => act)).toEqual(['restored', 'revised', 'created'])
    expect(await library.answers.restore(id, 99, aLead, NOW)).toMatchObject({
      ok: false,
      refused: { code: 'not_found' },
    })
  })

  it.each([
    ['phrasing_empty', ' \n'],
    ['phrasing_exists', 'Стирка спальника?'],
    ['phrasing_exists', 'можно ли стирать спальник в машинке'],
    ['holds_personal_data', 'стирка, мой телефон +7 912 345-67-89'],
  ] as const)('refuses a phrasing: %s', async (code, text) => {
    const { id } = await created()
    expect(await library.answers.addPhrasing(id, text, 'editor', anOperator, NOW)).toEqual({
      ok: false,
      refused: { code },
    })
  })

  it('ranks templates: shortcut, title, words typed, words of the conversation', async () => {
    const rank = async (typed: string, conversation = '') =>
      (await library.templates.rank({ site: 'tropa', locale: 'ru', typed, conversation: [conversation] })).map(
        ({ title }) => title,
      )
    expect((await rank('hi'))[0]).toBe('Приветствие')
    expect((await rank('рш'))[0]).toBe('Приветствие')
    expect((await rank('ghbd'))[0]).toBe('Приветствие')
    expect((await rank('прив'))[0]).toBe('Приветствие')
    expect((await rank('достав'))[0]).toBe('Сколько стоит доставка?')
    expect((await rank('', 'сколько стоит привезти палатку'))[0]).toBe('Сколько стоит доставка?')
    expect(await rank('')).toEqual(['Приветствие'])
    // Greeting, name and phone hide nothing, and what was searched for before counts.
    const polite = 'Добрый день! Меня зовут Мария. Сколько стоит привезти палатку? тел 89161234567'
    expect((await rank('', polite))[0]).toBe('Сколько стоит доставка?')
    const fits = async (conversation: string[], searches: string[]) =>
      (await library.templates.rank({ site: 'tropa', locale: 'ru', typed: '', conversation, searches })).map(
        ({ title, fit }) => `${fit} ${title}`,
      )
    expect(await fits(['Здравствуйте!'], ['сколько стоит доставка'])).toEqual([
      'answers Сколько стоит доставка?',
      'null Приветствие',
    ])
    // What would not be shown to a visitor stands behind every template.
    expect((await rank('', 'печатаете ли вы логотип на доставке торта'))[0]).toBe('Приветствие')
  })

  it('puts first what is inserted often, where nothing else speaks for a template', async () => {
    const template = (question: string, slug: string) =>
      published({ ...WASH, audience: 'operators', question, slug, phrasings: [] })
    const [thanks, wait] = [await template('Благодарность', 'thanks'), await template('Ждём склад', 'wait')]
    const rank = async (often: string[], conversation = '') =>
      (
        await library.templates.rank({ site: 'tropa', locale: 'ru', typed: '', conversation: [conversation], often })
      ).map(({ title }) => title)
    expect(await rank([])).toEqual(['Благодарность', 'Ждём склад', 'Приветствие'])
    expect(await rank([wait.id, 'ans_retired', thanks.id])).toEqual(['Ждём склад', 'Благодарность', 'Приветствие'])
    expect((await rank([wait.id], 'сколько стоит привезти палатку'))[0]).toBe('Сколько стоит доставка?')
  })

  it('fills a template for sending, lists as lines and links with their address', async () => {
    const [hello] = await library.templates.rank({ site: 'tropa', locale: 'ru', typed: 'hi' })
    expect(await library.templates.fill(hello?.id ?? 'ans_', { operator: { name: 'Оля' } })).toEqual({
      text: 'Здравствуйте, друг! Это Оля.',
      revision: 1,
      unfilled: [],
      pictures: [],
    })
    expect(await library.templates.fill(hello?.id ?? 'ans_', {})).toMatchObject({ unfilled: ['operator.name'] })
    const { id } = await published({
      ...WASH,
      body: 'Так:\n\n1. Раз\n2. [Два](https://x.example)\n\n[Цены](answer:delivery/delivery-cost)',
    })
    expect((await library.templates.fill(id, {}))?.text).toBe(
      'Так:\n\n1. Раз\n2. Два: https://x.example\n\nЦены: https://help.example/ru/delivery/delivery-cost',
    )
    expect(await library.templates.fill('ans_none', {})).toBeNull()
  })

  it('brings a solved conversation to the next visitor: promoted, approved, found in the first one’s words', async () => {
    const prepared = await library.promotion.prepare({
      id: 'cnv_1',
      site: 'tropa',
      locale: 'ru',
      state: 'solved',
      visitorWords: ['Привет! Как починить молнию на палатке? Мой номер +7 912 345-67-89'],
      searchedFor: ['сломалась молния'],
      operatorMessages: ['Здравствуйте!', 'Смажьте бегунок парафином.', 'Хорошего дня!'],
      product: 'TR-1101',
    })
    if (!prepared.ok) throw new Error(prepared.refused.code)
    expect(prepared.value.draft).toMatchObject({
      question: 'Как починить молнию на палатке?',
      body: 'Смажьте бегунок парафином.',
      products: ['TR-1101'],
    })
    expect(prepared.value.removed).toContainEqual({ field: 'question', kind: 'phone', text: '+7 912 345-67-89' })

    const spoilt = { ...prepared.value.draft, body: 'Пишите anna@mail.example.' }
    expect(await library.promotion.promote(spoilt, [], anOperator, NOW)).toMatchObject({
      ok: false,
      refused: { code: 'holds_personal_data' },
    })
    expect((await library.answers.counts('tropa')).draft).toBe(0)

    // Nothing is similar, so no category is guessed.
    expect(prepared.value.draft.category).toBe('')
    const promoted = await library.promotion.promote(
      { ...prepared.value.draft, category: 'delivery' },
      [],
      anOperator,
      NOW,
    )
    expect(promoted).toMatchObject({
      ok: true,
      value: { state: 'in_review', from: 'cnv_1', phrasings: [{ text: 'сломалась молния', source: 'promotion' }] },
    })
    if (!promoted.ok) return
    expect(await library.answers.approve(promoted.value.id, aLead, 1, NOW)).toMatchObject({
      ok: true,
      value: { state: 'published' },
    })
    expect((await search('сломалась молния'))[0]?.id).toBe(promoted.value.id)
  })

  it('tells another node what it missed', async () => {
    const other = await openLibrary({ database, speller: noSpeller(), now: () => NOW })
    const heard: LibraryChange[] = []
    other.subscribe((change) => heard.push(change))
    const { id } = await published()
    expect(await search('стирать спальник', 'public', other)).toEqual([])
    await other.refresh([id])
    expect((await search('стирать спальник', 'public', other))[0]?.id).toBe(id)
    expect(heard).toMatchObject([{ answers: [{ id }], remote: true }])

    await library.answers.addPhrasing(id, 'новые слова', 'promotion', anOperator, NOW + 1)
    expect(await other.catchUp()).toEqual([id])
    expect(await other.catchUp()).toEqual([])
    await library.answers.retire(id, aLead, NOW + 2)
    expect(await other.catchUp()).toEqual([id])
    expect(await search('стирать спальник', 'public', other)).toEqual([])
    await other.close()
  })

  it('goes on when a listener fails', async () => {
    library.subscribe(() => {
      throw new Error('broken listener')
    })
    await published()
    expect((await search('стирать спальник'))[0]).toMatchObject({ url: '/ru/returns/wash' })
  })

  it('says how it is', () =>
    expect(library.status()).toEqual({
      answers: 3,
      content: [],
      search: { engine: 'embedded', degraded: false },
      spelling: 'failed',
    }))
})
