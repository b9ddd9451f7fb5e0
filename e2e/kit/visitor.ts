import type { InterfaceLocale } from '#shared'
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import type { Product } from './product.ts'
import { LANGUAGE, widget } from './texts.ts'

const ACTION_TIMEOUT_MS = 60_000

/** Somebody on the demo shop, whose origin is not the help centre's. */
export interface Visitor {
  page: Page
  context: BrowserContext
  locale: InterfaceLocale
  say(key: Parameters<typeof widget>[1]): string
  panel: Locator
  open(): Promise<void>
  ask(question: string): Promise<void>
  /** From the results to a person, up to the field of the first message. */
  toPerson(): Promise<void>
  field(): Locator
  close(): Promise<void>
}

export async function aVisitor(
  browser: Browser,
  product: Product,
  locale: InterfaceLocale,
  at = '/',
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext({
    locale: LANGUAGE[locale],
    timezoneId: 'Europe/Moscow',
    viewport: { width: 1280, height: 900 },
    ...options,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(ACTION_TIMEOUT_MS)
  const say = (key: Parameters<typeof widget>[1]) => widget(locale, key)
  await page.goto(`${product.demoShop}${at}`)
  const panel = page.getByRole('dialog', { name: say('panel.name') })
  const open = async () => {
    if (await panel.isVisible()) return
    await page
      .locator('firstline-launcher, [data-firstline]')
      .first()
      .or(page.getByRole('button', { name: new RegExp(say('panel.name'), 'i') }))
      .first()
      .click()
    await panel.waitFor()
  }
  return {
    page,
    context,
    locale,
    say,
    panel,
    open,
    ask: async (question) => {
      await open()
      const field = panel.getByRole('searchbox').or(panel.getByRole('combobox')).first()
      await field.fill(question)
      await field.press('Enter')
    },
    toPerson: async () => {
      await panel
        .getByRole('button', {
          name: new RegExp(`${say('outcome.person')}|${say('home.person')}|${say('person.leave')}`),
        })
        .first()
        .click()
      await panel.getByRole('textbox').first().waitFor()
    },
    field: () => panel.getByRole('textbox').first(),
    close: () => context.close(),
  }
}
