import { mkdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CATEGORY_MARK } from '#shared'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type DeskClient, signIn } from '../kit/desk-client.ts'
import { openDesk, PASSWORD } from '../kit/open-desk.ts'
import type { Operator } from '../kit/operator.ts'
import type { Product } from '../kit/product.ts'
import { violations } from '../kit/violations.ts'
import { picturesThatAnswer } from './pictures-that-answer.ts'
import { aVisitor } from '../kit/visitor.ts'

const screens = join(import.meta.dirname, '../screens')
const offer = (sku: string, slug: string, name: string, price: number, more = '') =>
  `<offer id="${sku}" available="true"><name>${name}</name><url>https://tropa.example/p/${slug}</url><price>${price}</price>` +
  `<currencyId>RUB</currencyId><categoryId>2</categoryId>${more}</offer>\n`
const feed = (...offers: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<yml_catalog date="2026-11-27 10:00"><shop><categories><category id="1">Снаряжение</category>` +
  `<category id="2" parentId="1">Палатки</category></categories><offers>\n${offers.join('')}</offers></shop></yml_catalog>`
const TENT = offer(
  'TR-1101',
  'pereval-3',
  'Палатка Перевал 3',
  19_990,
  '<picture>https://cdn.tropa.example/pereval-3.jpg</picture><picture>https://img.tropa.example/inside.jpg</picture>' +
    '<oldprice>24990</oldprice><vendorCode>PRV-3</vendorCode><param name="Вес" unit="кг">3,4</param><param name="Мест">3</param>',
)
const UNKNOWN = offer('ZX-1', 'zx-1', 'Шатёр Новый', 50_000)

describe('the catalogue of a shop', () => {
  let product: Product
  let browser: Browser
  let admin: DeskClient
  let lead: Operator
  let olga: Operator
  /** Where the shop keeps its feed. */
  let shop: Server
  let served = ''
  beforeAll(async () => {
    mkdirSync(screens, { recursive: true })
    shop = createServer((_, answer) => void answer.end(served))
    await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve))
    const desk = await openDesk(
      {
        lead: { name: 'Лев', role: 'lead', locale: 'ru', options: { bypassCSP: true } },
        olga: { name: 'Olga', role: 'operator', locale: 'en' },
      },
      { FEED_PRIVATE_HOSTS: '127.0.0.1' },
    )
    ;({ product, browser, admin } = desk)
    ;({ lead, olga } = desk.people)
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
    shop?.closeAllConnections()
    shop?.close()
  })

  const choose = (text: string, name = 'tropa.yml') =>
    lead.page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/xml', buffer: Buffer.from(text) })
  const button = (key: Parameters<Operator['say']>[0]) =>
    lead.page.getByRole('button', { name: lead.say(key), exact: true })
  const said = (key: Parameters<Operator['say']>[0], values: Record<string, string>) =>
    Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), lead.say(key))
  const pageOf = (path: string) => fetch(product.helpCentre + path)
  /** With every space an ordinary one. */
  const textOf = async (path: string) => (await (await pageOf(path)).text()).replace(/\s/g, ' ')
  const contextOf = async (page: string) =>
    (await (await pageOf(`/api/widget/context?site=tropa&locale=ru&page=${encodeURIComponent(page)}`)).json()) as {
      hits: { question: string; url: string }[]
    }

  it('says calmly that there is none, to leads alone', async () => {
    await lead.goTo('/desk/catalogue')
    await lead.page.getByText(lead.say('catalogue.none')).waitFor()
    await lead.page.screenshot({ path: join(screens, 'catalogue-empty.png') })
    await olga.goTo('/desk/library')
    await olga.page.getByRole('heading', { name: olga.say('nav.library') }).waitFor()
    expect(await olga.page.getByRole('link', { name: olga.say('catalogue.title') }).count()).toBe(0)
  })

  it('shows what a feed would change, and changes nothing before somebody says so', async () => {
    await choose(feed(TENT, UNKNOWN, offer('', 'x', 'Без артикула', 1)))
    await lead.page.getByRole('heading', { name: lead.say('catalogue.ready') }).waitFor()
    await lead.page.getByText('Шатёр Новый').first().waitFor()
    await lead.page.screenshot({ path: join(screens, 'catalogue-ready.png'), fullPage: true })
    expect(await textOf('/ru/product/pereval-3')).toContain('24 990')
    expect((await pageOf('/ru/product/zx-1')).status).toBe(404)
    await button('catalogue.apply').click()
    await lead.page.getByText(lead.say('catalogue.applied')).waitFor()
    await lead.page.getByRole('cell', { name: /Шатёр\s+Новый/ }).waitFor()
  })

  it('shows the product with its price, availability, attributes and picture on its page', async () => {
    const response = await pageOf('/ru/product/pereval-3')
    const html = await textOf('/ru/product/pereval-3')
    expect(html).toContain('19 990')
    expect(html).toContain('В наличии')
    expect(html).toMatch(/Вес<\/th>\s*<td>3,4 кг<\/td>/)
    expect(html).toMatch(/Код производителя<\/th>\s*<td>PRV-3<\/td>/)
    expect(html).toMatch(/<a href="https:\/\/img\.tropa\.example\/inside\.jpg"[^>]*rel="noopener noreferrer"/)
    expect(html).toMatch(
      /<img[^>]*src="https:\/\/cdn\.tropa\.example\/pereval-3\.jpg"[^>]*referrerpolicy="no-referrer"/,
    )
    expect(html).toContain('"availability":"https://schema.org/InStock"')
    expect(response.headers.get('content-security-policy')).toContain(
      "img-src 'self' data: https://cdn.tropa.example https://img.tropa.example;",
    )
    expect((await pageOf('/ru')).headers.get('content-security-policy')).toContain("img-src 'self' data:;")
  })

  it('shows of pictures of a product those whose address answers, and no place where none does', () =>
    picturesThatAnswer(browser, `${product.helpCentre}/ru/product/pereval-3`))

  it('shows the product in the panel on its page of the shop, and nothing of it elsewhere', async () => {
    const visitor = await aVisitor(browser, product, 'ru', '/p/pereval-3')
    await visitor.open()
    await visitor.panel.getByRole('heading', { name: /О\s+товаре\s+«Палатка\s+Перевал\s+3»/ }).waitFor()
    const card = visitor.panel.getByRole('link', { name: /Палатка\s+Перевал\s+3/ })
    expect((await card.textContent())?.replace(/\s/g, ' ')).toContain('19 990 ₽ · В наличии · TR-1101')
    const facts = await card.locator('dl > div').allTextContents()
    expect(facts.map((one) => one.replace(/\s/g, ' '))).toEqual(['Вес: 3,4 кг', 'Мест: 3', 'Код производителя: PRV-3'])
    expect(await card.getAttribute('href')).toBe(`${product.helpCentre}/ru/product/pereval-3`)
    const picture = card.locator('img')
    expect(await picture.getAttribute('referrerpolicy')).toBe('no-referrer')
    // Nothing answers at its address here.
    await picture.waitFor({ state: 'hidden' })
    await visitor.page.screenshot({ path: join(screens, 'catalogue-panel.png') })
    await visitor.close()
    const other = await aVisitor(browser, product, 'ru')
    await other.open()
    await other.panel.getByText(other.say('home.forPage')).waitFor()
    expect(await other.panel.getByRole('heading', { name: /О\s+товаре/ }).count()).toBe(0)
    await other.close()
  })

  it('shows on the page of a product nobody wrote about what is asked of the shop, and nothing of other products', async () => {
    const usual = (await contextOf('/')).hits.map(({ question }) => question)
    for (const page of ['/p/zx-1', '/p/never-heard-of', '/products/never-heard-of'])
      expect((await contextOf(page)).hits.map(({ question }) => question)).toEqual(usual)
    expect((await contextOf('/p/pereval-3?utm_source=mail')).hits.some(({ url }) => url.includes('/pereval-3'))).toBe(
      true,
    )
    expect(await textOf('/ru/product/zx-1')).not.toContain('/ru/products/')
  })

  it('says of a broken feed what is wrong and where, and leaves the products', async () => {
    const whole = feed(TENT, UNKNOWN)
    await choose(whole.slice(0, -80), 'half.yml')
    await lead.page.getByText(lead.say('catalogue.fault.cut_off')).first().waitFor()
    await lead.page.screenshot({ path: join(screens, 'catalogue-broken.png'), fullPage: true })
    await choose('<!doctype html><html><body>Bad Gateway</body></html>', 'page.html')
    await lead.page.getByText(lead.say('catalogue.fault.is_a_page')).first().waitFor()
    expect(await textOf('/ru/product/pereval-3')).toContain('19 990')
  })

  it('asks which column is which where a table does not say', async () => {
    await choose(
      'kod;opis;skolko;Цвет;Поставщик\nTR-1101;Палатка Перевал 3;17990;хаки;ООО «Опт»\nZX-1;Шатёр Новый;50000;;\n',
      'table.csv',
    )
    await lead.page.getByRole('heading', { name: lead.say('catalogue.columns') }).waitFor()
    for (const [field, column] of [
      ['sku', 'kod'],
      ['name', 'opis'],
      ['price', 'skolko'],
    ] as const)
      await lead.page.getByLabel(`${lead.say(`catalogue.field.${field}`)} *`).selectOption(column)
    await lead.page.screenshot({ path: join(screens, 'catalogue-columns.png'), fullPage: true })
    await button('catalogue.again').click()
    await lead.page.getByRole('heading', { name: lead.say('catalogue.ready') }).waitFor()
    // Which of its further columns visitors see is the shop's: what looks internal is left out until it is ticked.
    const facts = lead.page.getByRole('region', { name: lead.say('catalogue.facts') })
    expect(await facts.getByRole('checkbox', { name: 'Цвет' }).isChecked()).toBe(true)
    expect(await facts.getByRole('checkbox', { name: /Поставщик/ }).isChecked()).toBe(false)
    await lead.page.screenshot({ path: join(screens, 'catalogue-facts.png'), fullPage: true })
    await facts.getByRole('checkbox', { name: 'Цвет' }).uncheck()
    await facts.getByRole('checkbox', { name: /Поставщик/ }).check()
    await button('catalogue.factsAgain').click()
    await lead.page.getByText('Поставщик: ООО «Опт»').first().waitFor()
    await button('catalogue.discard').click()
    await lead.page.getByRole('heading', { name: lead.say('catalogue.ready') }).waitFor({ state: 'detached' })
  })

  it('takes a feed from the server of the shop, which proves itself', async () => {
    const { key, address } = (await (await admin.get('/api/desk/catalogue/key')).json()) as {
      key: string
      address: string
    }
    const put = (word: string) =>
      fetch(product.helpCentre + new URL(address).pathname, {
        method: 'PUT',
        headers: { authorization: `Bearer ${word}` },
        body: feed(offer('TR-1101', 'pereval-3', 'Палатка Перевал 3', 18_500), UNKNOWN),
      })
    expect((await put('0'.repeat(64))).status).toBe(404)
    expect(await (await put(key)).json()).toMatchObject({ state: 'applied', changed: 1 })
    expect(await textOf('/ru/product/pereval-3')).toContain('18 500')
  })

  it('answers by the product, then by its category, then by the shop', async () => {
    const approver = await signIn(product, { email: 'lead@tropa.example', password: PASSWORD })
    const question = 'В каких палатках можно зимовать?'
    const created = await admin.send('POST', '/api/desk/answers', {
      ...{ site: 'tropa', locale: 'ru', category: 'technical-help', slug: 'winter-tents', question },
      ...{ body: 'В тех, у которых есть юбка.', audience: 'public', shortcut: null, phrasings: [] },
      products: [`${CATEGORY_MARK}2`],
    })
    const { answer } = (await created.json()) as { answer: { id: string } }
    expect((await admin.send('POST', `/api/desk/answers/${answer.id}/submit`)).status).toBe(200)
    expect((await approver.send('POST', `/api/desk/answers/${answer.id}/approve`)).status).toBe(200)
    const asked = async (page: string) => (await contextOf(page)).hits.map((hit) => hit.question.replace(/\s/g, ' '))
    const usual = await asked('/')
    expect(usual).not.toContain(question)
    // Nobody wrote of this tent: first what is said of all tents, then what is asked of the shop.
    const [first, ...rest] = await asked('/p/zx-1')
    expect(first).toBe(question)
    expect(rest.length).toBeGreaterThan(0)
    expect(usual).toEqual(expect.arrayContaining(rest))
    // Of this one somebody did: its own come before those of its category.
    const own = await asked('/p/pereval-3')
    expect(own.indexOf(question)).not.toBe(0)
    expect(await asked('/p/never-heard-of')).toEqual(usual)
    const visitor = await aVisitor(browser, product, 'ru', '/p/zx-1')
    await visitor.open()
    await visitor.panel.getByText(/В\s+каких\s+палатках/).waitFor()
    await visitor.page.screenshot({ path: join(screens, 'catalogue-chain.png') })
    await visitor.close()
  })

  it('is sought by name where an answer is written, products and categories alike', async () => {
    const { page } = lead
    await lead.goTo('/desk/library/new')
    const field = page.getByRole('combobox', { name: lead.say('answer.products') })
    await field.fill('перевал')
    await page.getByRole('option', { name: /Палатка\s+Перевал\s+3/ }).waitFor()
    expect(await violations(page)).toEqual([])
    await field.press('Enter')
    const chosen = page.getByRole('list', { name: lead.say('answer.products') })
    await chosen.getByText(/Палатка\s+Перевал\s+3/).waitFor()
    await field.fill('палатки')
    await page
      .getByRole('option', { name: new RegExp(`^Палатки\\s+${lead.say('answer.productCategory')}`) })
      .first()
      .click()
    await expect.poll(() => chosen.getByRole('listitem').count()).toBe(2)
    await field.fill('нет такого товара')
    await page.getByText(lead.say('catalogue.noneFound')).waitFor()
    await page.screenshot({ path: join(screens, 'catalogue-field.png') })
  })

  it('comes by itself from its address; one that breaks is said to leads wherever they are, and to nobody else', async () => {
    const url = `http://127.0.0.1:${(shop.address() as AddressInfo).port}/feed.yml`
    const source = { url, everyMinutes: 60, currency: 'RUB', columns: {} }
    const inside = { ...source, url: 'http://10.0.0.1/feed.yml' }
    expect((await admin.send('PUT', '/api/desk/catalogue/ru/source', inside)).status).toBe(422)
    expect((await admin.send('PUT', '/api/desk/catalogue/ru/source', source)).status).toBe(200)
    /** The hour passes while nobody is there. */
    const anHourLater = async () => {
      const database = new DatabaseSync(join(product.dataDir, 'firstline.db'))
      database.exec(
        `pragma busy_timeout = 10000; update "catalogueSources" set "nextAt" = '2026-01-01T00:00:00.000Z',
         "record" = json_set("record", '$.nextAt', '2026-01-01T00:00:00.000Z')`,
      )
      database.close()
      await product.restart()
    }
    served = feed(offer('TR-1101', 'pereval-3', 'Палатка Перевал 3', 17_777), UNKNOWN)
    await anHourLater()
    await expect.poll(() => textOf('/ru/product/pereval-3'), { timeout: 30_000 }).toContain('17 777')
    served = served.slice(0, -60)
    await anHourLater()
    await lead.goTo('/desk/library')
    await lead.page.locator('.notices button').first().click()
    const notice = lead.page.locator('.notices').getByText(/фид\s+с\s+товарами\s+не\s+читается/)
    await notice.first().waitFor({ timeout: 30_000 })
    await lead.page.screenshot({ path: join(screens, 'catalogue-notice.png') })
    await lead.page.locator('.notices a[href="/desk/catalogue"]').click()
    await lead.page.getByText(lead.say('catalogue.fault.cut_off')).first().waitFor()
    await olga.goTo('/desk/library')
    await olga.page.getByRole('heading', { name: olga.say('nav.library') }).waitFor()
    const signs = olga.page.locator('.notices button').first()
    if (await signs.count()) await signs.click()
    expect(await olga.page.getByText(/product\s+feed/).count()).toBe(0)
    expect(await textOf('/ru/product/pereval-3')).toContain('17 777')
  })

  it('has categories of answers, made, moved and named by a lead, whose old addresses lead on', async () => {
    const { page } = lead
    await lead.goTo('/desk/categories')
    const row = (slug: string) => page.locator(`[data-slug="${slug}"]`)
    await row('orders').waitFor()
    await button('categories.new').click()
    const field = (key: Parameters<Operator['say']>[0], language: string) =>
      page.getByLabel(said('categories.in', { field: lead.say(key), language }))
    for (const [language, title, about] of [
      ['Русский', 'Прокат', 'Взять на время.'],
      ['English', 'Rental', 'Borrow for a while.'],
    ] as const) {
      await field('categories.name', language).fill(title)
      await field('categories.description', language).fill(about)
    }
    await page.getByRole('radio', { name: lead.say('categories.icon.calendar') }).check({ force: true })
    await page.screenshot({ path: join(screens, 'categories-new.png') })
    expect(await violations(page)).toEqual([])
    await button('catalogue.save').click()
    await row('prokat').getByText(lead.say('categories.hidden')).waitFor()
    expect(await textOf('/ru')).not.toContain('Прокат')

    // By the keyboard, and what was moved keeps the focus.
    const up = () => page.getByRole('button', { name: said('categories.up', { title: 'Оплата' }) })
    await up().focus()
    await page.keyboard.press('Enter')
    const before = (one: string, other: string) =>
      page.waitForFunction(
        ([first, second]) =>
          [...document.querySelectorAll('[data-slug]')]
            .map((each) => (each as HTMLElement).dataset.slug)
            .join()
            .includes(`${first},${second}`),
        [one, other],
      )
    await before('payment', 'returns')
    await page.waitForFunction(() => document.activeElement?.closest('[data-slug="payment"]') !== null)

    await page.getByRole('button', { name: said('categories.change', { title: 'Оплата' }) }).click()
    await page.getByLabel(lead.say('categories.slug')).fill('oplata')
    await button('catalogue.save').click()
    await row('oplata').waitFor()
    const moved = await fetch(`${product.helpCentre}/ru/payment/payment-methods`, { redirect: 'manual' })
    expect([moved.status, moved.headers.get('location')]).toEqual([301, '/ru/oplata/payment-methods'])
    expect((await fetch(`${product.helpCentre}/en/payment`, { redirect: 'manual' })).headers.get('location')).toBe(
      '/en/oplata',
    )
    expect(await textOf('/ru/oplata/payment-methods')).toContain(`"item":"${product.helpCentre}/ru/oplata"`)
    expect(await textOf('/sitemap.xml')).not.toContain('/payment/')
    expect(await textOf('/ru')).toContain('href="/ru/oplata"')

    await page.getByRole('button', { name: said('categories.remove', { title: 'Оплата' }) }).click()
    await page.getByLabel(lead.say('categories.removeInto')).selectOption('orders')
    await page.screenshot({ path: join(screens, 'categories-remove.png') })
    await button('categories.moveAndDelete').click()
    await row('oplata').waitFor({ state: 'detached' })
    expect(
      (await fetch(`${product.helpCentre}/ru/payment/payment-methods`, { redirect: 'manual' })).headers.get('location'),
    ).toBe('/ru/orders/payment-methods')
    await olga.goTo('/desk/categories')
    expect(await olga.page.getByRole('heading', { name: olga.say('categories.title') }).count()).toBe(0)

    await page.getByRole('button', { name: said('categories.remove', { title: 'Прокат' }) }).click()
    await button('categories.delete').click()
    await page.getByText(lead.say('categories.removed')).last().waitFor()
    expect(await violations(page)).toEqual([])
    await page.screenshot({ path: join(screens, 'categories.png'), fullPage: true })
  })

  it('is usable by all, on a phone, in both themes', async () => {
    const { page } = lead
    await lead.goTo('/desk/catalogue')
    await page.getByRole('heading', { name: lead.say('catalogue.imports') }).waitFor()
    for (const [name, size] of Object.entries({
      desktop: { width: 1280, height: 800 },
      phone: { width: 390, height: 844 },
    })) {
      await page.setViewportSize(size)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await page.screenshot({ path: join(screens, `catalogue-${name}-${colorScheme}.png`), fullPage: true })
        expect(await violations(page), `${name} ${colorScheme}`).toEqual([])
        expect(await sideways(page), `${name} ${colorScheme}`).toBe(0)
      }
    }
  })
})

/** How far the page can be pushed aside. */
const sideways = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
