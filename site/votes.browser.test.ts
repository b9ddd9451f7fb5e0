import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../e2e/kit/chromium.ts'
import { type Product, startProduct } from '../e2e/kit/product.ts'

const ANSWER = '/en/delivery/delivery-cost'
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

describe('a vote in the browser', () => {
  it('counts at once, in place, with thanks that fit it, and leaves no trace in the address', async () => {
    const page = await browser.newPage({ locale: 'en-GB' })
    const posted: (string | null)[] = []
    page.on('request', (request) => request.url().endsWith('/outcome') && posted.push(request.postData()))
    await page.goto(product.helpCentre + ANSWER)
    await page.getByRole('button', { name: 'No', exact: true }).click()
    await page.getByText('Sorry it didn’t help. What was missing?').waitFor()
    expect(posted).toEqual([expect.stringContaining('helped=false')])
    await page.keyboard.press('Enter')
    await page.getByText('Thanks for letting us know.').waitFor()
    expect(posted[1]).toContain('reason=other_question')
    expect(page.url()).toBe(product.helpCentre + ANSWER)
    await page.goto('about:blank')
    await page.goto(`${product.helpCentre}${ANSWER}#helped`)
    expect(await page.getByText('Thanks! Glad it helped.').isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Yes', exact: true }).click()
    await page.getByText('Thanks! Glad it helped.').waitFor()
    await page.close()
  })
  it('asks again if it could not be counted', async () => {
    const page = await browser.newPage({ locale: 'en-GB' })
    await page.route('**/outcome', (route) => route.fulfill({ status: 429 }))
    await page.goto(product.helpCentre + ANSWER)
    await page.getByRole('button', { name: 'Yes', exact: true }).click()
    await expect.poll(() => page.getByText('Thanks! Glad it helped.').isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Yes', exact: true }).waitFor()
    await page.close()
  })
})
