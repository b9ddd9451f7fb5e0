import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../../e2e/kit/chromium.ts'
import { type DeskClient, signIn } from '../../e2e/kit/desk-client.ts'
import { type Product, startProduct } from '../../e2e/kit/product.ts'

let product: Product
let browser: Browser
let admin: DeskClient
beforeAll(async () => {
  product = await startProduct()
  admin = await signIn(product)
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await product?.stop()
})

/** Keeps every shift of the layout with what moved; as the browser itself counts them. */
const WATCH = `window.shifts=[];new PerformanceObserver(function(list){list.getEntries().forEach(function(one){
  shifts.push({value:one.value,moved:one.sources.map(function(s){return s.node?(s.node.className||s.node.nodeName):'gone'}).join()})})
}).observe({type:'layout-shift',buffered:true})`
const PLACES = ['/desk', '/desk/library', '/desk/review', '/desk/now', '/desk/growth', '/desk/people', '/desk/site']

describe.each([
  ['a laptop', { width: 1280, height: 800 }],
  ['a phone', { width: 390, height: 844 }],
])('the first load of the desk on %s', (_, viewport) => {
  it.each(['the door', ...PLACES])('moves nothing: %s', async (place) => {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' })
    if (place.startsWith('/'))
      await context.addCookies(
        admin.cookie.split('; ').map((one) => {
          const at = one.indexOf('=')
          return { name: one.slice(0, at), value: one.slice(at + 1), url: product.helpCentre }
        }),
      )
    const page = await context.newPage()
    await page.addInitScript(WATCH)
    await page.goto(`${product.helpCentre}${place.startsWith('/') ? place : '/desk'}`)
    await page.locator('#desk h1').first().waitFor({ state: 'attached' })
    await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' })
    await page.waitForTimeout(300)
    const shifts = (await page.evaluate('shifts')) as { value: number; moved: string }[]
    const sum = shifts.reduce((all, { value }) => all + value, 0)
    expect(sum, JSON.stringify(shifts)).toBeLessThan(0.01)
    await context.close()
  })
})
