import { mkdtempSync, readFileSync, writeFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readAtOnce } from '../testing/read-at-once.ts'
import { aLead, aNewAnswer, anOperator, NOW } from '../testing/an-answer.ts'
import type { AnswerId } from '../ids.ts'
import type { Library } from '../library.ts'
import { openLibrary } from '../open-library.ts'
import { noSpeller } from '../spelling/speller.ts'
import type { Database } from '../storage/open-database.ts'
import { TEST_DATABASES } from '../testing/test-databases.ts'
import { aContentLibrary, type ContentLibrary } from './testing/a-content-library.ts'
import { aContentFolder, anAnswerFile } from '../testing/a-content-folder.ts'
import { BrokenContent } from './content-fault.ts'
import { readContent } from './read-content.ts'
import { importStep } from './three-way.ts'

const COST = 'ru/delivery/delivery-cost.md'

describe.each(TEST_DATABASES)('content/ on $name', ({ open }) => {
  let { library, folder, close } = {} as ContentLibrary

  beforeEach(async () => {
    ;({ library, folder, close } = await aContentLibrary(open))
  })
  afterEach(() => close())

  const cost = async () => {
    const answer = await library.find.published('ru', 'delivery', 'delivery-cost')
    if (!answer) throw new Error('not published')
    return answer
  }
  async function publishOnDesk(id: AnswerId, body: string, revision: number) {
    await library.answers.revise(id, { body }, revision, anOperator, NOW)
    await library.answers.submit(id, anOperator, NOW)
    const approved = await library.answers.approve(id, aLead, 1, NOW)
    expect(approved.ok).toBe(true)
  }

  it('imports answers as published, by the system, with their phrasings in order', async () => {
    expect(await cost()).toMatchObject({
      state: 'published',
      revision: 1,
      site: 'tropa',
      author: { id: 'system:content' },
      phrasings: [{ text: 'почём доставка', source: 'content' }, { text: 'сколько стоит привезти' }],
    })
    expect((await library.find.site('tropa'))?.brand.logo).toContain('<svg')
    expect(await library.find.product('pereval-3', 'en', 'tropa')).toMatchObject({
      sku: 'TR-1101',
      name: 'Pereval 3 tent',
      category: 'Tents',
    })
    expect(await library.find.categories('tropa', 'ru')).toMatchObject([
      { slug: 'delivery', answers: 1 },
      { slug: 'returns', answers: 0 },
      { slug: 'templates', audience: 'operators', answers: 1 },
    ])
    expect((await library.spelling.words({ site: 'tropa', state: 'approved', page: 1, perPage: 10 })).total).toBe(2)
  })

  it('changes nothing the second time', async () => {
    const before = await cost()
    expect(await library.content.import(folder.dir, NOW + 1)).toMatchObject({
      created: 0,
      updated: 0,
      kept: 3,
      conflicts: [],
      changed: [],
    })
    expect(await cost()).toEqual(before)
  })

  it('takes over a changed file', async () => {
    folder.write(COST, anAnswerFile('Сколько стоит доставка?', 'Курьером — 400 ₽.'))
    expect(await library.content.import(folder.dir, NOW + 1)).toMatchObject({ updated: 1, kept: 2, conflicts: [] })
    expect(await cost()).toMatchObject({ body: 'Курьером — 400 ₽.', revision: 2, liveRevision: 2 })
  })

  it('takes over changed phrasings and keeps those that visitors brought', async () => {
    const { id } = await cost()
    await library.answers.addPhrasing(id, 'цена курьера', 'promotion', anOperator, NOW)
    folder.write(
      COST,
      anAnswerFile('Сколько стоит доставка?', 'Курьером — 390 ₽.').replace('почём доставка', 'доставка цена'),
    )
    await library.content.import(folder.dir, NOW + 1)
    expect((await cost()).phrasings.map(({ text }) => text).sort()).toEqual([
      'доставка цена',
      'сколько стоит привезти',
      'цена курьера',
    ])
    expect((await cost()).revision).toBe(1)
  })

  it('keeps an answer that was changed on the desk', async () => {
    await publishOnDesk((await cost()).id, 'Со стойки.', 1)
    expect(await library.content.import(folder.dir, NOW + 1)).toMatchObject({ updated: 0, kept: 3, conflicts: [] })
    expect((await cost()).body).toBe('Со стойки.')
  })

  it('reports a conflict and overwrites nothing when both changed', async () => {
    await publishOnDesk((await cost()).id, 'Со стойки.', 1)
    folder.write(COST, anAnswerFile('Сколько стоит доставка?', 'Из файла.'))
    const report = await library.content.import(folder.dir, NOW + 1)
    expect(report.conflicts).toHaveLength(1)
    expect(report.conflicts[0]).toContain(COST)
    expect((await cost()).body).toBe('Со стойки.')
    expect(readFileSync(join(folder.dir, COST), 'utf8')).toContain('Из файла.')
  })

  it('settles a conflict when both say the same, and after an export', async () => {
    await publishOnDesk((await cost()).id, 'Одно и то же.', 1)
    folder.write(COST, anAnswerFile('Сколько стоит доставка?', 'Одно и то же.'))
    expect((await library.content.import(folder.dir, NOW + 1)).conflicts).toEqual([])
    await publishOnDesk((await cost()).id, 'Со стойки.', 4)
    expect((await library.content.export(folder.dir)).written).toEqual([COST])
    expect(await library.content.import(folder.dir, NOW + 2)).toMatchObject({ kept: 3, conflicts: [], changed: [] })
  })

  it('brings a new file in for readers at once', async () => {
    const changes: string[] = []
    library.subscribe(({ tags }) => changes.push(...tags))
    folder.write(
      'ru/returns/how-to.md',
      anAnswerFile('Как вернуть палатку?', 'Принесите в магазин.').replace(/phrasings:[\s\S]*?audience/, 'audience'),
    )
    await library.content.import(folder.dir, NOW + 1)
    expect(
      (await library.find.match({ text: 'вернуть палатку', site: 'tropa', locale: 'ru', audience: 'public' })).hits[0],
    ).toMatchObject({ url: '/ru/returns/how-to' })
    expect(changes).toContain('category:returns')
  })

  it('exports what it imported, byte for byte, and leaves those files alone', async () => {
    expect(await library.content.export(folder.dir)).toMatchObject({ written: [], removed: [] })
    const elsewhere = mkdtempSync(join(tmpdir(), 'firstline-export-'))
    await library.content.export(elsewhere)
    for (const path of [COST, 'en/delivery/delivery-cost.md', 'ru/templates/hello.md', 'sites/tropa.svg'])
      expect(readFileSync(join(elsewhere, path), 'utf8'), path).toBe(readFileSync(join(folder.dir, path), 'utf8'))
    const read = readContent(elsewhere)
    expect(read.content?.catalogue).toEqual(readContent(folder.dir).content?.catalogue)
    expect(read.faults).toEqual([])
    rmSync(elsewhere, { recursive: true })
  })

  it('exports answers and words born on the desk, and removes files of retired answers', async () => {
    const made = await library.answers.create(
      aNewAnswer({
        category: 'returns',
        slug: 'exchange',
        question: 'Как обменять?',
        body: 'Принесите.',
        phrasings: ['обмен'],
      }),
      anOperator,
      NOW,
    )
    if (!made.ok) throw new Error(made.refused.code)
    await library.answers.submit(made.value.id, anOperator, NOW)
    await library.answers.approve(made.value.id, aLead, 1, NOW)
    await library.answers.retire((await cost()).id, aLead, NOW)
    await library.spelling.propose('tropa', 'глэмпинг', aLead, NOW)
    expect(await library.content.export(folder.dir)).toMatchObject({
      written: ['ru/returns/exchange.md', 'dictionaries/approved-on-the-desk.txt'],
      removed: [COST],
    })
    expect(readFileSync(join(folder.dir, 'ru/returns/exchange.md'), 'utf8')).toBe(
      '---\nquestion: Как обменять?\nphrasings:\n  - обмен\naudience: public\nproducts: []\n---\nПринесите.\n',
    )
    expect(await library.content.import(folder.dir, NOW + 1)).toMatchObject({ created: 0, conflicts: [] })
  })

  it('imports nothing at all when one file is broken', async () => {
    folder.write('ru/returns/new.md', anAnswerFile('Новый?', 'Текст.'))
    folder.write(COST, anAnswerFile('Сколько стоит доставка?', 'Из файла.', 'colour: red\n'))
    await expect(library.content.import(folder.dir, NOW + 1)).rejects.toThrow(BrokenContent)
    expect((await cost()).body).toBe('Курьером — 390 ₽.')
    expect(await library.find.published('ru', 'returns', 'new')).toBeNull()
  })

  it('keeps what an admin changed of a site over the files', async () => {
    expect(
      await library.sites.change(
        'tropa',
        {
          mail: 'new@tropa.example',
          brand: { color: '#000000', colorDark: '#ffffff', radius: 4, logo: '<svg onload="x"></svg>', font: null },
        },
        aLead,
        NOW,
      ),
    ).toBe(true)
    expect(await library.sites.change('nowhere', { mail: 'x@y.example' }, aLead, NOW)).toBe(false)
    await library.content.import(folder.dir, NOW + 1)
    const site = await library.find.site('tropa')
    expect(site).toMatchObject({ mail: 'new@tropa.example', brand: { radius: 4 }, url: 'https://tropa.example' })
    expect(site?.brand.logo).not.toContain('onload')
  })
})

describe('a broken content folder', () => {
  let folder: ReturnType<typeof aContentFolder>
  const faultsWith = (files: Record<string, string | null>) => {
    folder = aContentFolder(files)
    const read = readContent(folder.dir)
    folder.remove()
    return read.faults.map(({ file, line, message }) => `${file}:${line}: ${message}`)
  }

  it.each([
    [{ [COST]: 'Без шапки' }, `${COST}:1: The file must begin with front matter`],
    [{ [COST]: '---\n- x\n---\nтекст' }, `${COST}:2: The front matter must be fields`],
    [{ [COST]: '---\nquestion: x\n---\nте\u0000кст' }, `${COST}:4: This is not text`],
    [{ [COST]: '---\nquestion: x\n\nтекст' }, `${COST}:1: The front matter is not closed`],
    [{ [COST]: '---\nquestion: x\nphrasings: [\n---\nтекст' }, `${COST}:3: This is not valid YAML`],
    [{ [COST]: '---\nphrasings: []\n---\nтекст' }, `${COST}:2: “question”: The question is needed`],
    [{ [COST]: '---\nquestion: x\naudience: all\n---\nтекст' }, `${COST}:3: “audience”: Audience must be`],
    [{ [COST]: '---\nquestion: x\nphrasings:\n  - a\n  - 7\n---\nтекст' }, `${COST}:5: “phrasings.1”: A phrasing`],
    [{ [COST]: anAnswerFile('x', 'y', 'colour: red\n') }, `${COST}:2: Unknown field “colour”`],
    [{ [COST]: '---\nquestion: x\n---\n' }, `${COST}:3: The answer has no text`],
    [{ [COST]: anAnswerFile('x', 'y').replace('[]', '[TR-9]') }, `${COST}:1: The product “TR-9” is not in products/`],
    [
      { 'ru/nowhere/x.md': anAnswerFile('x', 'y') },
      'ru/nowhere/x.md:1: The category “nowhere” is not in categories.yaml.',
    ],
    [{ 'ru/delivery/Плохое.md': anAnswerFile('x', 'y') }, 'ru/delivery/Плохое.md:1: The file name must be'],
    [{ 'ru/x.md': anAnswerFile('x', 'y') }, 'ru/x.md:1: An answer must be at'],
    [{ 'categories.yaml': null }, 'categories.yaml:1: There is no such file'],
    [
      { 'products/pereval-3.yaml': 'sku: TR-1101\nprice: dear\n' },
      'products/pereval-3.yaml:2: “price”: The price must be a number.',
    ],
    [{ 'sites/tropa.svg': '<svg><script>alert(1)</script></svg>' }, 'sites/tropa.svg:1: The logo must be a plain SVG'],
    [{ 'sites/tropa.svg': null }, 'sites/tropa.yaml:1: The logo tropa.svg is not beside this file.'],
    [
      {
        'products/other.yaml':
          'sku: TR-1101\nslug: other\nname: { ru: а, en: a }\ncategory: { ru: а, en: a }\nprice: 1\nsummary: { ru: а, en: a }\n',
      },
      'products/pereval-3.yaml:1: The SKU TR-1101 is used by another product.',
    ],
  ])('is named by file, line and one sentence: %#', (files, sentence) => {
    const faults = faultsWith(files as Record<string, string | null>)
    expect(
      faults.some((fault) => fault.startsWith(sentence)),
      faults.join('\n'),
    ).toBe(true)
  })
})

describe('a content folder as editors leave it', () => {
  const reads = (files: Record<string, string | Buffer>) => {
    const folder = aContentFolder()
    for (const [path, text] of Object.entries(files)) writeFileSync(join(folder.dir, path), text)
    const read = readContent(folder.dir)
    folder.remove()
    return read
  }
  const answer = anAnswerFile('Сколько стоит доставка?', 'Курьером.')

  it.each([
    [COST, `\uFEFF${answer}`],
    [COST, `\n\n${answer}`],
    [COST, answer.replaceAll('\n', '\r')],
    [COST, answer.replaceAll('---\n', '---  \n')],
    [COST, answer.replaceAll('\n', '\r\n')],
    [
      'categories.yaml',
      `\uFEFF- { slug: delivery, icon: truck, title: { ru: а, en: a }, description: { ru: а, en: a } }\n- { slug: templates, icon: truck, audience: operators, title: { ru: а, en: a }, description: { ru: а, en: a } }\n`,
    ],
    ['ru/README.md', 'Как мы пишем ответы'],
    ['ru/delivery/readme.md', '# Notes'],
    ['ru/delivery/._delivery-cost.md', 'Mac OS X'],
  ])('is read: %s %#', (path, text) => {
    const read = reads({ [path]: text })
    expect(read.faults).toEqual([])
    expect(read.content?.answers).toHaveLength(3)
  })

  it.each([
    [COST, Buffer.from([...Buffer.from('---\nquestion: '), 0xd1, 0xea, 0x0a]), `${COST}:2: This is not UTF-8`],
    ['categories.yaml', Buffer.from([0x23, 0x0a, 0x0a, 0xff, 0x0a]), 'categories.yaml:3: This is not UTF-8'],
    [
      COST,
      `---\na: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nquestion: [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\n---\nx\n`,
      `${COST}:2: Its aliases`,
    ],
  ])('is refused by file and line, never read as something else: %s %#', (path, text, sentence) => {
    const read = reads({ [path]: text })
    const said = read.faults.map(({ file, line, message }) => `${file}:${line}: ${message}`)
    expect(said.join('\n')).toContain(sentence)
  })
})

describe('a site file', () => {
  it('takes addresses in any script', () => {
    const folder = aContentFolder()
    const path = join(folder.dir, 'sites/tropa.yaml')
    const text = readFileSync(path, 'utf8').replace('help@tropa.example', 'Помощь@Тропа.рф')
    writeFileSync(path, `${text}origins: ['https://Тропа.рф', 'http://localhost:3000']\n`)
    expect(readContent(folder.dir)).toMatchObject({
      faults: [],
      content: {
        catalogue: {
          sites: [
            {
              mail: 'Помощь@xn--80a1adcj.xn--p1ai',
              origins: ['https://xn--80a1adcj.xn--p1ai', 'http://localhost:3000'],
            },
          ],
        },
      },
    })
    folder.remove()
  })
  it.each(['help', 'help@', '@shop.example', 'a b@shop.example', 'help@shop'])('refuses the mail %s', (mail) => {
    const folder = aContentFolder()
    const path = join(folder.dir, 'sites/tropa.yaml')
    writeFileSync(path, readFileSync(path, 'utf8').replace('help@tropa.example', JSON.stringify(mail)))
    expect(readContent(folder.dir).faults).toMatchObject([{ message: '“mail”: The mail address is not one.' }])
    folder.remove()
  })
})

describe('importStep', () => {
  const known = { checksum: 'a', revision: 1 }
  it.each([
    [{ known: null, checksum: 'a', revision: null, sameContent: false }, 'create'],
    [{ known: null, checksum: 'a', revision: 1, sameContent: true }, 'adopt'],
    [{ known: null, checksum: 'a', revision: 1, sameContent: false }, 'conflict'],
    [{ known, checksum: 'a', revision: 1, sameContent: true }, 'keep'],
    [{ known, checksum: 'a', revision: 2, sameContent: false }, 'keep'],
    [{ known, checksum: 'b', revision: 1, sameContent: false }, 'update'],
    [{ known, checksum: 'b', revision: 2, sameContent: false }, 'conflict'],
    [{ known, checksum: 'b', revision: 2, sameContent: true }, 'adopt'],
  ] as const)('%j → %s', (state, step) => expect(importStep(state)).toBe(step))
})

describe('the shop’s own content', () => {
  let database: Database
  let library: Library
  const dir = new URL('../../content', import.meta.url).pathname
  beforeAll(async () => {
    database = await (TEST_DATABASES[0] as (typeof TEST_DATABASES)[number]).open()
    library = await openLibrary({ database, contentDir: dir, speller: noSpeller(), markdown: readAtOnce() })
  })
  afterAll(async () => {
    await library.close()
    await database.close()
  })

  it('reads back from its canonical form as the same', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'firstline-export-'))
    await library.content.export(elsewhere)
    const [original, written] = [readContent(dir), readContent(elsewhere)]
    expect(original.faults).toEqual([])
    expect(written.content?.answers.map(({ file }) => file)).toEqual(original.content?.answers.map(({ file }) => file))
    expect(written.content?.catalogue.products.length).toBe(original.content?.catalogue.products.length)
    rmSync(elsewhere, { recursive: true })
  })
})
