import { existsSync } from 'node:fs'
import { chromium, type Page, type Request } from 'playwright-core'
import { startProduct } from '../start-product.ts'

/** Every request of a stage as the browser received it: bytes of the body over the wire, and of its head. */
export interface Stage {
  requests: { path: string; body: number; head: number }[]
  body: number
  head: number
}

/** What an ordinary visit costs, by the language of the page. */
export interface Visit {
  /** A page of the shop on which nobody touches the launcher. */
  page: Stage
  /** Opened, one question asked, a person wanted: all until the first message is written, the page included. */
  beforeFirstMessage: Stage
}

export const REQUEST_BOUNDS = { page: 3_000, beforeFirstMessage: 28_000 }
const QUESTIONS = { ru: 'сколько стоит доставка', en: 'how much is delivery', de: 'how much is delivery' }
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const QUIET_MS = 1_500

/** A real browser on a real product: whatever the widget asks for is counted, not only what we know of. */
export async function countRequests(): Promise<Record<string, Visit>> {
  const executablePath = PLACES.find((path) => existsSync(path))
  if (!executablePath) throw new Error('Chromium is not installed: apt-get install chromium')
  const product = await startProduct()
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
  const visitIn = async (locale: keyof typeof QUESTIONS): Promise<Visit> => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const shop = `${product.origin}/a-page-of-the-shop`
    await page.route(shop, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: `<!doctype html><html lang="${locale}"><title>A shop</title><script async src="/widget.js" data-site="tropa"></script>`,
      }),
    )
    const asked: Request[] = []
    page.on('request', (request) => request.url() !== shop && asked.push(request))
    await page.goto(shop)
    await page.locator('firstline-help .launcher').waitFor()
    await page.waitForTimeout(QUIET_MS)
    const first = await sum(asked)
    await walkToPerson(page, QUESTIONS[locale])
    await page.waitForTimeout(QUIET_MS)
    const all = await sum(asked)
    await context.close()
    return { page: first, beforeFirstMessage: all }
  }
  try {
    return { ru: await visitIn('ru'), en: await visitIn('en'), de: await visitIn('de') }
  } finally {
    await browser.close()
    await product.stop()
  }
}

async function walkToPerson(page: Page, question: string): Promise<void> {
  const panel = page.locator('firstline-help').getByRole('dialog')
  await page.locator('firstline-help .launcher').click()
  await panel.getByRole('searchbox').fill(question)
  await page.keyboard.press('Enter')
  await panel.locator('.prose, .results').first().waitFor()
  await panel.locator('.person').click()
  await panel.locator('textarea').waitFor()
}

async function sum(asked: readonly Request[]): Promise<Stage> {
  const requests = await Promise.all(
    asked.map(async (request) => {
      const { responseBodySize, responseHeadersSize } = await request.sizes()
      return { path: new URL(request.url()).pathname, body: responseBodySize, head: responseHeadersSize }
    }),
  )
  const total = (part: 'body' | 'head') => requests.reduce((bytes, one) => bytes + one[part], 0)
  return { requests, body: total('body'), head: total('head') }
}

/** What is above its bound, in words. */
export function requestProblems(visits: Record<string, Visit>): string[] {
  return Object.entries(visits).flatMap(([locale, visit]) =>
    (Object.keys(REQUEST_BOUNDS) as (keyof Visit)[])
      .filter((stage) => visit[stage].body > REQUEST_BOUNDS[stage])
      .map(
        (stage) =>
          `${stage} (${locale}): ${visit[stage].body} B in ${visit[stage].requests.length} requests, more than ${REQUEST_BOUNDS[stage]}`,
      ),
  )
}
