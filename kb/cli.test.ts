import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { aContentFolder, anAnswerFile } from './testing/a-content-folder.ts'

const CLI = new URL('./cli.ts', import.meta.url).pathname

describe('npm run kb', () => {
  let folder: ReturnType<typeof aContentFolder>
  let data: string
  beforeEach(() => {
    folder = aContentFolder()
    data = mkdtempSync(join(tmpdir(), 'firstline-cli-'))
  })
  afterEach(() => {
    folder.remove()
    rmSync(data, { recursive: true, force: true })
  })

  const run = (...args: string[]) =>
    new Promise<{ code: number; out: string }>((resolve) => {
      const env = { ...process.env, DATA_DIR: data, DATABASE_URL: '', CONTENT_DIR: folder.dir }
      const child = execFile(process.execPath, [CLI, ...args], { env }, (_, out, err) =>
        resolve({ code: child.exitCode ?? -1, out: out + err }),
      )
    })

  it('imports, says what a visitor would get, and exports', async () => {
    expect(await run('import')).toMatchObject({
      code: 0,
      out: expect.stringContaining('3 new, 0 changed, 0 unchanged'),
    })
    expect(await run('match', 'сколько стоит доставка')).toMatchObject({
      code: 0,
      out: expect.stringContaining('/ru/delivery/delivery-cost'),
    })
    expect(await run('export')).toMatchObject({ code: 0, out: expect.stringContaining('0 written, 0 removed') })
  })

  it('says that there is nothing to match, instead of judging the question', async () => {
    expect(await run('match', 'сколько стоит доставка')).toMatchObject({
      code: 1,
      out: expect.stringContaining('is empty'),
    })
  })

  it('ends with 1 and names a conflict or a broken file', async () => {
    folder.write('ru/delivery/delivery-cost.md', anAnswerFile('x', 'y', 'colour: red\n'))
    const broken = await run('import')
    expect(broken).toMatchObject({ code: 1 })
    expect(broken.out).toMatch(/^ru\/delivery\/delivery-cost\.md:2: Unknown field “colour”/m)
    expect(broken.out).not.toContain('    at ')
  })

  it(
    'shows how it is used',
    async () => expect(await run('dance')).toMatchObject({ code: 2, out: expect.stringContaining('Usage') }),
    300_000,
  )

  it('checks the content: spelling, links, both languages', async () => {
    folder.write(
      'ru/returns/how-to.md',
      anAnswerFile('Как вернуть?', 'Принесите палтаку, см. [тут](answer:returns/nope).'),
    )
    folder.write('ru/delivery/where-is-it.md', anAnswerFile('Где заказ?', 'Напишите на help@tropa.example.'))
    const { code, out } = await run('check')
    expect(code).toBe(1)
    expect(out).toContain('ru: “Где заказ?”: “help@tropa.example” is a fact of the shop: write {{site.mail}}')
    expect(out).toContain('ru/returns/how-to.md: spelling: “палтаку” – палатку')
    expect(out).toContain('ru/returns/how-to.md: link: There is no public answer returns/nope in “ru”.')
    expect(out).toContain('ru/returns/how-to.md: translation: There is no “en” version.')
  }, 300_000)
})
