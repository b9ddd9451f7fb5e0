import type { Browser, Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anonymous, type DeskClient, signIn } from '../kit/desk-client.ts'
import { openDesk, PASSWORD } from '../kit/open-desk.ts'
import type { Operator } from '../kit/operator.ts'
import type { Product } from '../kit/product.ts'
import { desk, pattern, widget } from '../kit/texts.ts'
import { violations } from '../kit/violations.ts'
import { aVisitor } from '../kit/visitor.ts'
import { aLetter } from '../../server/mail/testing/a-letter.ts'
import { composeLetter } from '../../server/mail/writing/compose-letter.ts'
import { aSite } from '../../server/realtime/testing/live-fixture.ts'

const SOON = { timeout: 30_000 }
/** For axe. */
const OPEN = { bypassCSP: true }
const PHONE = { ...OPEN, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
/** Rules of whole pages: a letter stands inside one of a mail program. */
const OF_PAGES = /^(landmark-one-main|page-has-heading-one|region):/
/** Where what was looked at is kept, if somebody wants to look. */
const SHOTS = process.env['LOOK_SHOTS']
const shot = async (page: Page, name: string) => {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` })
}
/** A face as a child draws one: two eyes and a mouth on a warm ground. */
const drawnFace = (ground = '#e8b48c') =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 400" width="900" height="1200"><rect width="300" height="400" fill="#7fa99b"/>
<ellipse cx="150" cy="380" rx="130" ry="90" fill="#35524a"/><circle cx="150" cy="180" r="90" fill="${ground}"/><circle cx="120" cy="170" r="10" fill="#333"/><circle cx="180" cy="170" r="10" fill="#333"/>
<path d="M115 215q35 35 70 0" stroke="#8a3b2e" stroke-width="8" fill="none"/></svg>`),
  )
    .jpeg()
    .toBuffer()
const drawnLogo = (ink: string) =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="160"><rect width="160" height="160" rx="36" fill="${ink}"/><path d="M30 120 70 50l30 46 14-22 24 46z" fill="#fff"/><rect x="200" y="56" width="400" height="48" rx="24" fill="${ink}"/></svg>`,
    ),
  )
    .png()
    .toBuffer()

type Site = Record<string, Record<string, unknown>>

describe('faces and the look of a shop', () => {
  let product: Product
  let browser: Browser
  let admin: DeskClient
  let operator: Operator
  const picture = async (client: DeskClient, shape: 'face' | 'logo', bytes: Buffer) =>
    fetch(`${product.helpCentre}/api/desk/pictures/${shape}`, {
      method: 'POST',
      headers: { cookie: client.cookie, 'x-firstline': '1', 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    })
  const site = async (): Promise<Site> => (await (await admin.get('/api/desk/site')).json()) as Site
  const change = async (part: object) => admin.send('PUT', '/api/desk/site', { ...(await site()), ...part })
  const context = async (locale: string) =>
    (await (await anonymous(product).get(`/api/widget/context?site=tropa&locale=${locale}`)).json()) as {
      own?: Record<string, unknown>
      team?: { name: string; photo?: string }[]
    }

  beforeAll(async () => {
    const opened = await openDesk({
      operator: { name: 'Марина Котова', role: 'operator', locale: 'ru', options: OPEN },
    })
    ;({ product, browser, admin } = opened)
    operator = opened.people.operator
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  it('an operator chooses a photograph, cuts it, and says how visitors are to call her', async () => {
    const { page } = operator
    await page.goto(`${product.helpCentre}/desk/account`)
    await page.locator('input[type=file]').setInputFiles({
      name: 'me.jpg',
      mimeType: 'image/jpeg',
      buffer: await drawnFace(),
    })
    const dialog = page.getByRole('dialog')
    await dialog.locator('canvas').waitFor(SOON)
    await dialog.locator('canvas').press('ArrowUp')
    await dialog.locator('input[type=range]').fill('1.4')
    await shot(page, 'crop')
    await dialog.getByRole('button', { name: desk('ru', 'face.keep') }).click()
    await page.locator('.face-large img').waitFor(SOON)
    const inEnglish = page.locator('.face-language input[lang=en]')
    await inEnglish.first().fill('Marina Kotova')
    await inEnglish.last().fill('Gear advice')
    expect(await violations(page)).toEqual([])
    await shot(page, 'profile')
    await page
      .locator('.card', { has: page.locator('.photo-field') })
      .getByRole('button', { name: desk('ru', 'ui.save') })
      .click()
    await page.locator('.rail-account .face img').waitFor(SOON)
    const [face] = (await context('en')).team ?? []
    expect(face).toMatchObject({ name: 'Marina Kotova', role: 'Gear advice' })
    const photo = await fetch(face?.photo ?? '')
    expect(photo.headers.get('cache-control')).toBe('public, max-age=31536000, immutable, no-transform')
    expect(photo.headers.get('content-security-policy')).toContain('sandbox')
    expect(await sharp(Buffer.from(await photo.arrayBuffer())).metadata()).toMatchObject({ width: 96, height: 96 })
    // Of itself `fetch` asks for no copy that was kept.
    const kept = { 'if-none-match': photo.headers.get('etag') ?? '', 'cache-control': 'max-age=0' }
    expect((await fetch(face?.photo ?? '', { headers: kept })).status).toBe(304)
    // Nobody's own: others are told so, not given it.
    expect((await fetch((face?.photo ?? '').replace(/[0-9a-f]{32}/, '0'.repeat(32)))).status).toBe(404)
  })
  it('a visitor sees who answers: before, while waiting, while talking and when she steps out', async () => {
    await operator.page.goto(`${product.helpCentre}/desk/inbox/mine`)
    await operator.available()
    const visitor = await aVisitor(browser, product, 'en', '/', { ...OPEN, colorScheme: 'dark' })
    const { page, panel } = visitor
    await page.locator('firstline-help .launcher').click()
    await panel.locator('.person .portrait img').waitFor(SOON)
    await shot(page, 'panel-home')
    await panel.locator('.person').click()
    await panel.locator('textarea').fill('Where is my order?')
    await panel.getByRole('button', { name: widget('en', 'person.send') }).click()
    await panel.locator('.talking').waitFor(SOON)
    expect(await panel.locator('.talking').innerText()).toContain('Marina Kotova')
    await shot(page, 'panel-queue')
    await operator.accept()
    await panel.locator('.bar .who img').waitFor(SOON)
    expect(await panel.locator('.bar .who').innerText()).toMatch(/Marina\s+Kotova\s+Online\s+·\s+Gear\s+advice/)
    await operator.reply('On its way.')
    await panel.locator('.author .portrait img').waitFor(SOON)
    await shot(page, 'panel-chat')
    expect(await violations(page)).toEqual([])
    expect(await panel.innerText()).not.toContain('Марина')
    // Closed, it still says who answered: with their face, beside the launcher, until it is read or put away.
    const launcher = page.locator('firstline-help .launcher')
    const heard = page.getByRole('region', { name: widget('en', 'chat.heard') })
    await launcher.click()
    await operator.reply('It comes **on Friday**.')
    await heard.locator('.portrait img').waitFor(SOON)
    expect(await heard.innerText()).toMatch(/Marina\s+Kotova\s+It\s+comes\s+on\s+Friday\./)
    expect(await violations(page)).toEqual([])
    await shot(page, 'launcher-heard')
    await heard.getByRole('button', { name: widget('en', 'chat.heardHide') }).click()
    await expect.poll(() => heard.count(), SOON).toBe(0)
    expect(await launcher.evaluate((button) => button.matches(':focus'))).toBe(true)
    await page.reload()
    await launcher.locator('.badge:not([hidden])').waitFor(SOON)
    expect(await heard.count()).toBe(0)
    await operator.reply('Before noon.')
    await heard.getByText('Before noon.').click()
    await panel.getByText('Before noon.').waitFor(SOON)
    expect(await heard.count()).toBe(0)
    await operator.page.goto('about:blank')
    await panel.getByText(widget('en', 'chat.stepped')).waitFor(SOON)
    await panel.getByText(/has\s+stepped\s+out/).waitFor(SOON)
    await shot(page, 'panel-stepped')
    await page.context().close()
  })
  it('refuses pictures that are none, and logos of whoever may not set them', async () => {
    const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    const refused = await picture(admin, 'logo', drawing)
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([415, 'file_kind_refused'])
    const own = await signIn(product, { email: 'operator@tropa.example', password: PASSWORD })
    expect((await picture(own, 'logo', await drawnLogo('#000'))).status).toBe(403)
    expect((await change({ logos: { light: '0'.repeat(32), dark: null, square: null } })).status).toBe(422)
    const face = { photo: '0'.repeat(32), names: {}, roles: {} }
    const gone = await admin.send('PUT', '/api/desk/me/faces/everywhere', face)
    expect(((await gone.json()) as { code: string }).code).toBe('picture_gone')
    expect((await admin.send('PUT', '/api/desk/me/faces/nowhere', { ...face, photo: null })).status).toBe(404)
  })
  it.each([
    ['a field there is not', { colour: 'red' }, 'field_not_settable', 'colour'],
    ['a field that is not set here', { url: 'https://evil.example' }, 'field_not_settable', 'url'],
    ['a field there is not within another', { footer: { ru: '', en: '', fr: '' } }, 'invalid', 'footer.fr'],
    ['a link that runs', { contacts: { telegram: 'javascript:alert(1)' } }, 'invalid', 'contacts.telegram'],
    [
      'a text there is not',
      { texts: { widget: { ru: { 'x.y': 'z' } }, pages: {}, letters: {} } },
      'invalid',
      'texts.widget.ru.x.y',
    ],
  ])('refuses %s by its name, and changes nothing', async (_, part, code, field) => {
    const before = await site()
    const [[name = '', value]] = Object.entries(part) as [[string, object | string]]
    const whole = typeof value === 'object' && name !== 'texts' ? { ...before[name], ...value } : value
    const refused = await change({ [name]: whole, mail: 'other@tropa.example' })
    expect(refused.status).toBe(422)
    const problem = (await refused.json()) as { code: string; message: string; fields: Record<string, string> }
    expect(problem.code).toBe(code)
    expect(Object.keys(problem.fields)).toContain(field)
    expect(problem.message).not.toBe('')
    expect(await site()).toEqual(before)
  })
  it('a lead changes the look and sees it before it is saved; panel and pages follow', async () => {
    const context_ = await browser.newContext({ locale: 'en-GB', ...OPEN, viewport: { width: 1440, height: 1000 } })
    await context_.addCookies(
      admin.cookie.split('; ').map((pair) => {
        const at = pair.indexOf('=')
        return { name: pair.slice(0, at), value: pair.slice(at + 1), url: product.helpCentre }
      }),
    )
    const page = await context_.newPage()
    await page.goto(`${product.helpCentre}/desk/look`)
    const input = (name: RegExp) => page.getByRole('textbox', { name })
    await input(/^Name \(English\)/).fill('Alpenglow')
    await page.locator('.look-preview').getByText('Alpenglow').first().waitFor(SOON)
    // How well it can be read is said as one types, and so is that something is no colour.
    const reads = () => page.locator('.brand-column .banner').allInnerTexts()
    const colour = page.locator('.field-row .input-small').first()
    await colour.fill('no colour')
    await page.getByText(desk('en', 'site.colorWrong')).waitFor(SOON)
    await colour.fill('#000')
    await expect.poll(async () => (await reads())[0], SOON).toMatch(/\b2[01]\.\d/)
    await colour.fill('#ffe066')
    await expect.poll(async () => (await reads())[0], SOON).not.toMatch(/\b2[01]\.\d/)
    expect(await page.getByText(desk('en', 'site.colorWrong')).count()).toBe(0)
    for (const said of await reads())
      expect(said.replace(/\s+/g, ' ')).toMatch(pattern(desk('en', 'site.contrastGood')))
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles({
        name: 'logo.png',
        mimeType: 'image/png',
        buffer: await drawnLogo('#b4471f'),
      })
    await page.locator('.logo-ground img').waitFor(SOON)
    await input(/^Words on the button \(English\)/).fill('Ask us')
    await page.getByText(desk('en', 'look.side.left')).click()
    await page.getByRole('slider', { name: desk('en', 'site.radius') }).fill('3')
    await input(new RegExp(`^${desk('en', 'look.font')}`)).fill('Georgia, serif')
    await input(/^Telegram/).fill('https://t.me/alpenglow')
    await input(/^WhatsApp/).fill('https://wa.me/78005553535')
    await input(/^VK/).fill('https://vk.me/alpenglow')
    await input(/^MAX/).fill('https://max.ru/alpenglow')
    await input(/^Address \(English\)/).fill('12 Ridge Street, Perm')
    await input(/^Company details \(English\)/).fill('Alpenglow LLC, 5902000000')
    await input(/^Sender.s name \(English\)/).fill('Guides of Alpenglow')
    await input(/^Signature \(English\)/).fill('See you on the ridge')
    await input(/^Phone/).fill('+7 800 555-35-35')
    await page.getByRole('checkbox', { name: desk('en', 'look.consent.shown') }).check()
    await page.getByRole('checkbox', { name: desk('en', 'look.consent.tick') }).check()
    await input(/^Text at the foot of pages \(English\)/).fill('Guides since 1998')
    await page.getByRole('searchbox', { name: desk('en', 'look.textsFind') }).fill(widget('en', 'home.person'))
    await page.locator('.look-texts input').first().fill('Talk to a guide')
    expect(await page.locator('.look-preview').innerText()).toContain('Talk to a guide')
    await shot(page, 'look')
    expect(await violations(page)).toEqual([])
    const saved = page.waitForResponse((one) => one.request().method() === 'PUT')
    await page.getByRole('button', { name: desk('en', 'ui.save') }).click()
    expect((await saved).status()).toBe(200)
    for (const part of ['page', 'letter'] as const) {
      await page
        .locator('.look-preview')
        .getByText(desk('en', `look.preview.${part}`))
        .click()
      await shot(page, `look-${part}`)
    }
    await context_.close()
    const { own } = await context('en')
    expect(own).toMatchObject({
      texts: { 'home.person': 'Talk to\u00a0a\u00a0guide' },
      consent: { tick: true },
      font: 'Georgia, serif',
      ways: [
        { kind: 'phone' },
        { kind: 'telegram', url: 'https://t.me/alpenglow' },
        { kind: 'whatsapp', url: 'https://wa.me/78005553535' },
        { kind: 'vk', url: 'https://vk.me/alpenglow' },
        { kind: 'max', url: 'https://max.ru/alpenglow' },
      ],
    })
    const { page: help } = await aVisitor(browser, product, 'en', '/', PHONE)
    await help.goto(`${product.helpCentre}/en/search?q=delivery`)
    const bottom = await help.locator('.bottom').innerText()
    expect(bottom).toMatch(/Guides\s+since\s+1998/)
    expect(bottom.replace(/\s/g, ' ')).toContain('12 Ridge Street, Perm')
    expect(bottom.replace(/\s/g, ' ')).toContain('Alpenglow LLC, 5902000000')
    for (const url of ['t.me', 'wa.me', 'vk.me', 'max.ru'])
      expect(await help.locator(`.bottom a[href^="https://${url}/"]`).count(), url).toBe(1)
    const drawn = await help.evaluate(() => {
      const { fontFamily } = getComputedStyle(document.body)
      return { fontFamily, radius: getComputedStyle(document.documentElement).getPropertyValue('--brand-radius') }
    })
    expect(drawn).toEqual({ fontFamily: expect.stringMatching(/^Georgia, serif/), radius: '3px' })
    expect(await help.locator('.top-name').innerText()).toBe('Alpenglow')
    await help.locator('.answering').getByText('Marina Kotova').waitFor(SOON)
    expect(await violations(help)).toEqual([])
    await shot(help, 'help-phone')
    await help.context().close()
  })
  it('an answer reads in the panel as on its page, to the last no-break space', async () => {
    const visitor = await aVisitor(browser, product, 'ru', '/', OPEN)
    const { page, panel } = visitor
    await visitor.ask('Сколько стоит доставка?')
    const article = panel.locator('article.answer')
    await panel.locator('button.best, button.hit').first().click()
    await article.locator('.prose p').first().waitFor(SOON)
    const read = async (all: Locator) => (await all.allTextContents()).map((one) => one.replace(/[ \n]+/g, ' ').trim())
    const inPanel = await read(article.locator('h1, .prose'))
    const link = (await article.locator('a.aside').getAttribute('href')) ?? ''
    await page.goto(link)
    expect(await read(page.locator('article.answer h1, article.answer .prose'))).toEqual(inPanel)
    expect(inPanel.join()).toMatch(/\u00a0/)
    await page.context().close()
  })
  it('nothing is sent before the visitor has ticked what the shop asks for', async () => {
    await operator.page.goto(`${product.helpCentre}/desk/inbox/mine`)
    await operator.available()
    const { page, panel } = await aVisitor(browser, product, 'en', '/', PHONE)
    await page.locator('firstline-help .launcher').click()
    await panel.getByText('Talk to a guide').click()
    await panel.locator('.consent input').waitFor(SOON)
    await panel.locator('textarea').fill('Do you rent tents?')
    const send = panel.locator('button.primary')
    await send.click()
    // The browser says what is missing, and nothing went out.
    expect(await panel.locator('.consent input').evaluate((box) => box.matches(':focus'))).toBe(true)
    await shot(page, 'consent-phone')
    expect(await violations(page)).toEqual([])
    expect(await panel.locator('.ways').innerText()).toMatch(/800.*Telegram/s)
    await panel.locator('.consent input').check()
    await send.click()
    await panel.locator('.standing').waitFor(SOON)
    await page.context().close()
    await operator.accept()
    await operator.page.getByText(desk('ru', 'packet.consent'), { exact: true }).waitFor(SOON)
    await shot(operator.page, 'packet-consent')
  })
  it('a letter shows who answered and the shop’s logo, at any width and in both themes', async () => {
    const [face] = (await context('en')).team ?? []
    const { name, logos, brand, letterhead } = await site()
    const text = 'The **8.5 mm** one, article `TR-1101-P`.\n\n- lay it along the old pole\n- cut what stands over'
    const { from, html = '' } = composeLetter(
      aLetter({ locale: 'en', answers: [{ text, author: face?.name ?? '', authorId: 'p1' }] }),
      aSite({ url: 'https://tropa.example', name, brand, letterhead } as unknown as Parameters<typeof aSite>[0]),
      {
        mailFrom: { name: null, address: 'help@tropa.example' },
        replyTo: 'help+c1@tropa.example',
        links: { open: 'https://help.example/o', stop: 'https://help.example/s', stopAtOnce: 'https://help.example/a' },
        pictures: {
          logo: `${product.helpCentre}/api/pictures/${logos?.['light']}/320.png`,
          photoOf: () => face?.photo?.replace(/[^/]+$/, '96.jpg') ?? null,
        },
      },
    )
    expect(from).toMatchObject({ name: expect.stringContaining('Guides of Alpenglow') })
    const shown = await browser.newContext(OPEN)
    const page = await shown.newPage()
    for (const [name, width] of [
      ['phone', 360],
      ['desktop', 900],
    ] as const)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize({ width, height: 820 })
        await page.emulateMedia({ colorScheme })
        await page.setContent(html, { waitUntil: 'load' })
        const pictures = await page
          .locator('img')
          .evaluateAll((all) => (all as HTMLImageElement[]).map((one) => [one.alt, one.naturalWidth, one.height]))
        // The logo in the place of the shop's name, and beside it whoever answered.
        expect(pictures, `${name} ${colorScheme}`).toEqual([
          ['Alpenglow', 320, 32],
          ['', 96, expect.any(Number)],
        ])
        expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), name).toBe(true)
        expect(await page.locator('.said').first().innerText()).toContain('8.5 mm')
        expect(await page.getByText('Marina Kotova').isVisible()).toBe(true)
        expect(await page.locator('body').innerText()).toMatch(/See\s+you\s+on\s+the\s+ridge/)
        const wrong = (await violations(page)).filter((one) => !OF_PAGES.test(one))
        expect(wrong, `${name} ${colorScheme}`).toEqual([])
        await shot(page, `letter-${name}-${colorScheme}`)
      }
    await shown.close()
  })
})
