import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from './kit/chromium.ts'
import { type DeskClient, signIn } from './kit/desk-client.ts'
import { ADMIN, type Product, startProduct } from './kit/product.ts'
import { anOperator } from './kit/operator.ts'
import { violations } from './kit/violations.ts'
import { aVisitor } from './kit/visitor.ts'

const SCREENS = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } } as const
/** Each screen and each theme of each page; both themes on both screens with `AXE=all`. */
const LOOKS = [
  ['desktop', 'light'],
  ['phone', 'dark'],
  ...(process.env.AXE === 'all'
    ? ([
        ['desktop', 'dark'],
        ['phone', 'light'],
      ] as const)
    : []),
] as const

describe('axe finds no violation, on a desktop and a phone, in light and dark', () => {
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

  /** One load serves all: a page follows the screen and the theme of its reader without a reload, as it must for a real one. */
  async function expectNone(page: Page, what: string): Promise<void> {
    for (const [screen, colorScheme] of LOOKS) {
      await page.setViewportSize(SCREENS[screen])
      await page.emulateMedia({ colorScheme })
      expect(await violations(page), `${what} on a ${screen} in ${colorScheme}`).toEqual([])
    }
  }

  /** Two pages at a time: axe keeps one core busy for each. */
  async function inPairs<T>(work: readonly T[], each: (one: T, lane: number) => Promise<void>): Promise<void> {
    const left = [...work]
    const lane = async (number: number) => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) await each(next, number)
    }
    await Promise.all([lane(0), lane(1)])
  }

  it('the help centre, page by page', async () => {
    const lane = () => browser.newContext({ viewport: SCREENS.desktop, bypassCSP: true })
    const lanes = [await lane(), await lane()] as const
    await inPairs(
      [
        '/ru',
        '/en',
        '/ru/delivery',
        '/ru/delivery/delivery-cost',
        '/en/delivery/delivery-cost',
        '/ru/product',
        '/en/product/pereval-3',
        '/en/search?q=refund',
        '/ru/search?q=кайтинг',
        '/ru/nope',
        '/ru/privacy-notice',
        '/desk',
      ],
      async (path, number) => {
        const page = await (lanes[number] as BrowserContext).newPage()
        await page.goto(product.helpCentre + path, { waitUntil: 'networkidle' })
        await expectNone(page, path)
        await page.close()
      },
    )
  }, 900_000)
  it('the desk, place by place', async () => {
    const desk = () => anOperator(browser, product, 'ru', ADMIN, { viewport: SCREENS.desktop, bypassCSP: true })
    const lanes = [await desk(), await desk()] as const
    const { items } = (await (await admin.get('/api/desk/answers?perPage=1')).json()) as { items: { id: string }[] }
    const growth = ['gaps', 'numbers', 'try', 'thresholds', 'synonyms', 'learnt', 'words'].map(
      (part) => `growth/${part}`,
    )
    const places = [
      'inbox/queue',
      'inbox/solved',
      'now',
      'library',
      'library/new',
      `library/${items[0]?.id}`,
      'review',
      ...growth,
      'people',
      'audit',
      'settings',
      'account',
    ]
    await inPairs(places, async (path, lane) => {
      const { page, goTo } = lanes[lane] as (typeof lanes)[0]
      await goTo(`/desk/${path}`)
      await page.locator('#desk-main').waitFor()
      await page.waitForLoadState('networkidle')
      await expect.poll(() => page.locator('[aria-busy=true]').count()).toBe(0)
      await expectNone(page, path)
    })
    const [operator, other] = lanes
    await other.close()
    await operator.page.keyboard.press('Control+Slash')
    await operator.page.getByRole('dialog').waitFor()
    await expectNone(operator.page, 'keys')
    await operator.close()
  }, 900_000)
  it('the widget: search, results, answer, message form', async () => {
    const visitor = await aVisitor(browser, product, 'ru', '/', { bypassCSP: true })
    await visitor.open()
    await visitor.page.waitForTimeout(400)
    await expectNone(visitor.page, 'search')
    await visitor.ask('где мой заказ')
    await visitor.panel
      .getByText(/Где\s+мой\s+заказ/)
      .first()
      .click()
    await visitor.page.waitForTimeout(400)
    await expectNone(visitor.page, 'answer')
    await visitor.toPerson()
    await visitor.page.waitForTimeout(400)
    await expectNone(visitor.page, 'form')
    await visitor.close()
  })
})
