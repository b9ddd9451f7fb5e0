import type { InterfaceLocale } from '#shared'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import type { Product } from './product.ts'
import { desk, LANGUAGE } from './texts.ts'

const ACTION_TIMEOUT_MS = 60_000

/** Somebody at the desk, in a browser of their own. */
export interface Operator {
  page: Page
  context: BrowserContext
  say(key: Parameters<typeof desk>[1]): string
  goTo(path: string): Promise<void>
  available(): Promise<void>
  accept(): Promise<void>
  reply(text: string): Promise<void>
  close(): Promise<void>
}

export async function anOperator(
  browser: Browser,
  product: Product,
  locale: InterfaceLocale,
  { email, password }: { email: string; password: string },
  options: BrowserContextOptions = {},
): Promise<Operator> {
  const context = await browser.newContext({
    locale: LANGUAGE[locale],
    viewport: { width: 1440, height: 900 },
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(ACTION_TIMEOUT_MS)
  const say = (key: Parameters<typeof desk>[1]) => desk(locale, key)
  await page.goto(`${product.helpCentre}/desk`)
  await page.locator('input[type=email]').fill(email)
  await page.locator('input[type=password]').fill(password)
  await page.keyboard.press('Enter')
  await page.getByRole('switch', { name: say('presence.label') }).waitFor()
  return {
    page,
    context,
    say,
    goTo: async (path) => {
      await page.goto(product.helpCentre + path)
    },
    available: async () => {
      const toggle = page.getByRole('switch', { name: say('presence.label') })
      if ((await toggle.getAttribute('aria-checked')) !== 'true') await toggle.click()
      await page.locator('[role=switch][aria-checked=true]').waitFor()
    },
    accept: async () => {
      await page
        .getByRole('button', { name: say('offers.accept') })
        .first()
        .click()
      await page.getByRole('textbox', { name: say('composer.replyLabel') }).waitFor()
    },
    reply: async (text) => {
      const field = page.getByRole('textbox', { name: say('composer.replyLabel') })
      await field.fill(text)
      await page.getByRole('button', { name: say('composer.send'), exact: true }).click()
    },
    close: () => context.close(),
  }
}
