import { once } from 'node:events'
import { createServer } from 'node:http'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeMmdb } from '../../server/visitors/testing/write-mmdb.ts'
import { launchChromium } from '../kit/chromium.ts'
import type { DeskClient } from '../kit/desk-client.ts'
import { openDesk } from '../kit/open-desk.ts'
import type { Operator } from '../kit/operator.ts'
import type { Product } from '../kit/product.ts'
import { violations } from '../kit/violations.ts'
import { widget } from '../kit/texts.ts'
import { aVisitor } from '../kit/visitor.ts'

const IN_TOKYO = { country: { iso_code: 'JP' }, city: { names: { en: 'Tokyo', ru: 'Токио' } } }
const SOON = { timeout: 30_000 }
const SLOWLY = { timeout: 60_000 }
const SIGHTINGS = '/api/widget/sightings'
/** A service of embeddings that never answers: search goes by words. */
const NOBODY = 'http://127.0.0.1:9/v1'
/** Longer than a page needs to become idle and tell of itself. */
const QUIET_MS = 4_000

describe('who is on the site', () => {
  let product: Product
  let browser: Browser
  let deskBrowser: Browser
  let admin: DeskClient
  let olga: Operator
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cities-'))
    await writeFile(join(folder, 'cities.mmdb'), writeMmdb({ '127.0.0.0/8': IN_TOKYO }, 'Test-City'))
    const desk = await openDesk(
      { olga: { name: 'Olga', role: 'operator', locale: 'en', options: { bypassCSP: true } } },
      {
        FEED_PRIVATE_HOSTS: '127.0.0.1',
        GEOIP_FILE: join(folder, 'cities.mmdb'),
        EMBED_URL: NOBODY,
        EMBED_MODEL: 'any',
      },
    )
    ;({ product, browser: deskBrowser, admin } = desk)
    // A visitor who leaves says so as the page is closed.
    browser = await launchChromium({ whole: true })
    olga = desk.people.olga
  })
  afterAll(async () => {
    await browser?.close()
    await deskBrowser?.close()
    await product?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  const setting = async (name: 'invite' | 'watch', how: object) => {
    const site = (await (await admin.get('/api/desk/site')).json()) as Record<typeof name, object>
    const saved = await admin.send('PUT', '/api/desk/site', { ...site, [name]: { ...site[name], ...how } })
    expect(saved.status, await saved.text()).toBe(200)
  }
  const watch = (how: object) => setting('watch', how)
  /** A page of the demo shop in a browser of its own, with all it tells. */
  const walk = async (path: string, prepare: (context: BrowserContext) => Promise<void> = async () => {}) => {
    const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Asia/Tokyo' })
    await prepare(context)
    const page = await context.newPage()
    const told: Request[] = []
    page.on('request', (request) => request.url().includes(SIGHTINGS) && told.push(request))
    await page.goto(product.demoShop + path)
    await page.locator('firstline-help .launcher').waitFor()
    return { page, context, told }
  }
  const kept = (page: Page) => page.evaluate(`Object.keys(localStorage).filter((name) => name.includes('watched'))`)
  const rows = () => olga.page.locator('.visit')

  it('is told by nobody and shown to nobody while the owner has not switched it on', async () => {
    const { page, context, told } = await walk('/?lang=en')
    await page.waitForTimeout(QUIET_MS)
    expect(told).toEqual([])
    expect(await kept(page)).toEqual([])
    expect(
      await page.evaluate(
        `performance.getEntriesByType('resource').filter((one) => one.name.includes('/watch-')).length`,
      ),
    ).toBe(0)
    await context.close()
    await olga.goTo('/desk/inbox/mine')
    await olga.page.getByRole('navigation').first().waitFor()
    expect(await olga.page.getByRole('link', { name: olga.say('nav.visitors') }).count()).toBe(0)
  })
  it('waits for consent where the owner asks for it, and forgets whoever takes it back', async () => {
    await watch({ on: true, asksFirst: true })
    const { page, context, told } = await walk('/?lang=en')
    await page.waitForTimeout(QUIET_MS)
    expect(told).toEqual([])
    await page.evaluate(`Firstline('consent', true)`)
    await expect.poll(() => told.length, SOON).toBe(1)
    const here = async () => ((await (await admin.get('/api/desk/visitors')).json()) as { total: number }).total
    await expect.poll(here, SOON).toBe(1)
    await page.evaluate(`Firstline('consent', false)`)
    await expect.poll(here, SOON).toBe(0)
    const before = told.length
    await page.reload()
    await page.waitForTimeout(QUIET_MS)
    expect(told.slice(before).filter((one) => !one.url().endsWith('/refusal'))).toEqual([])
    await context.close()
  })
  it.each([
    [
      'Global Privacy Control',
      `Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })`,
    ],
    ['Do Not Track', `Object.defineProperty(Navigator.prototype, 'doNotTrack', { get: () => '1' })`],
  ])('is not told by a browser that sends %s', async (_, script) => {
    await watch({ on: true, asksFirst: false })
    const { page, context, told } = await walk(
      '/?lang=en',
      async (context) => void (await context.addInitScript(script)),
    )
    await page.waitForTimeout(QUIET_MS)
    expect(told).toEqual([])
    expect(await kept(page)).toEqual([])
    await context.close()
  })
  it('can be read of on a page of the help centre, which says what is so now', async () => {
    const said = async (locale: string) => (await fetch(`${product.helpCentre}/${locale}/privacy-notice`)).text()
    await watch({ on: false })
    await expect.poll(() => said('en'), SOON).toContain('does not watch which pages you open')
    await watch({ on: true, asksFirst: false, keepDays: 21 })
    await expect.poll(() => said('en'), SOON).toMatch(/kept for 21.days[\s\S]*Global.Privacy.Control/)
    await expect.poll(() => said('ru'), SOON).toMatch(/хранится.21.день/)
    expect(await said('en')).not.toContain('A card may invite you')
    expect(await said('en')).toMatch(/is.sent.to.the.service.127\.0\.0\.1:9/)
    expect(await said('ru')).toMatch(/отправляется.сервису.127\.0\.0\.1:9/)
    const typing = async (preview: boolean) => {
      const site = (await (await admin.get('/api/desk/site')).json()) as object
      expect((await admin.send('PUT', '/api/desk/site', { ...site, preview })).status).toBe(200)
    }
    await typing(true)
    await expect.poll(() => said('en'), SOON).toContain('before you send it')
    await typing(false)
    await expect.poll(() => said('en'), SOON).toContain('until you send it')
  })
  it('stands at the desk within seconds, follows from page to page, opens with every page, and goes', async () => {
    await watch({ on: true, asksFirst: false })
    const { page, context, told } = await walk('/?lang=en&utm_source=newsletter&utm_campaign=spring&card=4111')
    await olga.goTo('/desk/visitors')
    await rows().first().waitFor()
    await expect
      .poll(() => rows().allInnerTexts(), SOON)
      .toEqual([expect.stringMatching(/First visit[\s\S]*newsletter/)])
    expect(JSON.stringify(told.map((one) => one.postData()))).not.toContain('4111')
    await page.goto(`${product.demoShop}/p/pereval-3?lang=en`)
    await expect.poll(() => rows().allInnerTexts(), SOON).toEqual([expect.stringMatching(/pereval-3[\s\S]*2.pages/)])
    await rows().first().focus()
    await olga.page.keyboard.press('Enter')
    const details = olga.page.getByRole('dialog', { name: olga.say('visitors.details') })
    await expect.poll(() => details.locator('.pages-seen li').count()).toBe(2)
    expect(await details.innerText()).toMatch(/spring[\s\S]*Computer[\s\S]*British English[\s\S]*Токио, Japan/)
    for (const colorScheme of ['light', 'dark'] as const) {
      await olga.page.emulateMedia({ colorScheme })
      expect(await violations(olga.page)).toEqual([])
    }
    await olga.page.keyboard.press('Escape')
    expect(await violations(olga.page)).toEqual([])
    await context.close()
    await expect.poll(() => rows().count(), SLOWLY).toBe(0)
  })
  it('is seen beside the conversation of whoever writes', async () => {
    await watch({ on: true, asksFirst: false })
    await olga.goTo('/desk/inbox/queue')
    await olga.available()
    const anna = await aVisitor(browser, product, 'en', '/p/pereval-3?lang=en')
    await anna.ask('Which size should I take for the mountains?')
    await anna.toPerson()
    await anna.field().fill('Which size should I take?')
    await anna.field().press('Enter')
    await olga.accept()
    await anna.page.goto(`${product.demoShop}/?lang=en`)
    const packet = olga.page.locator('.packet')
    await expect
      .poll(async () => {
        await olga.page.reload()
        // What was seen is asked for after the packet is drawn.
        await packet
          .locator('.pages-seen li')
          .nth(1)
          .waitFor({ timeout: 5_000 })
          .catch(() => {})
        return packet.locator('.pages-seen li').count()
      }, SLOWLY)
      .toBe(2)
    await anna.close()
  })
  it('has facts of the shop only where it names some: told from the queue on, refused in words, filtered by', async () => {
    const asked = (page: Page) => {
      const sent: string[] = []
      page.on(
        'request',
        (request) => /\/widget\/(attributes|goals)$/.test(request.url()) && sent.push(request.postData() ?? ''),
      )
      return sent
    }
    const before = await browser.newContext()
    const quiet = await before.newPage()
    const nothing = asked(quiet)
    await quiet.goto(`${product.demoShop}/?lang=en`)
    await quiet.locator('firstline-help .launcher').waitFor()
    await quiet.evaluate(`Firstline('setAttributes', { plan: 'gold' })`)
    await quiet.evaluate(`Firstline('goal', 'order', { number: 'T-1' })`)
    await quiet.waitForTimeout(QUIET_MS)
    expect(nothing).toEqual([])
    await before.close()

    const site = (await (await admin.get('/api/desk/site')).json()) as { watch: object }
    const label = { ru: 'Тариф', en: 'Plan' }
    const plan = { name: 'plan', label, kind: 'list', options: ['gold', 'silver'], private: false }
    const named = await admin.send('PUT', '/api/desk/site', { ...site, attributes: [plan], goals: true })
    expect(named.status, await named.text()).toBe(200)

    const context = await browser.newContext({ locale: 'en-GB' })
    await context.addInitScript(
      `window.Firstline = function () { (Firstline.q = Firstline.q || []).push(arguments) }
       Firstline('setAttributes', { plan: 'gold' })`,
    )
    const page = await context.newPage()
    const sent = asked(page)
    const said: string[] = []
    page.on('console', (message) => said.push(message.text()))
    await page.goto(`${product.demoShop}/?lang=en`)
    await expect.poll(() => sent.length, SOON).toBe(1)
    expect(sent[0]).toContain('"values":{"plan":"gold"}')
    await page.evaluate(`Firstline.setContext({ cart: '12900', order: 'T-104512' })`)
    await expect
      .poll(() => said, SOON)
      .toContain('Firstline: setContext “cart”: a number is needed, such as 1200.5, without quotes.')
    await page.evaluate(`Firstline('setAttributes', { plan: 'platinum' })`)
    await expect.poll(() => said, SOON).toContain('Firstline: setAttributes “plan”: none of the words of its list.')

    await page.evaluate(`for (const n of [1, 1]) Firstline('goal', 'order', { number: n })`)
    const goals = async () => ((await (await admin.get('/api/desk/goals?days=7')).json()) as { items: object[] }).items
    await expect.poll(goals, SOON).toMatchObject([{ name: 'order', total: 1, afterTalk: 0, afterInvitation: 0 }])
    await olga.goTo('/desk/visitors')
    const byFact = olga.page.getByLabel(olga.say('told.filter'))
    await byFact.selectOption('plan')
    const words = olga.page.getByLabel(olga.say('told.asked'))
    await words.fill('silver')
    await olga.page.getByText(olga.say('visitors.noneFit')).waitFor()
    await words.fill('gol')
    await expect.poll(() => rows().count(), SOON).toBe(1)
    await rows().first().click()
    const details = olga.page.getByRole('dialog', { name: olga.say('visitors.details') })
    await expect.poll(() => details.innerText(), SOON).toMatch(/Plan[\s\S]*gold[\s\S]*T-104512[\s\S]*not verified/)
    for (const colorScheme of ['light', 'dark'] as const) {
      await olga.page.emulateMedia({ colorScheme })
      expect(await violations(olga.page)).toEqual([])
    }
    await context.close()
  })
  const invite = (how: object) => setting('invite', how)
  const card = (page: Page) => page.getByRole('region', { name: 'Olga writes to you' })
  /** The only visit there is, invited by one key. */
  const inviteThem = async (words: string) => {
    await olga.goTo('/desk/visitors')
    await rows().first().waitFor(SLOWLY)
    await rows().first().focus()
    await olga.page.keyboard.press('i')
    const dialog = olga.page.getByRole('dialog', { name: olga.say('invite.title') })
    await dialog.getByLabel(olga.say('invite.text')).fill(words)
    expect(await violations(olga.page)).toEqual([])
    await dialog.getByRole('button', { name: olga.say('invite.send'), exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
  }
  it('asks for no invitation while the owner has not switched them on', async () => {
    await watch({ on: true, asksFirst: false })
    const { page, context, told } = await walk('/?lang=en')
    await page.waitForTimeout(QUIET_MS)
    expect(told.length).toBeGreaterThan(0)
    expect(told.filter((one) => one.url().includes('/still'))).toEqual([])
    await olga.goTo('/desk/visitors')
    await rows().first().waitFor(SLOWLY)
    await rows().first().focus()
    await olga.page.keyboard.press('i')
    expect(await olga.page.getByRole('dialog').count()).toBe(0)
    await context.close()
  })
  it('invites by one key, beside the launcher and without taking the focus, and is answered in a conversation', async () => {
    await invite({ on: true, quiet: ['/p/*'] })
    await olga.goTo('/desk/inbox/queue')
    await olga.available()
    await olga.goTo('/desk/visitors')
    await expect.poll(() => rows().count(), { timeout: 40_000 }).toBe(0)
    const { page, context } = await walk('/?lang=en')
    await inviteThem('Shall I help you choose a tent?')
    await card(page).waitFor(SOON)
    expect(await card(page).innerText()).toContain('Shall I help you choose a tent?')
    expect(await page.evaluate('document.activeElement === document.body')).toBe(true)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violations(page)).toEqual([])
    }
    await card(page).getByRole('textbox').fill('Yes, for two people')
    await page.keyboard.press('Enter')
    const panel = page.getByRole('dialog', { name: widget('en', 'panel.name') })
    await panel.getByText('Yes, for two people').waitFor(SOON)
    await panel.getByText('Shall I help you choose a tent?').waitFor(SOON)
    expect(await card(page).count()).toBe(0)
    await olga.goTo('/desk/inbox/mine')
    await olga.page.getByText('Yes, for two people').first().waitFor(SOON)
    await context.close()
  })
  it('waits while the visitor fills in a form or is in the checkout, and closed by Esc comes no more', async () => {
    await olga.goTo('/desk/visitors')
    await expect.poll(() => rows().count(), { timeout: 40_000 }).toBe(0)
    const { page, context } = await walk('/p/pereval-3?lang=en')
    await inviteThem('Does it fit?')
    await page.waitForTimeout(QUIET_MS)
    expect(await card(page).count()).toBe(0)
    await page.goto(`${product.demoShop}/?lang=en`)
    await page.evaluate(`document.body.append(Object.assign(document.createElement('input'), { id: 'writes' }))`)
    await page.locator('#writes').focus()
    await page.waitForTimeout(QUIET_MS)
    expect(await card(page).count()).toBe(0)
    await page.locator('#writes').blur()
    await card(page).waitFor(SOON)
    await page.keyboard.press('Escape')
    await expect.poll(() => card(page).count()).toBe(0)
    await olga.page.getByText(/They closed the card/).waitFor(SOON)
    await page.reload()
    await page.waitForTimeout(QUIET_MS)
    expect(await card(page).count()).toBe(0)
    await context.close()
  })
  it('goes away with its operator', async () => {
    await olga.goTo('/desk/visitors')
    await expect.poll(() => rows().count(), { timeout: 40_000 }).toBe(0)
    const { page, context } = await walk('/?lang=en')
    await inviteThem('Hello?')
    await card(page).waitFor(SOON)
    await olga.goTo('/desk/inbox/queue')
    await olga.page.getByRole('switch', { name: olga.say('presence.label') }).click()
    await expect.poll(() => card(page).count(), SOON).toBe(0)
    await context.close()
  })
  it('is told what has become of an order once the shop allows it, and the operator is told in any case', async () => {
    const seen: { askedBy: string; orderNumber: string }[] = []
    let visitorMaySee = false
    const hook = createServer(async (request, response) => {
      seen.push(JSON.parse(Buffer.concat(await Array.fromAsync(request)).toString()))
      const items = [{ name: 'Tent Pereval 3', quantity: 2 }]
      response.end(JSON.stringify({ status: 'Handed to the courier', items, visitorMaySee }))
    }).listen(0, '127.0.0.1')
    await once(hook, 'listening')
    const { port } = hook.address() as AddressInfo
    const site = (await (await admin.get('/api/desk/site')).json()) as object
    const orders = { link: 'https://shop.example/orders/{orderNumber}', hook: `http://127.0.0.1:${port}/` }
    const saved = await admin.send('PUT', '/api/desk/site', { ...site, orders, orderNumbers: ['T-######'] })
    expect(saved.status, await saved.text()).toBe(200)

    await olga.goTo('/desk/inbox/queue')
    // The settings of the shop are read with the page.
    await olga.page.reload()
    await olga.available()
    const anna = await aVisitor(browser, product, 'en', '/?lang=en', { bypassCSP: true })
    await anna.ask('Where is my order T-104512?')
    await expect.poll(() => seen, SOON).toContainEqual(expect.objectContaining({ askedBy: 'visitor', visitor: null }))
    await anna.panel.getByRole('heading', { level: 1 }).waitFor()
    expect(await anna.panel.innerText()).not.toContain('Handed to the courier')
    visitorMaySee = true
    await anna.page.reload()
    await anna.ask('Where is my order T-104513?')
    await anna.panel.getByRole('heading', { name: /Order\s+T-104513/ }).waitFor()
    await anna.panel.getByText('Tent Pereval 3 × 2').waitFor()
    for (const colorScheme of ['light', 'dark'] as const) {
      await anna.page.emulateMedia({ colorScheme })
      expect(await violations(anna.page)).toEqual([])
    }
    await anna.toPerson()
    await anna.field().fill('Nobody called me about T-104513')
    await anna.field().press('Enter')
    await olga.accept()
    const order = olga.page.locator('.order-part')
    await expect
      .poll(() => order.innerText(), SOON)
      .toMatch(/Order\s+T-104513[\s\S]*Handed to the courier[\s\S]*Tent Pereval 3 × 2[\s\S]*this visitor may see it/)
    expect(await order.getByRole('link').getAttribute('href')).toBe('https://shop.example/orders/T-104513')
    hook.close()
    await order.getByRole('textbox').fill('T-000001')
    await order.getByRole('textbox').press('Enter')
    await order.getByText(/order\s+address\s+does\s+not\s+answer/).waitFor()
    expect(await violations(olga.page)).toEqual([])
    await anna.close()
  })
})
