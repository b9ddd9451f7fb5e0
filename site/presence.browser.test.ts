import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser } from 'playwright-core'
import { launchChromium } from '../e2e/kit/chromium.ts'
import { signIn } from '../e2e/kit/desk-client.ts'
import { type Product, startProduct } from '../e2e/kit/product.ts'
import { anOperator } from '../widget/testing/desk.ts'

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

it('a kept page speaks of hours, and says that somebody is there only while somebody is', async () => {
  const admin = await signIn(product)
  const page = await browser.newPage()
  const said = async () => {
    const asked = page.waitForResponse(/api\/widget\/availability/)
    await page.goto(`${product.helpCentre}/en/delivery/delivery-cost`)
    await (await asked).finished()
    await page.waitForTimeout(200)
    return (await page.locator('[data-here]').innerText()).replaceAll('\u00a0', ' ')
  }
  expect(await said()).not.toMatch(/online/i)
  const operator = await anOperator(product, admin)
  await expect.poll(said, { timeout: 10_000 }).toMatch(/online/i)
  operator.leave()
  await expect.poll(said, { timeout: 20_000 }).not.toMatch(/online/i)
  await page.close()
})
