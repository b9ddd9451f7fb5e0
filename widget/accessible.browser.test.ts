import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../e2e/kit/chromium.ts'
import { type Product, startProduct } from '../e2e/kit/product.ts'
import { axeFinds } from './testing/axe.ts'
import { openShop, prepareSite, type Shop, visit } from './testing/shop.ts'

let product: Product
let shop: Shop
let browser: Browser
beforeAll(async () => {
  // Where no mail is set up, no address is asked for.
  product = await startProduct({ env: { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'help@tropa.example' } })
  shop = await openShop(product)
  await prepareSite(product, shop, false)
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await shop?.close()
  await product?.stop()
})

describe('for the keyboard and the screen reader', () => {
  it('opens into the field, closes with Esc and gives the focus back', async () => {
    const { page, launcher, panel, context } = await visit(browser, shop)
    await launcher.focus()
    await page.keyboard.press('Enter')
    await panel.getByRole('searchbox').waitFor()
    const active = 'document.querySelector("firstline-help").shadowRoot.activeElement'
    await expect.poll(() => page.evaluate(`${active}.type`)).toBe('search')
    expect(await launcher.getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'hidden' })
    expect(await page.evaluate(`${active}.className`)).toBe('launcher')
    await context.close()
  })
  it('keeps Tab inside where it covers the whole page', async () => {
    const { page, launcher, panel, context } = await visit(browser, shop, { phone: true })
    await launcher.click()
    await panel.locator('.hit').first().waitFor()
    for (let step = 0; step < 24; step++) {
      await page.keyboard.press(step < 20 ? 'Tab' : 'Shift+Tab')
      expect(await page.evaluate('document.activeElement.localName')).toBe('firstline-help')
    }
    const targets = await panel
      .locator('button:visible, a:visible')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))
    expect(Math.min(...targets)).toBeGreaterThanOrEqual(44)
    const box = await panel.boundingBox()
    expect(box).toEqual({ x: 0, y: 0, width: 390, height: 844 })
    await context.close()
  })
  it.each([
    ['en', false, false],
    ['ru', true, true],
    ['ru', false, true],
    ['en', true, false],
  ] as const)('axe finds nothing: %s, phone %s, dark %s', async (lang, phone, dark) => {
    const { page, launcher, panel, context } = await visit(browser, shop, { lang, phone, dark })
    await launcher.waitFor()
    expect(await axeFinds(page)).toEqual([])
    await launcher.click()
    await panel.locator('.hit').first().waitFor()
    expect(await axeFinds(page)).toEqual([])
    await panel
      .getByRole('searchbox')
      .fill(lang === 'ru' ? 'сколько стоит доставка курьером' : 'how much does courier delivery cost')
    await panel.locator('.best').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await panel.locator('.best').click()
    await panel.locator('.outcome').waitFor()
    expect(await axeFinds(page)).toEqual([])
    await panel.locator('.outcome button').nth(1).click()
    await panel.locator('.chip').first().waitFor()
    expect(await axeFinds(page)).toEqual([])
    await panel.locator('.outcome .primary').click()
    await panel.locator('input[type=email]').waitFor()
    await panel.locator('button[type=submit]').click()
    await panel.locator('[aria-invalid]').first().waitFor()
    expect(await axeFinds(page)).toEqual([])
    await context.close()
  })
  it("holds the shop's colour at AA, whatever it is, in both themes", async () => {
    const { page, launcher, panel, context } = await visit(browser, shop)
    await launcher.click()
    await panel.locator('.hit').first().waitFor()
    const colours = [
      '#ffff00',
      '#00ff00',
      '#ff0000',
      '#0000ff',
      '#ffffff',
      '#000000',
      '#ff69b4',
      '#7f7f7f',
      ...Array.from({ length: 12 }, (_, at) => `oklch(0.7 0.2 ${at * 30})`),
    ]
    for (const theme of ['light', 'dark']) {
      for (const colour of colours) {
        const contrasts = await page.evaluate(
          ([theme, colour]) => {
            const host = document.querySelector<HTMLElement>('firstline-help')!
            host.dataset.theme = theme
            for (const one of ['--brand-accent', '--brand-accent-dark']) host.style.setProperty(one, colour!)
            const painter = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!
            const probe = document.createElement('i')
            host.shadowRoot!.querySelector('.panel')!.append(probe)
            const luminance = (name: string) => {
              probe.style.color = `var(--${name})`
              painter.fillStyle = getComputedStyle(probe).color
              painter.fillRect(0, 0, 1, 1)
              const [r, g, b] = [...painter.getImageData(0, 0, 1, 1).data].map((channel) =>
                channel <= 10 ? channel / 3294.6 : ((channel / 255 + 0.055) / 1.055) ** 2.4,
              )
              return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
            }
            const ratio = (one: string, other: string) => {
              const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b)
              return (high! + 0.05) / (low! + 0.05)
            }
            const found = {
              ink: ratio('accent-ink', 'accent'),
              surface: ratio('accent', 'paper-raised'),
              paper: ratio('accent', 'paper'),
              wash: ratio('accent', 'accent-wash'),
              soft: ratio('ink-soft', 'accent-wash'),
            }
            probe.remove()
            return found
          },
          [theme, colour],
        )
        for (const [pair, ratio] of Object.entries(contrasts))
          expect(ratio, `${theme} ${colour} ${pair}`).toBeGreaterThanOrEqual(4.5)
      }
    }
    await context.close()
  })
  it("writes on the launcher at AA, whatever the shop's colour", async () => {
    const { page, launcher, context } = await visit(browser, shop)
    await launcher.waitFor()
    const colours = [
      '#ffd400',
      '#2b0a4d',
      '#ffffff',
      '#000000',
      '#767676',
      '#e0457b',
      ...[0.5, 0.54, 0.55, 0.56, 0.57, 0.6].flatMap((l) =>
        Array.from({ length: 9 }, (_, at) => `oklch(${l} 0.09 ${at * 40})`),
      ),
    ]
    const ratios = await page.evaluate((all) => {
      const host = document.querySelector<HTMLElement>('firstline-help')!
      const style = getComputedStyle(host.shadowRoot!.querySelector('.launcher')!)
      const painter = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!
      const luminance = (colour: string) => {
        painter.fillStyle = colour
        painter.fillRect(0, 0, 1, 1)
        const [r, g, b] = [...painter.getImageData(0, 0, 1, 1).data].map((channel) =>
          channel <= 10 ? channel / 3294.6 : ((channel / 255 + 0.055) / 1.055) ** 2.4,
        )
        return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!
      }
      return all.map((colour) => {
        host.style.setProperty('--launcher', colour)
        const [low, high] = [luminance(style.color), luminance(style.backgroundColor)].sort((a, b) => a - b)
        return { colour, ratio: (high! + 0.05) / (low! + 0.05) }
      })
    }, colours)
    expect(ratios.filter(({ ratio }) => ratio < 4.5)).toEqual([])
    await context.close()
  })
})
