import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../e2e/kit/chromium.ts'
import { anOperator } from '../e2e/kit/operator.ts'
import { ADMIN, type Product, startProduct } from '../e2e/kit/product.ts'
import { desk, widget } from '../e2e/kit/texts.ts'
import { axeFinds } from './testing/axe.ts'
import { openShop, prepareSite, type Shop, visit } from './testing/shop.ts'

let product: Product
let shop: Shop
let browser: Browser
beforeAll(async () => {
  product = await startProduct()
  shop = await openShop(product)
  await prepareSite(product, shop, false)
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await shop?.close()
  await product?.stop()
})

describe('a language of the interface in which no answers are written', () => {
  it('is what a German page gets: German words, English answers, and a line that says so', async () => {
    const { page, launcher, panel, context, complaints } = await visit(browser, shop, { lang: 'de' })
    const loaded: string[] = []
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname))
    await launcher.waitFor()
    expect(await launcher.getAttribute('aria-label')).toBe('Hilfe')
    await launcher.click()
    await panel.getByRole('heading', { name: widget('de', 'home.greeting') }).waitFor()
    await panel.getByText(widget('de', 'home.answersIn')).waitFor()
    await panel.locator('.hits[lang=en] .hit').first().waitFor()
    await panel.getByRole('searchbox').fill('how much is delivery')
    await panel.getByText('How much does delivery cost?').first().click()
    await panel.getByRole('heading', { name: 'How much does delivery cost?' }).waitFor()
    await panel.getByText(widget('de', 'outcome.question')).waitFor()
    expect(await axeFinds(page)).toEqual([])
    expect(loaded.filter((path) => /\/widget\/(en|ru)-/.test(path))).toEqual([])
    expect(await complaints()).toEqual([])
    await context.close()
  })
  it('is chosen by the page at any time', async () => {
    const { page, launcher, panel, context } = await visit(browser, shop, { lang: 'en' })
    await launcher.click()
    await panel.locator('.greeting').waitFor()
    expect(await panel.getByText(widget('en', 'home.answersIn')).count()).toBe(0)
    await page.evaluate(`Firstline('setLocale','de')`)
    await panel.getByText(widget('de', 'home.answersIn')).waitFor()
    expect(await page.evaluate('Firstline.getStatus().locale')).toBe('de')
    await context.close()
  })
  it('is chosen while the panel still asks what the page is about', async () => {
    const { page, launcher, panel, context } = await visit(browser, shop, { lang: 'ru' })
    await launcher.waitFor()
    await page.evaluate(`Firstline('setLocale','de');Firstline('open')`)
    await panel.locator('.hits[lang=en] .hit').first().waitFor()
    await panel.getByRole('heading', { name: widget('de', 'home.greeting') }).waitFor()
    await context.close()
  })
  it('reaches the desk, whose own language is German too', async () => {
    const { launcher, panel, context } = await visit(browser, shop, { lang: 'de' })
    await launcher.click()
    await panel.getByRole('button', { name: widget('de', 'person.leave') }).click()
    await panel.getByLabel(widget('de', 'form.message')).fill('Where is my order?')
    await panel.getByRole('button', { name: widget('de', 'form.send') }).click()
    await panel.locator('.bubble').getByText('Where is my order?').waitFor()
    const operator = await anOperator(browser, product, 'de', ADMIN)
    expect(await operator.page.getAttribute('html', 'lang')).toBe('de')
    await operator.goTo('/desk/inbox/waiting')
    await operator.page.getByText('Where is my order?').first().click()
    await operator.page.locator('.chip[lang=de]').getByText('DE', { exact: true }).waitFor()
    // What fits such a conversation is looked for in the language of the answers.
    await operator.page.locator('.packet').getByText('Where is my order and how do I track it?').first().waitFor()
    expect(await operator.page.locator('.packet').innerText()).not.toContain(desk('de', 'problem.invalid'))
    await operator.goTo('/desk/account')
    await operator.page.getByRole('heading', { name: desk('de', 'account.title') }).waitFor()
    await operator.page.locator('label', { hasText: /^English$/ }).click()
    await operator.page.getByRole('heading', { name: desk('en', 'account.title') }).waitFor()
    await operator.page.locator('label', { hasText: /^Deutsch$/ }).click()
    await operator.page.getByRole('heading', { name: desk('de', 'account.title') }).waitFor()
    await operator.close()
    await context.close()
  })
})
