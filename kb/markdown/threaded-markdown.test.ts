import { afterEach, describe, expect, it } from 'vitest'
import { silent } from '../log.ts'
import type { Markdown } from './markdown.ts'
import { threadedMarkdown } from './threaded-markdown.ts'

const SLOW = new URL('../testing/slow-markdown-worker.ts', import.meta.url)

describe('the thread that reads Markdown', () => {
  let markdown: Markdown
  afterEach(() => markdown.close())

  it('reads, and keeps what it read', async () => {
    markdown = threadedMarkdown(silent)
    const read = await markdown.read('**20*30*40**', 'ru')
    expect(read).toMatchObject({ html: '<p><strong>20*30*40</strong></p>', plain: '20*30*40' })
    expect(await markdown.read('**20*30*40**', 'ru')).toBe(read)
    expect(await markdown.withoutHtml('a<b>b</b>')).toEqual({ body: 'a**b**', lost: [] })
  })

  it('gives up what takes too long, and reads the next', async () => {
    markdown = threadedMarkdown(silent, { program: SLOW, budgetMs: 50 })
    const read = await Promise.all(['вечность', 'да', 'вечность', 'нет'].map((body) => markdown.plain(body)))
    expect(read).toEqual([null, 'да', null, 'нет'])
  })

  it('reads on after its thread died', async () => {
    markdown = threadedMarkdown(silent, { program: SLOW })
    expect(await Promise.all(['смерть', 'жизнь'].map((body) => markdown.plain(body)))).toEqual([null, 'жизнь'])
  })

  it('ends its thread when nothing is to be read, and begins another for the next text', async () => {
    markdown = threadedMarkdown(silent, { program: SLOW, idleMs: 1 })
    const threads = new Set<string | null>()
    for (let asked = 0; threads.size < 2 && asked < 400; asked++) {
      threads.add(await markdown.plain('кто'))
      await new Promise((resolve) => setTimeout(resolve, 25))
    }
    expect(threads.size).toBe(2)
    expect(threads).not.toContain(null)
  })

  it('answers nothing once it is closed, and refuses what no answer may be', async () => {
    markdown = threadedMarkdown(silent)
    expect(await markdown.plain('a'.repeat(100_001))).toBeNull()
    await markdown.close()
    expect(await markdown.plain('да')).toBeNull()
  })

  it.each([
    '|а'.repeat(10_000),
    '# a\n'.repeat(5_000),
    '1. a\n'.repeat(4_000),
    '<b>'.repeat(6_000),
    '<div>'.repeat(15_000),
    '[a](b)'.repeat(3_000),
    '> '.repeat(30_000),
  ])('leaves the main loop alone with %.8s…', async (bomb) => {
    markdown = threadedMarkdown(silent, { budgetMs: 300 })
    let turns = 0
    const beat = setInterval(() => turns++, 1)
    const clean = await markdown.withoutHtml(bomb)
    if (clean) await markdown.read(clean.body, 'ru')
    clearInterval(beat)
    expect(turns).toBeGreaterThan(20)
  })
})
