import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Library } from '../library.ts'
import type { Markdown } from '../markdown/markdown.ts'
import { openLibrary } from '../open-library.ts'
import { noSpeller } from '../spelling/speller.ts'
import type { Database } from '../storage/open-database.ts'
import { aContentFolder } from '../testing/a-content-folder.ts'
import { aNewAnswer, anOperator, NOW } from '../testing/an-answer.ts'
import { readAtOnce } from '../testing/read-at-once.ts'
import { TEST_DATABASES } from '../testing/test-databases.ts'

const WASH = aNewAnswer({ category: 'returns', slug: 'wash', question: 'Можно ли стирать?', body: 'Да.' })

describe.each(TEST_DATABASES)('what somebody wrote, on $name', ({ open }) => {
  let database: Database
  let library: Library

  beforeEach(async () => {
    database = await open()
    const folder = aContentFolder()
    library = await openLibrary({ database, contentDir: folder.dir, speller: noSpeller(), markdown: readAtOnce() })
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

  it.each([
    '/ru/delivery/nowhere',
    '/ru/nowhere',
    '../delivery/delivery-cost',
    'delivery-cost.md',
    '//x.example',
    '#нет',
  ])('says of a link to %s that it leads nowhere', async (href) => {
    const { html, problems } = await library.answers.preview({ ...WASH, body: `См. [тут](${href})` })
    expect(html).not.toContain('href')
    expect(problems).toMatchObject([{ code: 'link_unknown', targets: [href] }])
  })

  it.each(['/ru/delivery/delivery-cost', '/ru/delivery', '/ru', '/ru/product'])(
    'links to the page %s',
    async (href) => {
      const { html, problems } = await library.answers.preview({ ...WASH, body: `См. [тут](${href})` })
      expect([html.includes(`<a href="${href}">`), problems]).toEqual([true, []])
    },
  )

  it('keeps pasted HTML as Markdown, in a new answer, a change and the preview', async () => {
    const pasted = '<div><p>Приезжайте с <b>паспортом</b>.</p></div>'
    expect(await library.answers.preview({ ...WASH, body: pasted })).toEqual({
      html: '<p>Приезжайте с\u00a0<strong>паспортом</strong>.</p>',
      problems: [],
    })
    const { id, body, revision } = await created({ ...WASH, body: pasted })
    expect(body).toBe('Приезжайте с **паспортом**.')
    const revised = await library.answers.revise(id, { body: '<p>Нет</p>' }, revision, anOperator, NOW)
    expect(revised).toMatchObject({ ok: true, value: { body: 'Нет' } })
  })

  it('refuses HTML it cannot keep, naming it, and loses nothing of what is there', async () => {
    const lost = { code: 'html_lost', tags: ['script'], field: 'body' }
    const body = 'Да<script>alert(1)</script>'
    expect(await library.answers.create({ ...WASH, body }, anOperator, NOW)).toEqual({ ok: false, refused: lost })
    const { id, revision } = await created(WASH)
    expect(await library.answers.revise(id, { body }, revision, anOperator, NOW)).toEqual({ ok: false, refused: lost })
    expect((await library.answers.preview({ ...WASH, body })).problems).toEqual([lost])
    expect((await library.find.answer(id))?.body).toBe(WASH.body)
  })

  it.each(['&#8203;', '---', '![](https://x.example/a.png)', '[a]: https://x.example'])(
    'sends no text to review of which nothing would be seen: %s',
    async (body) => {
      const { id } = await created({ ...WASH, body })
      expect(await library.answers.submit(id, anOperator, NOW)).toEqual({
        ok: false,
        refused: { code: 'nothing_shown', field: 'body' },
      })
    },
  )

  it('refuses what takes too long to read, and draws nothing of it', async () => {
    const never: Markdown = {
      read: async () => null,
      plain: async () => null,
      withoutHtml: async (body) => ({ body, lost: [] }),
      close: async () => {},
    }
    const other = await open()
    const slow = await openLibrary({
      database: other,
      speller: noSpeller(),
      markdown: { published: never, written: never },
    })
    const refused = { code: 'body_too_complex', field: 'body' }
    expect(await slow.answers.preview(WASH)).toEqual({ html: '', problems: [refused] })
    // What was published before there was a budget is shown as it was written.
    expect(await slow.find.html({ ...WASH, body: '*a* <b>\n\nb' })).toBe('<p>*a* &#x3C;b></p>\n<p>b</p>')
    await slow.close()
    await other.close()
  })
})
