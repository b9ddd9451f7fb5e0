import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../../e2e/kit/chromium.ts'
import type { DeskClient } from '../../e2e/kit/desk-client.ts'
import { type Product, startProduct } from '../../e2e/kit/product.ts'
import { axeFinds } from '../testing/axe.ts'
import { anOperator, type DeskOperator } from '../testing/desk.ts'
import { openShop, prepareSite, type Shop, type Visit, visit } from '../testing/shop.ts'

let product: Product
let shop: Shop
let browser: Browser
let operator: DeskOperator
let admin: DeskClient
beforeAll(async () => {
  product = await startProduct()
  shop = await openShop(product)
  admin = await prepareSite(product, shop, true)
  operator = await anOperator(product, admin)
  browser = await launchChromium()
})
afterAll(async () => {
  operator?.leave()
  await browser?.close()
  await shop?.close()
  await product?.stop()
})

async function talking({ launcher, panel }: Visit): Promise<string> {
  await launcher.click()
  await panel.getByRole('button', { name: 'Chat with us' }).click()
  await panel.getByLabel('How can we help?').fill('Do you have elephants?')
  await panel.getByRole('button', { name: 'Start chat' }).click()
  const id = await operator.accept()
  await panel.getByText('joined the chat').waitFor()
  return id
}

describe('a conversation, while the visitor goes on', () => {
  it('stays open from page to page without taking the keyboard, and closed once it was closed', async () => {
    const visitor = await visit(browser, shop)
    const { page, panel, launcher, context } = visitor
    const id = await talking(visitor)
    await operator.say(id, 'One moment')
    await page.reload()
    await panel.getByText('One moment').waitFor()
    expect(await page.evaluate('document.activeElement.localName')).toBe('body')
    await launcher.click()
    await page.reload()
    await launcher.waitFor()
    await page.waitForTimeout(1_500)
    expect(await panel.isVisible()).toBe(false)
    await operator.ask('conversation:solve', { conversationId: id })
    await context.close()
  })
  it('is named by who answers, and found again from home', async () => {
    const visitor = await visit(browser, shop)
    const { page, panel, context } = visitor
    const id = await talking(visitor)
    const name = (await panel.locator('.fact').innerText()).replace(/\sjoined\sthe\schat/, '')
    expect(await panel.locator('.bar .who > span:last-child > span').innerText()).toBe(name)
    await page.evaluate(`Firstline('open','home')`)
    const back = panel.getByRole('button', { name: 'Back to the conversation' })
    await back.waitFor()
    expect(await back.innerText()).toContain(name)
    expect(await axeFinds(page)).toEqual([])
    await back.click()
    await panel.getByText('joined the chat').waitFor()
    await operator.ask('conversation:solve', { conversationId: id })
    await context.close()
  })
  it('ends by the visitor only after a second word', async () => {
    const visitor = await visit(browser, shop)
    const { page, panel, context } = visitor
    const id = await talking(visitor)
    const end = panel.getByRole('button', { name: 'End the conversation' })
    expect(await end.count()).toBe(0)
    await operator.say(id, 'No')
    await end.click()
    await panel.getByRole('button', { name: 'Not yet' }).click()
    await end.click()
    expect(await axeFinds(page)).toEqual([])
    expect(await panel.getByText('How did we do?').count()).toBe(0)
    await page.keyboard.press('Enter')
    await panel.getByText('How did we do?').waitFor()
    await context.close()
  })
  it('says when its operator is gone', async () => {
    const visitor = await visit(browser, shop)
    const { panel, context } = visitor
    const id = await talking(visitor)
    operator.leave()
    await panel.getByText(/has\s+lost\s+the\s+connection/).waitFor({ timeout: 60_000 })
    operator = await anOperator(product, admin)
    await operator.accept()
    await expect
      .poll(async () => (await panel.locator('.fact').allInnerTexts()).at(-1), { timeout: 10_000 })
      .toMatch(/joined\s+the\s+chat/)
    await operator.ask('conversation:solve', { conversationId: id })
    await context.close()
  })
  it('draws lists, code, mail addresses and telephone numbers', async () => {
    const visitor = await visit(browser, shop)
    const { panel, context } = visitor
    const id = await talking(visitor)
    await operator.say(id, 'Call +7 495 123-45-67 or write to help@tropa.example:\n- with `T-104512`\n- before 9')
    await panel.locator('.bubble li').nth(1).waitFor()
    expect(await panel.locator('.bubble li').allInnerTexts()).toEqual(['with T-104512', 'before 9'])
    const links = await panel.locator('.bubble a').evaluateAll((all) => all.map((one) => one.getAttribute('href')))
    expect(links).toEqual(['tel:+74951234567', 'mailto:help@tropa.example'])
    await operator.ask('conversation:solve', { conversationId: id })
    await context.close()
  })
})

describe('on a phone', () => {
  it('Back closes the window, not the page', async () => {
    const { page, launcher, panel, context } = await visit(browser, shop, { phone: true })
    const entries = (await page.evaluate('history.length')) as number
    await launcher.click()
    await panel.locator('.hit').first().waitFor()
    await page.goBack()
    await panel.waitFor({ state: 'hidden' })
    await launcher.click()
    await panel.getByRole('button', { name: 'Close' }).click()
    await panel.waitFor({ state: 'hidden' })
    await expect.poll(() => page.evaluate('history.state')).toBe(null)
    expect(await page.evaluate('history.length')).toBe(entries + 1)
    await context.close()
  })
})
