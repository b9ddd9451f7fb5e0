import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NewAnswer } from '../answers/answer.ts'
import type { Library } from '../library.ts'
import { openLibrary } from '../open-library.ts'
import { noSpeller } from '../spelling/speller.ts'
import type { Database } from '../storage/open-database.ts'
import { aContentFolder, anAnswerFile } from '../testing/a-content-folder.ts'
import { aLead, aNewAnswer, anOperator, NOW } from '../testing/an-answer.ts'
import { readAtOnce } from '../testing/read-at-once.ts'
import { TEST_DATABASES } from '../testing/test-databases.ts'
import type { OpenedPicture } from './pictures.ts'

const DRAWING =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200"><rect width="320" height="200" fill="#fff"/></svg>'
const aPhoto = (width = 1200, height = 800) =>
  sharp({ create: { width, height, channels: 3, background: '#c2502a' } })
    .withExif({ IFD0: { Make: 'Phone of Ann' }, IFD3: { GPSLatitude: '55/1 45/1 0/1', GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer()
const POLE: NewAnswer = aNewAnswer({ category: 'returns', slug: 'pole', question: 'Как сложить дугу?' })

async function bytesOf(opened: OpenedPicture | null | 'busy', range?: { start: number; end: number }) {
  if (!opened || opened === 'busy') throw new Error(String(opened))
  const pieces = []
  for await (const piece of opened.read(range)) pieces.push(piece)
  return Buffer.concat(pieces)
}

describe.each(TEST_DATABASES)('pictures of the library on $name', ({ open }) => {
  let database: Database
  let library: Library
  let folder: ReturnType<typeof aContentFolder>
  const opened = (options = {}) =>
    openLibrary({
      database,
      contentDir: folder.dir,
      speller: noSpeller(),
      markdown: readAtOnce(),
      now: () => NOW,
      ...options,
    })

  beforeEach(async () => {
    database = await open()
    folder = aContentFolder({
      'pictures/measure.svg': DRAWING,
      'ru/returns/measure.md': anAnswerFile('Как измерить?', 'Так:\n\n![Лента вокруг](../../pictures/measure.svg)'),
    })
    library = await opened()
  })
  afterEach(async () => {
    await library.close()
    await database.close()
    folder.remove()
  })

  const added = async (name: string, bytes: Uint8Array, site = 'tropa') => {
    const made = await library.pictures.add({ site, name, bytes }, anOperator, NOW)
    if (!made.ok) throw new Error(made.refused.code)
    return made.value
  }
  const published = async (body: string) => {
    const made = await library.answers.create({ ...POLE, body }, anOperator, NOW)
    if (!made.ok) throw new Error(made.refused.code)
    await library.answers.submit(made.value.id, anOperator, NOW)
    const approved = await library.answers.approve(made.value.id, aLead, 1, NOW)
    if (!approved.ok) throw new Error(approved.refused.code)
    return approved.value
  }
  const measured = async () => {
    const answer = await library.find.published('ru', 'returns', 'measure')
    if (!answer) throw new Error('not imported')
    return answer
  }

  it('come with the files, and stand in the page with their own size', async () => {
    const answer = await measured()
    expect(answer.body).toContain('![Лента вокруг](/pictures/measure.svg)')
    const [{ key = '' } = {}] = library.pictures.list('tropa')
    expect(await library.find.html(answer)).toBe(
      `<p>Так:</p>\n<p><img src="/api/answer-pictures/${key}/original" width="320" height="200" alt="Лента вокруг" loading="lazy" decoding="async"></p>`,
    )
    const drawing = await library.pictures.open(key, 'original', { desk: false })
    expect(drawing).toMatchObject({ type: 'image/svg+xml', size: DRAWING.length })
    expect(String(await bytesOf(drawing))).toBe(DRAWING)
    const card = await sharp(await bytesOf(await library.pictures.open(key, 'card.jpg', { desk: false }))).metadata()
    expect(card).toMatchObject({ format: 'jpeg', width: 1200, height: 630 })
  })

  it('are offered in sizes and formats, of their pixels alone', async () => {
    const picture = await added('Сломанная дуга.jpg', await aPhoto())
    expect(picture).toMatchObject({ name: 'slomannaya-duga.jpg', kind: 'picture', width: 1200, height: 800 })
    const answer = await published('![Где сломалась дуга](/pictures/slomannaya-duga.jpg)')
    const html = await library.find.html(answer)
    const at = `/api/answer-pictures/${picture.key}`
    expect(html).toContain(`srcset="${at}/480.avif 480w, ${at}/960.avif 960w, ${at}/1600.avif 1200w"`)
    expect(html).toContain(`<img src="${at}/960.webp" srcset="${at}/480.webp 480w`)
    expect(html).toContain('width="1200" height="800" alt="Где сломалась дуга" loading="lazy"')
    for (const [version, format, width] of [
      ['480.avif', 'heif', 480],
      ['1600.webp', 'webp', 1200],
    ] as const) {
      const written = await bytesOf(await library.pictures.open(picture.key, version, { desk: false }))
      expect(await sharp(written).metadata()).toMatchObject({ format, width })
      expect(written.includes('Phone of Ann')).toBe(false)
    }
    expect(await library.pictures.open(picture.key, 'original', { desk: false })).toBeNull()
    expect(await library.find.pictures(answer)).toEqual([
      {
        kind: 'picture',
        description: 'Где сломалась дуга',
        url: `${at}/960.webp`,
        card: `${at}/card.jpg`,
        width: 1200,
        height: 800,
      },
    ])
  })

  it('are seen by readers once a published answer shows them, and by the desk before', async () => {
    const { key } = await added(
      'pole.png',
      await sharp(await aPhoto(64, 64))
        .png()
        .toBuffer(),
    )
    expect(await library.pictures.open(key, '480.webp', { desk: false })).toBeNull()
    expect(await library.pictures.open(key, '480.webp', { desk: true })).toMatchObject({ type: 'image/webp' })
    const { id } = await published('![Дуга](/pictures/pole.png)')
    expect(await library.pictures.open(key, '480.webp', { desk: false })).toMatchObject({ type: 'image/webp' })
    await library.answers.retire(id, aLead, NOW)
    expect(await library.pictures.open(key, '480.webp', { desk: false })).toBeNull()
  })

  it.each([
    ['![](/pictures/measure.svg) Смотрите.', { code: 'picture_undescribed', at: [{ start: 0, end: 26 }] }],
    ['Смотрите: ![Нет её](/pictures/gone.svg)', { code: 'picture_unknown', targets: ['gone.svg'] }],
  ])('keep an answer from review: %s', async (body, refused) => {
    const made = await library.answers.create({ ...POLE, body }, anOperator, NOW)
    if (!made.ok) throw new Error(made.refused.code)
    expect(await library.answers.submit(made.value.id, anOperator, NOW)).toMatchObject({ ok: false, refused })
  })

  it('of another place are a link, and load nothing', async () => {
    const answer = await published(
      '![Схема](https://evil.example/p.gif?who=1) и [![кнопка](http://a.example/b.png)](https://c.example)',
    )
    const html = await library.find.html(answer)
    expect(html).not.toContain('<img')
    expect(html).toContain('<a href="https://evil.example/p.gif?who=1" rel="noopener nofollow ugc">Схема</a>')
    expect(html).toContain('<a href="https://c.example" rel="noopener nofollow ugc">кнопка</a>')
  })

  it('of another site are nobody else’s', async () => {
    await added(
      'pole.png',
      await sharp(await aPhoto(64, 64))
        .png()
        .toBuffer(),
      'other',
    )
    const made = await library.answers.create({ ...POLE, body: '![Дуга](/pictures/pole.png)' }, anOperator, NOW)
    if (!made.ok) throw new Error(made.refused.code)
    expect(await library.find.html(made.value)).toBe('<p>Дуга</p>')
    expect(library.pictures.list('tropa').map(({ name }) => name)).toEqual(['measure.svg'])
  })

  it.each([
    ['nothing.png', Buffer.from('not a picture'), 'picture_unreadable'],
    ['other.png', () => aPhoto(64, 64), 'picture_unreadable'],
    ['script.svg', Buffer.from('<svg viewBox="0 0 1 1"><script>alert(1)</script></svg>'), 'picture_unsafe'],
    ['event.svg', Buffer.from('<svg viewBox="0 0 1 1" onload="alert(1)"/>'), 'picture_unsafe'],
    ['sizeless.svg', Buffer.from('<svg ></svg>'), 'picture_unreadable'],
    ['large.jpg', Buffer.alloc(10 * 1024 * 1024 + 1), 'picture_too_large'],
    ['film.mp4', Buffer.from('no film at all'), 'picture_unreadable'],
    ['manual.pdf', Buffer.from('no document at all'), 'picture_unreadable'],
    ['long.pdf', Buffer.alloc(20 * 1024 * 1024 + 1), 'picture_too_large'],
  ])('refuse %s', async (name, bytes, code) => {
    const given = typeof bytes === 'function' ? await bytes() : bytes
    expect(await library.pictures.add({ site: 'tropa', name, bytes: given }, anOperator, NOW)).toMatchObject({
      ok: false,
      refused: { code },
    })
  })

  it('of the same name are two, of the same bytes one', async () => {
    const [small, large] = [await aPhoto(64, 64), await aPhoto(65, 65)]
    expect((await added('pole.jpg', small)).name).toBe('pole.jpg')
    expect((await added('pole.jpg', large)).name).toBe('pole-2.jpg')
    expect((await added('pole.jpg', small)).name).toBe('pole.jpg')
    expect(library.pictures.list('tropa')).toHaveLength(3)
  })

  it('go when no answer shows them, by their own hand or a lead’s', async () => {
    const { key } = await added('pole.jpg', await aPhoto(64, 64))
    const another = { ...anOperator, id: 'usr_another' }
    const { id, revision } = await published('![Дуга](/pictures/pole.jpg)')
    expect(await library.pictures.remove('tropa', key, aLead)).toMatchObject({ refused: { code: 'picture_used' } })
    const revised = await library.answers.revise(id, { body: 'Без картинки.' }, revision, anOperator, NOW)
    expect(revised.ok).toBe(true)
    // Readers still see the published wording.
    expect(await library.pictures.remove('tropa', key, aLead)).toMatchObject({ refused: { code: 'picture_used' } })
    await library.answers.submit(id, anOperator, NOW)
    await library.answers.approve(id, aLead, 1, NOW)
    expect(await library.pictures.remove('tropa', key, another)).toMatchObject({ refused: { code: 'not_allowed' } })
    expect(await library.pictures.remove('other', key, aLead)).toMatchObject({ refused: { code: 'not_found' } })
    expect(await library.pictures.remove('tropa', key, anOperator)).toMatchObject({ ok: true })
    expect(library.pictures.list('tropa').map(({ name }) => name)).toEqual(['measure.svg'])
    const shipped = library.pictures.list('tropa')[0]
    expect(await library.pictures.remove('tropa', shipped?.key ?? '', aLead)).toMatchObject({ ok: false })
  })

  it('that are films are read in parts, and shown with controls', async () => {
    const film = aFilm(640, 360, 700_000)
    const { key, ...about } = await added('pole.mp4', film)
    expect(about).toMatchObject({ kind: 'video', type: 'video/mp4', width: 640, height: 360, size: film.length })
    const answer = await published('![Как складывают дугу](/pictures/pole.mp4)')
    expect(await library.find.html(answer)).toBe(
      `<p><video src="/api/answer-pictures/${key}/original" width="640" height="360" controls playsinline preload="metadata" aria-label="Как складывают дугу"></video></p>`,
    )
    const handed = await library.pictures.open(key, 'original', { desk: false })
    const range = { start: 262_140, end: 524_300 }
    expect((await bytesOf(handed, range)).equals(film.subarray(range.start, range.end + 1))).toBe(true)
    expect(await library.pictures.open(key, 'card.jpg', { desk: false })).toBeNull()
  })

  it('go with a template as files, and leave its words alone', async () => {
    await added('pole.jpg', await aPhoto(64, 64))
    const { id } = await published(
      'Вот так:\n\n![Дуга](/pictures/pole.jpg)\n\nИ ![схема](https://a.example/b.png) на сайте.',
    )
    const filled = await library.templates.fill(id, {})
    expect(filled?.text).toBe('Вот так:\n\nИ схема на сайте.')
    expect(filled?.pictures.map(({ name }) => name)).toEqual(['pole.jpg'])
  })

  it('that are documents are a link to readers, and go with a template as they are', async () => {
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
    const { key, ...about } = await added('manual.pdf', pdf)
    expect(about).toMatchObject({ kind: 'document', type: 'application/pdf', width: 0, height: 0, size: pdf.length })
    const answer = await published('Читайте.\n\n![Паспорт палатки](/pictures/manual.pdf)')
    expect(await library.find.html(answer)).toContain(
      `<a href="/api/answer-pictures/${key}/original">Паспорт палатки (PDF)</a>`,
    )
    expect(await library.find.pictures(answer)).toEqual([])
    expect(await bytesOf(await library.pictures.open(key, 'original', { desk: false }))).toEqual(pdf)
    expect(await library.pictures.open(key, 'card.jpg', { desk: true })).toBeNull()
    expect(await library.templates.fill(answer.id, {})).toMatchObject({
      text: 'Читайте.',
      pictures: [{ name: 'manual.pdf' }],
    })
  })

  it('leave with an export and come back by an import as they were', async () => {
    const photo = await aPhoto(64, 64)
    await added('pole.jpg', photo)
    await published('![Дуга](/pictures/pole.jpg)')
    const target = aContentFolder()
    const { written } = await library.content.export(target.dir)
    expect(written).toEqual(expect.arrayContaining(['pictures/measure.svg', 'pictures/pole.jpg', 'ru/returns/pole.md']))
    expect(readFileSync(join(target.dir, 'pictures/pole.jpg')).equals(photo)).toBe(true)
    expect(readFileSync(join(target.dir, 'ru/returns/pole.md'), 'utf8')).toContain('![Дуга](../../pictures/pole.jpg)')
    expect((await library.content.export(target.dir)).written).toEqual([])
    const again = await library.content.import(target.dir, NOW)
    expect(again).toMatchObject({ created: 0, updated: 0, conflicts: [], faults: [] })

    const other = await open()
    const fresh = await openLibrary({
      database: other,
      contentDir: target.dir,
      speller: noSpeller(),
      markdown: readAtOnce(),
      now: () => NOW,
    })
    const answer = await fresh.find.published('ru', 'returns', 'pole')
    expect(answer && (await fresh.find.html(answer))).toContain('alt="Дуга"')
    await fresh.close()
    await other.close()
    target.remove()
  })

  it('lie in pictures/ or beside the Markdown, and an export leaves them where they are', async () => {
    folder.write('ru/returns/beside.md', anAnswerFile('Как сложить?', '![Сложено](fold.svg)'))
    folder.write('ru/returns/fold.svg', DRAWING)
    const report = await library.content.import(folder.dir, NOW)
    expect(report).toMatchObject({ created: 1, ignored: [], faults: [] })
    const answer = await library.find.published('ru', 'returns', 'beside')
    expect(answer?.body).toBe('![Сложено](/pictures/fold.svg)')
    expect((await library.content.export(folder.dir)).written).toEqual([])
    expect(existsSync(join(folder.dir, 'pictures/fold.svg'))).toBe(false)
  })

  it('drawn anew in the files are shown anew', async () => {
    const before = await library.find.html(await measured())
    const told: string[][] = []
    library.subscribe(({ tags }) => told.push(tags))
    folder.write('pictures/measure.svg', DRAWING.replace('320 200', '640 400'))
    await library.content.import(folder.dir, NOW)
    const answer = await measured()
    const after = await library.find.html(answer)
    expect(after).not.toBe(before)
    expect(after).toContain('width="640" height="400"')
    expect(told.flat()).toContain(`answer:${answer.id}`)
  })

  it.each([
    ['pictures/Big Name.svg', DRAWING, 'The name of a picture must be'],
    ['pictures/bad.svg', '<svg viewBox="0 0 1 1"><image href="x"/></svg>', 'The drawing must be a plain SVG'],
    ['pictures/bad.png', 'no picture', 'This is no picture, video or PDF'],
    ['ru/returns/measure.svg', `${DRAWING} `, 'There is another picture of this name: pictures/measure.svg.'],
  ])('that cannot be taken are named with their file: %s', async (file, bytes, message) => {
    mkdirSync(join(folder.dir, 'pictures'), { recursive: true })
    writeFileSync(join(folder.dir, file), bytes)
    await expect(library.content.import(folder.dir, NOW)).rejects.toThrow(`${file}:1: ${message}`)
  })

  it('are known after a start without the files', async () => {
    await library.close()
    library = await opened({ contentDir: null })
    expect(await library.find.html(await measured())).toContain('alt="Лента вокруг"')
  })
})

/** Boxes of an MP4 as far as its size is read from them: the head of a sound track, then of a picture. */
function aFilm(width: number, height: number, bytes: number): Buffer {
  const box = (name: string, inside: Buffer) => {
    const head = Buffer.alloc(8)
    head.writeUInt32BE(inside.length + 8)
    head.write(name, 4)
    return Buffer.concat([head, inside])
  }
  const track = (wide: number, high: number) => {
    const inside = Buffer.alloc(84)
    inside.writeUInt32BE(wide * 65_536, 76)
    inside.writeUInt32BE(high * 65_536, 80)
    return box('trak', box('tkhd', inside))
  }
  const moov = box('moov', Buffer.concat([track(0, 0), track(width, height)]))
  return Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\0isom')), moov, box('mdat', Buffer.alloc(bytes, 7))])
}
