import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContextOptions, Page, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../e2e/kit/chromium.ts'
import { type Product, startProduct } from '../e2e/kit/product.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let product: Product
let browser: Browser
beforeAll(async () => {
  product = await startProduct()
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

async function visit(path: string, as: BrowserContextOptions = {}) {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...as })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  await page.goto(product.helpCentre + path)
  const field = page.locator('.search input')
  return { context, page, field, options: page.getByRole('option'), complaints }
}
const markedText = (page: Page) =>
  page.evaluate(() => {
    const id = document.querySelector('.search input')?.getAttribute('aria-activedescendant')
    return id ? document.getElementById(id)?.textContent : null
  })
const axeFinds = async (page: Page) => {
  await page.evaluate(AXE)
  const found = (await page.evaluate('axe.run(document,{resultTypes:["violations"]})')) as {
    violations: { id: string; nodes: { target: unknown; failureSummary: string }[] }[]
  }
  return found.violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${JSON.stringify(node)}`))
}

describe('suggestions of the help centre', () => {
  it('stand under the field while one types, and never refuse or vanish on the way', async () => {
    const { context, page, field, options, complaints } = await visit('/ru')
    // However slow the machine: nobody pauses here for long.
    await page.route('**/api/search?*typing=paused*', () => {})
    await field.click()
    await page.getByRole('group', { name: 'Часто спрашивают' }).waitFor()
    const seen: string[][] = []
    for (const letter of 'где мой заказ') {
      await page.keyboard.type(letter, { delay: 90 })
      seen.push(await options.allTextContents())
      expect(await page.getByText(/нет\s+ответа/).count()).toBe(0)
    }
    expect(seen.filter((shown) => shown.length === 0)).toEqual([])
    await page.getByRole('option', { name: /^Где\s+мой\s+заказ/ }).waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  it('are walked by arrows, left by Escape and opened by Enter', async () => {
    const { context, page, field, options } = await visit('/en')
    await field.fill('how much is delivery')
    const wanted = page.getByRole('option', { name: 'How much does delivery cost?' })
    await wanted.waitFor()
    expect([await field.getAttribute('role'), await field.getAttribute('aria-expanded')]).toEqual(['combobox', 'true'])
    await page.keyboard.press('ArrowDown')
    expect(await markedText(page)).toBe(await options.first().textContent())
    await page.keyboard.press('ArrowUp')
    expect(await markedText(page), 'past the end is the field').toBeNull()
    await page.keyboard.press('ArrowUp')
    expect(await markedText(page)).toBe('Search for “how much is delivery”')
    await page.keyboard.press('Escape')
    expect([await field.inputValue(), await field.getAttribute('aria-expanded')]).toEqual([
      'how much is delivery',
      'false',
    ])
    await page.keyboard.press('ArrowDown')
    await wanted.waitFor()
    while ((await markedText(page)) !== 'How much does delivery cost?') await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/en/delivery/delivery-cost')
    await context.close()
  })

  it('say the verdict after a pause only, to those who listen too', async () => {
    const { context, page, field, options } = await visit('/en')
    await field.fill('quantum chromodynamics of hadrons')
    await options.first().waitFor()
    await page.getByRole('option', { name: 'Contact us' }).waitFor()
    expect(await page.locator('.search [role=status]').textContent()).toMatch(/^We don’t have an\sanswer to\sthis yet$/)
    await field.fill('can I return a jacket')
    await page.locator('.search [role=status]', { hasText: /^Suggestions: [1-5]$/ }).waitFor({ state: 'attached' })
    await context.close()
  })

  it('ask for the last words only: what is on its way for others is given up', async () => {
    const { context, page, field, options } = await visit('/en')
    const held: Route[] = []
    await page.route('**/api/search?*q=refund*', (route) => void held.push(route))
    await field.fill('refund')
    await expect.poll(() => held.length).toBe(1)
    const givenUp = page.waitForEvent('requestfailed', (request) => request.url().includes('q=refund'))
    await field.fill('gift card')
    await page.getByRole('option', { name: /gift/i }).first().waitFor()
    await givenUp
    expect((await options.allTextContents()).at(-1)).toBe('Search for “gift card”')
    await context.close()
  })

  it('remember the last searches in this browser, until they are cleared', async () => {
    const { context, page, field, options } = await visit('/en')
    await field.fill('promo code does not work')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/en/search?q=promo**')
    await page.goto(`${product.helpCentre}/en`)
    await page.keyboard.press('/')
    await page.getByRole('group', { name: 'Recent searches' }).waitFor()
    expect(await options.first().textContent()).toBe('promo code does not work')
    await page.getByRole('button', { name: 'Clear recent searches' }).click()
    await expect.poll(() => page.getByRole('group', { name: 'Recent searches' }).count()).toBe(0)
    expect(await page.evaluate(() => Object.keys(localStorage).filter((name) => /search/.test(name)))).toEqual([])
    await context.close()
  })

  it('leave the form as it is where the API is away', async () => {
    const { context, page, field } = await visit('/en')
    await page.route('**/api/**', (route) => route.abort())
    const refused = page.waitForEvent('requestfailed', (request) => request.url().includes('q=how'))
    await field.fill('how much is delivery')
    await refused
    expect(await field.getAttribute('aria-expanded')).toBe('false')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/en/search?q=how+much+is+delivery')
    await context.close()
  })

  it('need no script to search', async () => {
    const { context, page, field } = await visit('/en', { javaScriptEnabled: false })
    expect(await page.locator('.suggest').isVisible()).toBe(false)
    expect(await page.locator('.search-key').isVisible()).toBe(false)
    await field.fill('how much is delivery')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/en/search?q=how+much+is+delivery')
    await context.close()
  })

  it.each(['light', 'dark'] as const)('are accessible in the %s theme, on a phone too', async (colorScheme) => {
    for (const phone of [false, true]) {
      const { context, page, field } = await visit('/ru', {
        colorScheme,
        ...(phone ? { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true } : {}),
      })
      await field.click()
      await page.getByRole('group', { name: 'Часто спрашивают' }).waitFor()
      expect(await axeFinds(page)).toEqual([])
      await field.fill('вернуть деньги')
      await page.getByRole('option', { name: 'Искать «вернуть деньги»' }).waitFor()
      await page.keyboard.press('ArrowDown')
      expect(await axeFinds(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
      await context.close()
    }
  })
})

describe('the keys to the search field', () => {
  const focused = (page: Page) =>
    page.evaluate(() => document.activeElement === document.querySelector('.search input'))

  it.each(['/', 'Control+k', 'Meta+k'])('%s leads there', async (key) => {
    const { context, page, field } = await visit('/en/delivery/delivery-cost')
    await page.keyboard.press(key)
    expect([await focused(page), await field.inputValue()]).toEqual([true, ''])
    await context.close()
  })
  it('work on a Russian keyboard', async () => {
    const { context, page } = await visit('/ru/delivery/delivery-cost')
    await page.evaluate(() =>
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key: '.', code: 'Slash', bubbles: true, composed: true }),
      ),
    )
    expect(await focused(page)).toBe(true)
    await context.close()
  })
  it('leave alone who types elsewhere, in the chat too', async () => {
    const { context, page } = await visit('/en/delivery/delivery-cost')
    await page.locator('firstline-help .launcher').click()
    const panel = page.locator('firstline-help').getByRole('dialog')
    const own = panel.locator('input[type=search]')
    await own.click()
    await page.keyboard.type('a/b')
    await page.keyboard.press('Control+k')
    expect([await own.inputValue(), await focused(page)]).toEqual(['a/b', false])
    await context.close()
  })
})
