import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { launchChromium } from '../kit/chromium.ts'
import { addPerson, anonymous, type DeskClient, signIn } from '../kit/desk-client.ts'
import { HOSTILE_TEXTS, hostile } from '../kit/hostile-texts.ts'
import { type Product, startProduct } from '../kit/product.ts'

const CONVERSATIONS = 22
const PER_FIELD = 20
const PAGES = 12
const PER_PAGE = Math.ceil(HOSTILE_TEXTS.length / PAGES)
const SEARCHES = 150
const SHORT = 500
/** Anything a payload would do is done by then: images fail, animations begin. */
const LOOK_MS = 400

/** What a page let happen: scripts of payloads that ran, policy violations, requests to anybody else. */
interface Watched {
  page: Page
  seen(): Promise<{ ran: number; violations: string[]; foreign: string[] }>
}

describe('hostile texts', () => {
  const content = mkdtempSync(join(tmpdir(), 'firstline-hostile-'))
  let product: Product
  let admin: DeskClient
  let browser: Browser
  let context: BrowserContext
  const ids: string[] = []

  const watched = async (): Promise<Watched> => {
    const page = await context.newPage()
    const foreign: string[] = []
    page.on('request', (request) => {
      const url = request.url()
      if (!url.startsWith('http://127.0.0.1:') && !url.startsWith('ws://127.0.0.1:') && !url.startsWith('data:'))
        foreign.push(url)
    })
    await page.addInitScript(`
      window.ran = 0; window.violations = [];
      for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = () => { window.ran += 1 }
      document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))
    `)
    return {
      page,
      seen: async () => {
        await page.waitForTimeout(LOOK_MS)
        return {
          ...((await page.evaluate('({ ran: window.ran, violations: window.violations })')) as {
            ran: number
            violations: string[]
          }),
          foreign,
        }
      },
    }
  }
  const NOTHING = { ran: 0, violations: [], foreign: [] }

  beforeAll(async () => {
    cpSync(join(import.meta.dirname, '../../content'), content, { recursive: true })
    const bodies = new Map<string, string>()
    for (let index = 0; index < PAGES; index++) {
      const texts = hostile(index * PER_PAGE, PER_PAGE)
      // A code that stays open would swallow what follows: each stands in a paragraph of its own.
      bodies.set(
        `hostile-${index}`,
        texts
          .map((text) => text.replaceAll('{{', '{ {'))
          .join('\n\n')
          .slice(0, 19_000),
      )
      const front = stringify({
        question: `Hostile ${index} ${texts[0]}`.slice(0, 290),
        phrasings: [...new Set(texts.slice(0, 20).map((text, at) => `${at} ${text}`.slice(0, 290).trim()))],
        audience: 'public',
        products: [],
      })
      writeFileSync(join(content, `en/delivery/hostile-${index}.md`), `---\n${front}---\nHostile.\n`)
    }
    product = await startProduct({ env: { CONTENT_DIR: content } })
    // An import refuses raw HTML: it stands in the tables as an earlier version, or somebody with the database, left it there.
    const database = new DatabaseSync(join(product.dataDir, 'firstline.db'), { timeout: 5_000 })
    for (const [slug, body] of bodies) {
      database.prepare(`update "revisions" set "body" = ?, "plain" = null where "slug" = ?`).run(body, slug)
      database.prepare(`update "answers" set "body" = ? where "slug" = ?`).run(body, slug)
    }
    database.close()
    await product.restart()
    browser = await launchChromium()
    context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1440, height: 900 } })
    admin = await signIn(product)
    await context.addCookies(
      admin.cookie.split('; ').map((one) => ({
        name: one.split('=')[0] as string,
        value: one.slice(one.indexOf('=') + 1),
        url: product.helpCentre,
      })),
    )
  }, 900_000)
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
    rmSync(content, { recursive: true, force: true })
  })

  it('are more than four hundred, and what watches them sees a script that runs', async () => {
    expect(HOSTILE_TEXTS.length).toBeGreaterThan(400)
    const { page, seen } = await watched()
    await page.goto(`${product.helpCentre}/en`)
    await page.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)>'); window.alert(1); void fetch('https://evil.example/').catch(() => {})`,
    )
    const { ran, violations, foreign } = await seen()
    expect(ran).toBe(1)
    expect(violations.length).toBeGreaterThan(0)
    expect([...violations, ...foreign].join(' ')).toContain('evil.example')
    await page.close()
  })

  it('of visitors are taken as text, in every field', async () => {
    const visitor = () => anonymous(product).send('POST', '/api/visitors', { site: 'tropa', locale: 'en' })
    for (let index = 0; index < CONVERSATIONS; index++) {
      const { token } = (await (await visitor()).json()) as { token: string }
      const texts = hostile(index * PER_FIELD, PER_FIELD)
      const [first = '', second = '', third = ''] = texts
      const started = await fetch(`${product.helpCentre}/api/conversations`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          clientMessageId: `hostile-${index}`,
          text: texts.join('\n\n'),
          name: first.slice(0, 80),
          mail: `"${index}"@mail.example`.replaceAll('"', 'a'),
          packet: {
            searches: texts.map((text) => ({
              text: text.slice(0, SHORT),
              at: '2026-11-25T10:00:00.000Z',
              verdict: 'escalate',
              results: 0,
            })),
            read: texts.map((text, at) => ({
              answerId: 'ans_x',
              question: text.slice(0, SHORT),
              url: hostile(index * PER_FIELD + at, 1)[0]?.slice(0, SHORT),
              helped: false,
              reason: text.slice(0, SHORT),
            })),
            page: { url: second.slice(0, SHORT), title: third.slice(0, 300) },
            product: { sku: first.slice(0, 64), name: second.slice(0, 200) },
            draft: texts.join(' '),
            locale: 'en',
            timeZone: third.slice(0, 60),
          },
        }),
      })
      expect(started.status, await started.clone().text()).toBe(200)
      ids.push(((await started.json()) as { conversation: { id: string } }).conversation.id)
    }
    for (const text of hostile(0, SEARCHES))
      await fetch(`${product.helpCentre}/api/search?${new URLSearchParams({ site: 'tropa', locale: 'en', q: text })}`)
  })
  it('of visitors do nothing on the desk', async () => {
    const { page, seen } = await watched()
    await page.goto(`${product.helpCentre}/desk/inbox/waiting`)
    await page.getByRole('link').first().waitFor()
    for (const id of ids) {
      await page.goto(`${product.helpCentre}/desk/inbox/waiting/${id}`)
      await page.locator('.said').first().waitFor()
      expect(await seen(), id).toEqual(NOTHING)
      expect(await page.locator('.said :not(a):not(br)').count(), 'only addresses become elements').toBe(0)
      expect(await page.locator('a[href^="javascript:" i], a[href^="data:" i], a[href^="vbscript:" i]').count()).toBe(0)
    }
    await page.close()
  }, 900_000)
  it('of people and of the shop are taken as names and words, too', async () => {
    const [name = '', ...words] = HOSTILE_TEXTS.filter((text) => text.length > 20 && text.length < 60)
    await addPerson(product, admin, { email: 'hostile@tropa.example', name, role: 'lead' })
    const groups = [{ locale: 'en', words: words.slice(0, 4) }]
    expect((await admin.send('PUT', '/api/desk/matching/synonyms', { groups })).status).toBe(200)
  })
  it.each([
    ...['/desk/growth', '/desk/inbox/all', '/desk/library', '/desk/review', '/desk/now', '/desk/people'],
    ...['/desk/audit', '/desk/account', '/desk/settings'],
  ])('do nothing on %s', async (path) => {
    const { page, seen } = await watched()
    await page.goto(product.helpCentre + path)
    await page.locator('main h1, main h2, main [role=list], main ul').first().waitFor()
    await page.waitForTimeout(1_500)
    expect(await seen()).toEqual(NOTHING)
    await page.close()
  })
  it('in an answer do nothing on the help centre, nor in its search', async () => {
    const { page, seen } = await watched()
    for (let index = 0; index < PAGES; index++) {
      const response = await page.goto(`${product.helpCentre}/en/delivery/hostile-${index}`)
      expect(response?.status()).toBe(200)
      expect(await seen(), String(index)).toEqual(NOTHING)
      expect(
        await page
          .locator(
            '.prose :is(script, style, iframe, object, embed, svg, math, form, input, button, link, meta, base, template)',
          )
          .count(),
      ).toBe(0)
      const addresses = (await page.evaluate(
        `[...document.querySelectorAll('.prose a[href]')].map((link) => link.href)`,
      )) as string[]
      expect(addresses.filter((address) => !/^(https?:|mailto:|tel:)/.test(address))).toEqual([])
    }
    for (const text of hostile(0, PAGES)) {
      await page.goto(`${product.helpCentre}/en/search?${new URLSearchParams({ q: text })}`)
      expect(await seen(), text).toEqual(NOTHING)
    }
    await page.close()
  }, 900_000)
  it("in an answer do nothing in the widget on somebody's shop", async () => {
    const { items } = (await (await admin.get('/api/desk/answers?locale=en&text=Hostile&perPage=50')).json()) as {
      items: { id: string; slug: string }[]
    }
    const answers = items.filter(({ slug }) => slug.startsWith('hostile-'))
    expect(answers.length).toBe(PAGES)
    const { page, seen } = await watched()
    await page.goto(`${product.demoShop}/?lang=en`)
    for (const { id } of answers) {
      await page.evaluate(`Firstline('openAnswer', ${JSON.stringify(id)})`)
      await page
        .getByText(/Hostile \d+/)
        .first()
        .waitFor()
      const { ran, foreign } = await seen()
      expect({ ran, foreign }, id).toEqual({ ran: 0, foreign: [] })
    }
    await page.close()
  }, 900_000)
  it('as words of the page do nothing in a search of the widget', async () => {
    const { page, seen } = await watched()
    await page.goto(product.demoShop)
    for (const text of hostile(40, PAGES)) {
      await page.evaluate(`Firstline('search', ${JSON.stringify(text)})`)
      const { ran, foreign } = await seen()
      expect({ ran, foreign }, text).toEqual({ ran: 0, foreign: [] })
    }
    await page.close()
  })
})
