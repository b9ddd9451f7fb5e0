import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../kit/chromium.ts'
import { addPerson, type DeskClient, signIn } from '../kit/desk-client.ts'
import { anOperator, type Operator } from '../kit/operator.ts'
import { ADMIN, type Product, startProduct } from '../kit/product.ts'
import { desk, pattern } from '../kit/texts.ts'
import { violations } from '../kit/violations.ts'
import { aVisitor } from '../kit/visitor.ts'
import { leadLooks } from './lead-looks.ts'

const PASSWORD = 'another-long-password'
const ROUND_THE_CLOCK = '00:00-24:00'
/** The desk looks every four seconds. */
const SEEN_MS = 30_000
const SOON = { timeout: 30_000 }
const SCREENS = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
]

describe('a second shop, on a host of its own', () => {
  let product: Product
  let browser: Browser
  let admin: DeskClient
  let anna: Operator
  let shop: Server
  /** Which site the page of the shop names in its lines. */
  let named = 'mayak'
  const at = (host: string) => `http://${host}.localhost:${(shop.address() as AddressInfo).port}`
  const help = () => `http://help-mayak.localhost:${new URL(product.helpCentre).port}`
  const field = (page: Page, key: Parameters<typeof desk>[1]) => page.getByLabel(desk('ru', key), { exact: true })

  async function expectNoViolation(page: Page, what: string): Promise<void> {
    for (const size of SCREENS) {
      await page.setViewportSize(size)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await violations(page), `${what}, ${size.width} px, ${colorScheme}`).toEqual([])
      }
    }
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.emulateMedia({ colorScheme: 'light' })
  }

  beforeAll(async () => {
    product = await startProduct({ env: { DEMO_SHOP: 'off' } })
    browser = await launchChromium()
    shop = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8')
      response.end(
        `<!doctype html><html lang="ru"><title>Маяк</title><h1>Маяк</h1><script async src="${product.helpCentre}/widget.js" data-site="${named}"></script>`,
      )
    })
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
    admin = await signIn(product)
    anna = await anOperator(browser, product, 'ru', ADMIN, { bypassCSP: true })
  })
  afterAll(async () => {
    await browser?.close()
    shop?.close()
    await product?.stop()
  })

  it('is opened in one form, and the desk sees whether its page calls', async () => {
    const { page } = anna
    await anna.goTo('/desk/sites')
    await field(page, 'newSite.name.ru').fill('Маяк')
    await field(page, 'newSite.url').fill(`${at('mayak')}/katalog`)
    await field(page, 'site.mail').fill('help@mayak.example')
    await field(page, 'newSite.helpCentre').fill(help())
    await field(page, 'newSite.week').fill(ROUND_THE_CLOCK)
    await field(page, 'newSite.weekend').fill(ROUND_THE_CLOCK)
    expect(await field(page, 'newSite.id').inputValue()).toBe('mayak')
    await page.locator('.logo-field input[type=file]').setInputFiles({
      name: 'mayak.png',
      mimeType: 'image/png',
      buffer: await sharp({ create: { width: 320, height: 96, channels: 3, background: '#124e78' } })
        .png()
        .toBuffer(),
    })
    await page.locator('.logo-field img').waitFor()
    await expectNoViolation(page, 'the form')
    await page.getByRole('button', { name: anna.say('newSite.make') }).click()
    await page.getByText(anna.say('calls.waiting')).waitFor()
    await expectNoViolation(page, 'the lines to paste')

    const said: string[] = []
    const visitor = await (await browser.newContext()).newPage()
    visitor.on('console', (message) => said.push(message.text()))
    await visitor.goto(at('foreign'))
    await expect.poll(() => said.join()).toContain(`no site allows ${at('foreign')}`)
    await page.getByText(pattern(anna.say('calls.refused'))).waitFor({ timeout: SEEN_MS })
    expect(await page.getByText(at('foreign')).count()).toBeGreaterThan(0)

    named = 'mayk'
    await visitor.goto(at('mayak'))
    await expect.poll(() => said.join()).toContain('no site “mayk”')
    named = 'mayak'
    await visitor.goto(at('mayak'))
    await page.getByText(pattern(anna.say('calls.seen'))).waitFor({ timeout: SEEN_MS })
    await visitor.context().close()
  })

  it('is chosen at the desk, and shows what is its own', async () => {
    const { page } = anna
    const choice = page.getByRole('combobox', { name: anna.say('nav.site') })
    expect(await choice.locator('option').allTextContents()).toEqual(['Тропа', 'Маяк'])
    await anna.goTo('/desk/library')
    await page.getByText(anna.say('library.empty')).first().waitFor()
    await choice.selectOption({ label: 'Тропа' })
    await page.waitForURL(/\/desk\/inbox/)
    await anna.goTo('/desk/library')
    await page.locator('ul.answers > li').first().waitFor()
    await choice.selectOption({ label: 'Маяк' })
    await page.waitForURL(/\/desk\/inbox/)
  })

  it('has a help centre at its own address, and none of the other’s answers', async () => {
    const reader = await (await browser.newContext({ locale: 'ru-RU' })).newPage()
    await reader.goto(help())
    expect(await reader.title()).toContain('Маяк')
    expect(reader.url()).toBe(`${help()}/ru`)
    const logo = reader.locator('header img').first()
    expect(await logo.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(320)
    expect((await reader.goto(`${help()}/ru/delivery/delivery-cost`))?.status()).toBe(404)
    expect((await reader.goto(`${product.helpCentre}/ru/delivery/delivery-cost`))?.status()).toBe(200)
    await reader.context().close()
  })

  it('shows an answer of the first that is ticked there, says whose it is, and lets it go', async () => {
    const { page, say } = anna
    const choose = async (label: string) => {
      await page.getByRole('combobox', { name: say('nav.site') }).selectOption({ label })
      await page.waitForURL(/\/desk\/inbox/)
    }
    const QUESTION = 'Сколько стоит доставка?'
    await choose('Тропа')
    await admin.send('PUT', '/api/desk/me/site', { site: 'tropa' })
    const { items } = (await (await admin.get('/api/desk/answers?locale=ru&category=delivery')).json()) as {
      items: { id: string; slug: string; question: string }[]
    }
    const { id = '', question = QUESTION } = items.find(({ slug }) => slug === 'delivery-cost') ?? {}
    await anna.goTo(`/desk/library/${id}`)
    await page.getByRole('checkbox', { name: 'Маяк' }).check()
    await expectNoViolation(page, 'the ticks')
    await page.getByRole('button', { name: say('editor.submit') }).click()
    await page.getByText(say('editor.done.submit')).waitFor()
    expect((await admin.send('POST', `/api/desk/answers/${id}/approve`)).status).toBe(200)

    await choose('Маяк')
    await anna.goTo('/desk/library')
    await page.getByText(say('shared.mark'), { exact: true }).first().waitFor()
    await page.getByText(question).first().click()
    await page.getByText(say('shared.explainedBy').replace('{shop}', 'Тропа'), { exact: false }).waitFor()
    const ask = page.getByRole('link', { name: say('shared.ask') })
    expect(await ask.getAttribute('href')).toBe(`mailto:help@tropa.example?subject=${encodeURIComponent(question)}`)
    await expectNoViolation(page, 'an answer of the other shop')
    await page.screenshot({ path: join(import.meta.dirname, '../screens/shared-answer.png') })
    const reader = await (await browser.newContext({ locale: 'ru-RU' })).newPage()
    await reader.goto(`${help()}/ru/search?q=${encodeURIComponent(question)}`)
    await reader.getByRole('link', { name: question }).first().waitFor()

    await page.getByRole('button', { name: say('shared.end') }).click()
    await page.waitForURL(/\/desk\/library$/)
    await page.getByText(say('library.empty')).first().waitFor()
    await expect
      .poll(
        async () => {
          await reader.reload()
          return reader.getByRole('link', { name: question }).count()
        },
        { timeout: SEEN_MS },
      )
      .toBe(0)
    await reader.context().close()
  })

  it('hides its launcher on the pages it names, also where a router leads to them', async () => {
    await admin.send('PUT', '/api/desk/me/site', { site: 'mayak' })
    const {
      id: _,
      url: _u,
      locales: _l,
      defaultLocale: _d,
      productUrlPattern: _p,
      ...settings
    } = (await (await admin.get('/api/desk/site')).json()) as { launcher: object } & Record<string, unknown>
    const launcher = { ...settings.launcher, hiddenOn: ['/checkout/*'] }
    expect((await admin.send('PUT', '/api/desk/site', { ...settings, launcher })).status).toBe(200)
    const visitor = await (await browser.newContext()).newPage()
    const shown = () => visitor.locator('firstline-help .launcher').isVisible()
    const moveTo = (path: string) => visitor.evaluate((to) => history.pushState({}, '', to), path)
    await visitor.goto(`${at('mayak')}/katalog`)
    await expect.poll(shown).toBe(true)
    await moveTo('/checkout/pay')
    await expect.poll(shown).toBe(false)
    await moveTo('/katalog')
    await expect.poll(shown).toBe(true)
    await visitor.evaluate(`Firstline('hide')`)
    await moveTo('/other')
    await moveTo('/checkout/pay')
    await moveTo('/katalog')
    expect(await shown()).toBe(false)
    await visitor.evaluate(`Firstline('show')`)
    expect(await shown()).toBe(true)
    await visitor.context().close()
  })

  it('says in an answer of the first what is its own, by a value set at the desk', async () => {
    const { page } = anna
    await admin.send('PUT', '/api/desk/me/site', { site: 'tropa' })
    const created = await admin.send('POST', '/api/desk/answers', {
      ...{ site: 'tropa', locale: 'ru', category: 'delivery', slug: 'free-from', audience: 'public' },
      ...{ question: 'С какой суммы доставка бесплатна?', body: 'Бесплатно от {{value.free-from|5 000 ₽}}.' },
      ...{ products: [], shortcut: null, phrasings: [], from: null, sharedWith: ['mayak'] },
    })
    const { answer } = (await created.json()) as { answer: { id: string } }
    for (const step of ['submit', 'approve'])
      expect((await admin.send('POST', `/api/desk/answers/${answer.id}/${step}`)).status).toBe(200)
    const read = async (origin: string) => {
      const reader = await (await browser.newContext()).newPage()
      await reader.goto(`${origin}/ru/delivery/free-from`)
      const text = (await reader.locator('main').textContent())?.replace(/\s+/g, ' ')
      await reader.context().close()
      return text
    }
    expect(await read(help())).toContain('Бесплатно от 5 000 ₽.')
    await admin.send('PUT', '/api/desk/me/site', { site: 'mayak' })
    await anna.goTo('/desk/look')
    await page.getByRole('button', { name: anna.say('look.valueAdd') }).click()
    const card = page.locator('.look-value')
    await card.getByLabel(anna.say('look.valueName')).fill('Free from')
    expect(await card.getByLabel(anna.say('look.valueName')).inputValue()).toBe('free-from')
    for (const language of ['Русский', 'English']) await card.getByLabel(language, { exact: true }).fill('3 000 ₽')
    await card.scrollIntoViewIfNeeded()
    await expectNoViolation(page, 'values for answers')
    await page.getByRole('button', { name: anna.say('ui.save'), exact: true }).click()
    await page.getByText(anna.say('ui.saved')).last().waitFor()
    await expect.poll(() => read(help())).toContain('Бесплатно от 3 000 ₽.')
    expect(await read(product.helpCentre)).toContain('Бесплатно от 5 000 ₽.')
  })

  it('is answered by the same person under another name and face than the first', async () => {
    const { page, say } = anna
    const drawn = async (background: string) => ({
      name: 'me.png',
      mimeType: 'image/png',
      buffer: await sharp({ create: { width: 400, height: 400, channels: 3, background } })
        .png()
        .toBuffer(),
    })
    const show = async (ground: string, names: [ru: string, en: string], roles: [ru: string, en: string]) => {
      await page.locator('.photo-field input[type=file]').setInputFiles(await drawn(ground))
      await page
        .getByRole('dialog')
        .getByRole('button', { name: say('face.keep') })
        .click()
      await page.locator('.face-large img').waitFor()
      for (const [at, lang] of (['ru', 'en'] as const).entries()) {
        await page
          .locator(`.face-language input[lang=${lang}]`)
          .first()
          .fill(names[at] ?? '')
        await page
          .locator(`.face-language input[lang=${lang}]`)
          .last()
          .fill(roles[at] ?? '')
      }
      const card = page.locator('.card', { has: page.locator('.photo-field') })
      await card.getByRole('button', { name: say('ui.save') }).click()
      await page.getByText(say('ui.saved')).last().waitFor()
    }
    await anna.goTo('/desk/account')
    await show('#b4471f', ['Анна Лис', 'Anna Lis'], ['Советы по снаряжению', 'Gear advice'])
    await page.getByText(say('face.atShop').replace('{name}', 'Маяк')).click()
    await show('#124e78', ['Смотритель', 'The keeper'], ['На маяке', 'At the lighthouse'])
    expect(await violations(page)).toEqual([])
    /** Whom a help centre shows, and the colour in the middle of their photograph. */
    const answering = async (address: string) => {
      const reader = await (await browser.newContext({ locale: 'ru-RU', bypassCSP: true })).newPage()
      await reader.goto(`${address}/ru`)
      const photo = reader.locator('.answering img').first()
      await photo.scrollIntoViewIfNeeded()
      await expect.poll(() => photo.evaluate((one: HTMLImageElement) => one.naturalWidth), SOON).toBeGreaterThan(0)
      const bytes = await (await fetch(new URL((await photo.getAttribute('src')) ?? '', address))).arrayBuffer()
      const { channels } = await sharp(Buffer.from(bytes)).stats()
      const said = (await reader.locator('.answering').innerText()).replace(/\s+/g, ' ')
      await reader.context().close()
      return { said, isBlue: (channels[2]?.mean ?? 0) > (channels[0]?.mean ?? 0) }
    }
    await expect.poll(async () => (await answering(help())).said, SOON).toContain('Смотритель')
    const [first, second] = [await answering(product.helpCentre), await answering(help())]
    expect([first.isBlue, second.isBlue]).toEqual([false, true])
    expect(first.said).toContain('Анна Лис')
    expect(first.said).not.toContain('Смотритель')
    expect(second.said).not.toContain('Анна')

    await anna.goTo('/desk/inbox/mine')
    await anna.available()
    const vera = await aVisitor(browser, { ...product, demoShop: at('mayak') }, 'ru', '/', { bypassCSP: true })
    await vera.open()
    await vera.panel.locator('.person .portrait img').waitFor()
    await vera.toPerson()
    await vera.field().fill('Пускают ли внутрь?')
    await vera.field().press('Enter')
    await anna.accept()
    const head = vera.panel.locator('.bar .who > span:not(.portrait)')
    const inHead = async () => (await head.innerText()).replace(/\s+/g, ' ')
    await vera.panel.locator('.bar .who .portrait img').waitFor()
    await expect.poll(inHead, SOON).toBe('Смотритель На связи · На маяке')
    // What one sees as it happens: writing, silent again, and gone.
    await page.getByRole('textbox', { name: say('composer.replyLabel') }).pressSequentially('Да, по')
    await expect.poll(inHead, SOON).toBe('Смотритель Печатает…')
    await expect.poll(inHead, SOON).toBe('Смотритель На связи · На маяке')
    await anna.reply('Да, по субботам')
    await vera.panel.locator('.author').getByText('Смотритель').waitFor()
    await page.goto('about:blank')
    await expect.poll(inHead, SOON).toBe('Смотритель Сейчас не на связи · На маяке')
    expect(await vera.panel.innerText()).not.toContain('Анна')
    await vera.close()
    await anna.goTo('/desk/inbox/mine')
    await page.getByRole('switch', { name: say('presence.label') }).click()
  })

  it('is answered for by somebody from outside, who sees nothing of the first', async () => {
    await admin.send('PUT', '/api/desk/me/site', { site: 'mayak' })
    const invited = await addPerson(product, admin, { email: 'olga@out.example', name: 'Ольга', role: 'operator' })
    const { items } = (await (await admin.get('/api/desk/people')).json()) as { items: { id: string; mail: string }[] }
    const id = items.find(({ mail }) => mail === 'olga@out.example')?.id
    const { sites } = (await (await invited.get('/api/desk/me')).json()) as { sites: { id: string; role: string }[] }
    expect(sites.map(({ id: site, role }) => [site, role])).toEqual([['mayak', 'operator']])
    const olga = await anOperator(browser, product, 'ru', { email: 'olga@out.example', password: PASSWORD })
    await olga.available()
    expect(await olga.page.getByRole('combobox', { name: olga.say('nav.site') }).count()).toBe(0)

    // One at each shop; she is offered the one of hers.
    const token = async (site: string) => {
      const asked = await admin.send('POST', '/api/visitors', { site, locale: 'ru' })
      return ((await asked.json()) as { token: string }).token
    }
    const packet = { searches: [], read: [], page: null, product: null, draft: '', locale: 'ru', timeZone: null }
    await fetch(`${product.helpCentre}/api/conversations`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await token('tropa')}`, 'content-type': 'application/json' },
      body: JSON.stringify({ clientMessageId: 'of-the-first-1', text: 'Вопрос в Тропу', packet }),
    })
    const vera = await aVisitor(browser, { ...product, demoShop: at('mayak') }, 'ru')
    await vera.ask('Работает ли маяк зимой?')
    await vera.toPerson()
    await vera.field().fill('Работает ли маяк зимой?')
    await vera.field().press('Enter')
    await olga.accept()
    await olga.reply('Да, круглый год')
    await vera.panel.getByText('Да, круглый год').waitFor()
    await olga.goTo('/desk/inbox/queue')
    await olga.page.getByRole('switch').waitFor()
    expect(await olga.page.getByText('Вопрос в Тропу').count()).toBe(0)

    // Whoever leads the shop sees her work there.
    const { page } = anna
    await anna.goTo('/desk/people')
    await page.getByRole('button', { name: pattern(anna.say('work.of').replace('{name}', 'Ольга')) }).click()
    const work = page.getByRole('dialog')
    await work.getByRole('link', { name: /Работает\s+ли\s+маяк\s+зимой/ }).waitFor()
    await work.getByText(/Принято\s+1\s+обращение/).waitFor()
    await work.getByText(new RegExp(anna.say('responses.first_response'))).waitFor()
    await expectNoViolation(page, 'somebody’s work')
    await page.keyboard.press('Escape')
    // The figures of the team name her, and each opens on what it counts.
    await anna.goTo('/desk/now')
    await page.getByRole('link', { name: anna.say('team.open'), exact: true }).click()
    const hers = page.getByRole('row', { name: /Ольга/ })
    await hers.getByRole('link', { name: '1', exact: true }).first().waitFor()
    await expectNoViolation(page, 'figures of the team')
    await hers.getByRole('link', { name: '1', exact: true }).first().click()
    await page.getByRole('link', { name: /Работает\s+ли\s+маяк\s+зимой/ }).waitFor()
    await expectNoViolation(page, 'what a figure counts')
    await leadLooks({ anna, olga, expectNoViolation })

    // Her access ends while she looks on.
    expect((await admin.send('DELETE', `/api/desk/people/${id}/membership`)).status).toBe(200)
    await olga.page.locator('input[type=password]').waitFor()
    await vera.close()
    await olga.close()
  })
})
