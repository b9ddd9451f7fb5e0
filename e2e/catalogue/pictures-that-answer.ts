import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { expect } from 'vitest'

const SOON = { timeout: 30_000 }

/** Of a product whose pictures lie with two hosts: one of them answers, then none does. */
export async function picturesThatAnswer(browser: Browser, address: string): Promise<void> {
  const page = await browser.newPage()
  const body = await sharp({ create: { width: 80, height: 80, channels: 3, background: '#17694d' } })
    .png()
    .toBuffer()
  await page.route('https://cdn.tropa.example/**', (route) => route.fulfill({ contentType: 'image/png', body }))
  await page.route('https://img.tropa.example/**', (route) => route.abort())
  await page.goto(address)
  const pictures = page.locator('.product-pictures img')
  await expect.poll(() => pictures.count(), SOON).toBe(1)
  const width = () => pictures.evaluate((one: HTMLImageElement) => one.naturalWidth)
  await expect.poll(width, SOON).toBe(80)
  await page.unrouteAll()
  await page.route('https://*.tropa.example/**', (route) => route.abort())
  await page.reload()
  await page.locator('.product-pictures').waitFor({ state: 'detached' })
  await page.close()
}
