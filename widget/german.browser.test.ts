import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../e2e/chromium.ts'
import { anOperator } from '../e2e/operator.ts'
import { ADMIN, type Product, startProduct } from '../e2e/product.ts'
import { desk, widget } from '../e2e/texts.ts'
import { axeFinds } from './testing/axe.ts'
import { openShop, prepareSite, type Shop, visit } from './testing/shop.ts'

const MAIL = 'jana@mail.example'
/** Where pictures for a look by hand go, if anywhere. */
const PICTURES = process.env['PICTURES']

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
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/de-home.png` })
    await panel.getByRole('searchbox').fill('how much is delivery')
    await page.keyboard.press('Enter')
    await panel.getByRole('heading', { name: 'How much does delivery cost?' }).waitFor()
    await panel.getByText(widget('de', 'outcome.question')).waitFor()
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/de-answer.png` })
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
  it('reaches the desk, whose own language is German too', async () => {
    const { page, launcher, panel, context } = await visit(browser, shop, { lang: 'de' })
    await launcher.click()
    await panel.getByRole('button', { name: widget('de', 'home.person') }).click()
    await panel.getByLabel(widget('de', 'form.message')).fill('Wo ist meine order?')
    await panel.getByLabel(widget('de', 'form.mail')).fill(MAIL)
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/de-form.png` })
    await panel.getByRole('button', { name: widget('de', 'form.send') }).click()
    await panel.getByText(`Unsere Antwort geht an ${MAIL}.`).waitFor()
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/de-sent.png` })
    const operator = await anOperator(browser, product, 'de', ADMIN)
    expect(await operator.page.getAttribute('html', 'lang')).toBe('de')
    await operator.goTo('/desk/inbox/waiting')
    await operator.page.getByText('Wo ist meine order?').first().click()
    await operator.page.locator('.chip[lang=de]').getByText('DE', { exact: true }).waitFor()
    await operator.page.getByText(desk('de', 'conversation.waitingFree')).waitFor()
    // What fits such a conversation is looked for in the language of the answers.
    await operator.page
      .locator('.packet')
      .getByText(/T-104512|order/i)
      .first()
      .waitFor()
    expect(await operator.page.locator('.packet').innerText()).not.toContain(desk('de', 'problem.invalid'))
    if (PICTURES) await operator.page.screenshot({ path: `${PICTURES}/de-desk.png` })
    await operator.goTo('/desk/account')
    await operator.page.getByRole('heading', { name: desk('de', 'account.title') }).waitFor()
    if (PICTURES) await operator.page.screenshot({ path: `${PICTURES}/de-account.png` })
    await operator.page.getByText('English', { exact: true }).click()
    await operator.page.getByRole('heading', { name: desk('en', 'account.title') }).waitFor()
    await operator.page.getByText('Deutsch', { exact: true }).click()
    await operator.page.getByRole('heading', { name: desk('de', 'account.title') }).waitFor()
    for (const place of ['library', 'growth/gaps', 'people', 'now', 'site'])
      if (PICTURES) {
        await operator.goTo(`/desk/${place}`)
        await operator.page.waitForLoadState('networkidle')
        await operator.page.screenshot({ path: `${PICTURES}/de-${place.replace('/', '-')}.png` })
      }
    await operator.close()
    await context.close()
  })
})
