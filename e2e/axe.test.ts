import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setHours } from './always-open.ts'
import { launchChromium } from './chromium.ts'
import { type DeskClient, signIn } from './desk-client.ts'
import { ADMIN, type Product, startProduct } from './product.ts'
import { anOperator, type Operator } from './operator.ts'
import { aVisitor } from './visitor.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const SCREENS = [['desktop', 1280, 800], ['phone', 390, 844]] as const

/** Violations as `rule: target`, so that a failure says what to mend. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as { violations: { id: string; nodes: { target: unknown }[] }[] }
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${JSON.stringify(target)}`))
}

describe('axe finds no violation', () => {
  let product: Product
  let browser: Browser
  let admin: DeskClient
  beforeAll(async () => {
    product = await startProduct()
    browser = await launchChromium()
    admin = await signIn(product)
  })
  afterAll(async () => {
    await browser?.close()
    await product?.stop()
  })

  describe.each(SCREENS)('on a %s', (_name, width, height) => {
    describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
      let context: BrowserContext
      beforeAll(async () => {
        context = await browser.newContext({ viewport: { width, height }, colorScheme, bypassCSP: true })
      })
      afterAll(() => context?.close())

      it.each(['/ru', '/en', '/ru/delivery', '/ru/delivery/delivery-cost', '/en/delivery/delivery-cost', '/en/search?q=refund', '/ru/search?q=кайтинг', '/ru/nope', '/desk'])('%s', async (path) => {
        const page = await context.newPage()
        await page.goto(product.helpCentre + path, { waitUntil: 'networkidle' })
        expect(await violations(page)).toEqual([])
        await page.close()
      })
      it('the desk, place by place', async () => {
        await setHours(admin, true)
        const operator: Operator = await anOperator(browser, product, 'ru', ADMIN, { viewport: { width, height }, colorScheme, bypassCSP: true })
        const { items } = (await (await admin.get('/api/desk/answers?perPage=1')).json()) as { items: { id: string }[] }
        const growth = ['gaps', 'numbers', 'try', 'thresholds', 'synonyms', 'learnt', 'words'].map((part) => `growth/${part}`)
        for (const path of ['inbox/queue', 'inbox/solved', 'now', 'library', 'library/new', `library/${items[0]?.id}`, 'review', ...growth, 'people', 'settings', 'account']) {
          await operator.goTo(`/desk/${path}`)
          await operator.page.locator('#desk-main').waitFor()
          await operator.page.waitForLoadState('networkidle')
          await expect.poll(() => operator.page.locator('[aria-busy=true]').count()).toBe(0)
          expect(await violations(operator.page), path).toEqual([])
        }
        await operator.page.keyboard.press('Control+Slash')
        await operator.page.getByRole('dialog').waitFor()
        expect(await violations(operator.page), 'keys').toEqual([])
        await operator.close()
      }, 90_000)
      it('the widget: search, results, answer, message form', async () => {
        const visitor = await aVisitor(browser, product, 'ru', '/', { viewport: { width, height }, colorScheme, bypassCSP: true })
        await visitor.open()
        await visitor.page.waitForTimeout(400)
        expect(await violations(visitor.page), 'search').toEqual([])
        await visitor.ask('где мой заказ')
        await visitor.panel.getByText(/Где мой заказ/).first().click()
        await visitor.page.waitForTimeout(400)
        expect(await violations(visitor.page), 'answer').toEqual([])
        await visitor.toPerson()
        await visitor.page.waitForTimeout(400)
        expect(await violations(visitor.page), 'form').toEqual([])
        await visitor.close()
      })
    })
  })
})
