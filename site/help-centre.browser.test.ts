import { setTimeout as sleep } from 'node:timers/promises'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../e2e/kit/chromium.ts'
import { type DeskClient, signIn } from '../e2e/kit/desk-client.ts'
import { type Product, startProduct } from '../e2e/kit/product.ts'

const PUBLIC_URL = 'https://help.tropa.example'
const VISIBLE_WITHIN_MS = 15_000
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

/** Waits as it is told where a slow machine has used up what one address may have rendered. */
const get = async (path: string, init: RequestInit = {}): Promise<Response> => {
  const response = await fetch(product.helpCentre + path, { redirect: 'manual', ...init })
  if (response.status !== 429) return response
  await sleep(1_000 * Number(response.headers.get('retry-after') ?? 1))
  return get(path, init)
}
const html = async (path: string) => (await get(path)).text()
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match.slice(1))

describe('addresses', () => {
  it.each([
    ['/en', 200],
    ['/ru', 200],
    ['/en/delivery', 200],
    [ANSWER, 200],
    ['/en/product', 200],
    ['/en/product/pereval-3', 200],
    ['/ru/search?q=доставка', 200],
    ['/sitemap.xml', 200],
    ['/robots.txt', 200],
    ['/favicon.svg', 200],
    ['/logo.svg', 200],
    ['/.well-known/security.txt', 200],
    ['/xx', 404],
    ['/en/delivery/nothing-here', 404],
    ['/en/nothing-here', 404],
    ['/en/product/nothing-here', 404],
    ['/a/b/c/d/e', 404],
    ['/en/templates', 404],
  ])('%s answers %i', async (path, status) => {
    expect((await get(encodeURI(path))).status).toBe(status)
  })
  it('lists what is asked most before what is asked seldom', async () => {
    const questions = all(await html('/en/delivery'), /class="answers-question">\s*([^<]+?)\s*</g).flat()
    expect(questions.slice(0, 2)).toEqual([expect.stringMatching(/^How long/), expect.stringMatching(/^How much/)])
    expect(all(await html('/en'), /class="often">.*?<ul[^>]*>(.*?)<\/ul>/gs)[0]?.[0]).toContain(
      '/en/orders/where-is-my-order',
    )
  })
  it('has one form: a slash at the end and a SKU lead to it', async () => {
    expect((await get('/en/delivery/')).headers.get('location')).toBe('/en/delivery')
    expect((await get('/en/product/TR-1101')).headers.get('location')).toBe('/en/product/pereval-3')
  })
  it('leads the bare address to the language of the reader and names both', async () => {
    const response = await get('/', { headers: { 'accept-language': 'en-GB,ru;q=0.4' } })
    expect([response.status, response.headers.get('location'), response.headers.get('vary')]).toEqual([
      302,
      '/en',
      expect.stringContaining('Accept-Language'),
    ])
    expect(await response.text()).toMatch(/href="\/ru".*href="\/en"|href="\/en".*href="\/ru"/)
  })
  it('a missing page offers search in both languages and is not indexed', async () => {
    const text = await html('/en/delivery/nothing-here')
    expect(text).toContain('action="/en/search"')
    expect(text).toContain('lang="ru"')
    expect(text).toContain('content="noindex"')
  })
})

describe('what search engines read', () => {
  it('every answer names its address and its translation by the configured origin, never by Host', async () => {
    const configured = await startProduct({ env: { PUBLIC_URL, DEMO_SHOP: 'off' } })
    try {
      const text = await (
        await fetch(configured.helpCentre + ANSWER, {
          headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' },
        })
      ).text()
      expect(all(text, /<link rel="canonical" href="([^"]+)"/g)).toEqual([[PUBLIC_URL + ANSWER]])
      expect(all(text, /<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"/g).sort()).toEqual([
        ['en', `${PUBLIC_URL}/en/delivery/delivery-cost`],
        ['ru', `${PUBLIC_URL}/ru/delivery/delivery-cost`],
        ['x-default', `${PUBLIC_URL}/ru/delivery/delivery-cost`],
      ])
      expect(text).not.toContain('evil.example')
      expect(text).not.toContain('127.0.0.1')
      const sitemap = await (await fetch(`${configured.helpCentre}/sitemap.xml`)).text()
      expect(all(sitemap, /<loc>([^<]+)</g).length).toBeGreaterThan(250)
      expect(all(sitemap, /<loc>([^<]+)</g).filter(([url]) => !url?.startsWith(PUBLIC_URL))).toEqual([])
    } finally {
      await configured.stop()
    }
  })
  it('every page that may be shared has a picture of its own, drawn once', async () => {
    for (const path of ['/en', '/ru/delivery', ANSWER, '/ru/product', '/ru/product/pereval-3']) {
      const [[picture = ''] = []] = all(await html(path), /<meta property="og:image" content="([^"]+)"/g)
      expect(picture).toBe(`${new URL(picture).origin}/og${path}.png`)
      const drawn = await get(new URL(picture).pathname)
      expect([drawn.status, drawn.headers.get('content-type')], path).toEqual([200, 'image/png'])
      const size = Buffer.from(await drawn.arrayBuffer()).subarray(16, 24)
      expect([size.readUInt32BE(0), size.readUInt32BE(4)]).toEqual([1200, 630])
      expect((await get(new URL(picture).pathname)).headers.get('x-astro-cache')).toBe('HIT')
    }
    for (const path of ['/og/en/delivery/nothing-here.png', '/og/en/templates.png', '/og/xx.png', '/og/en/a/b/c.png'])
      expect((await get(path)).status, path).toBe(404)
    expect((await get('/og/en.png?a=1')).headers.get('x-astro-cache'), 'what no page reads draws nothing').toBe('HIT')
  })
  it('structured data parses and says what the page is', async () => {
    const types = async (path: string) =>
      all(await html(path), /<script type="application\/ld\+json">(.+?)<\/script>/gs).flatMap(([json = '']) =>
        JSON.parse(json)['@graph'].map((node: { '@type': string }) => node['@type']),
      )
    expect(await types(ANSWER)).toEqual(['FAQPage', 'BreadcrumbList'])
    expect(await types('/ru/product/pereval-3')).toEqual(['Product', 'BreadcrumbList', 'FAQPage'])
    expect(await types('/en')).toEqual(['WebSite'])
  })
})

describe('safety of pages', () => {
  it('runs on an answer the widget’s loader and what is built with the site, and nothing inline', async () => {
    for (const path of [ANSWER, '/ru/delivery/delivery-cost']) {
      const scripts = all(await html(path), /<script(?![^>]*application\/ld\+json)([^>]*)>([^<]*)/g)
      expect(scripts.map(([, inline]) => inline).join('')).toBe('')
      const others = scripts.filter(([facts]) => !/type="module" src="\/_assets\/[\w.-]+\.js"/.test(facts!))
      expect(others).toHaveLength(1)
      expect(others[0]?.[0]).toMatch(/async src="\/widget\.js" data-site="tropa" data-locale="(en|ru)"/)
    }
  })
  it('carries a policy without unsafe-inline on found, missing and searched pages', async () => {
    for (const path of [ANSWER, '/nope/nope', '/en/search?q=tent']) {
      const { headers } = await get(path)
      expect(headers.get('content-security-policy'), path).toMatch(
        /default-src 'none'; script-src 'self'; style-src 'self' 'sha256-[\w+/=]+'; .*frame-ancestors 'none'/,
      )
      expect(headers.get('content-security-policy'), path).not.toContain('unsafe')
      expect(headers.get('x-content-type-options'), path).toBe('nosniff')
      expect(headers.get('referrer-policy'), path).toBe('strict-origin-when-cross-origin')
    }
  })
  it('shows a query as text, in every place where it stands', async () => {
    const query = '"><script>alert(1)</script><img src=x onerror=alert(1)>\'</title>'
    const page = await browser.newPage()
    page.on('dialog', () => {
      throw new Error('the query ran')
    })
    await page.goto(`${product.helpCentre}/en/search?q=${encodeURIComponent(query)}`, { waitUntil: 'networkidle' })
    expect(await page.locator('.search input').inputValue()).toBe(query)
    expect(await page.title()).toBe(`“${query}” · Tropa Help`)
    expect(await page.locator('meta[property="og:title"]').getAttribute('content')).toBe(`“${query}” · Tropa Help`)
    expect(await page.evaluate(() => document.querySelectorAll('img[src="x"], script:not([src])').length)).toBe(0)
    await page.close()
  })
  it('says of privacy that nothing is sent elsewhere to be understood, where no service is named', async () => {
    const said = await html('/en/privacy-notice')
    expect(said).toContain('Conversations and searches')
    expect(said).not.toContain('is sent to the service')
  })
  it('answers nothing but GET and HEAD, and no part of Astro that is unused', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) expect((await get('/en', { method })).status, method).toBe(405)
    for (const path of ['/_image?href=/x', '/_server-islands/X', '/_actions/x'])
      expect((await get(path)).status, path).toBe(404)
  })
})

describe('the route cache', () => {
  const cacheState = async (path: string) => (await get(path)).headers.get('x-astro-cache')

  it('keeps pages that are the same for everybody and no others', async () => {
    await get('/en/payment')
    expect(await cacheState('/en/payment')).toBe('HIT')
    await get('/en/search?q=tent')
    expect(await cacheState('/en/search?q=tent')).toBeNull()
  })

  it('shows an approved wording on its page, in its category and in the search within a second', async () => {
    const desk: DeskClient = await signIn(product)
    const found = (await (
      await desk.get('/api/desk/answers?locale=en&category=payment&state=published&page=1&perPage=50')
    ).json()) as { items: { id: string; slug: string; revision: number }[] }
    const answer = found.items[0]
    if (!answer) throw new Error('no payment answers')
    const path = `/en/payment/${answer.slug}`
    await html(path)
    await html('/en/payment')
    expect(await cacheState(path)).toBe('HIT')
    const question = 'Can I pay with seashells at the harbour?'
    const step = async (method: string, action: string, body: object) => {
      const response = await desk.send(method, `/api/desk/answers/${answer.id}${action}`, body)
      expect(response.status, await response.clone().text()).toBe(200)
    }
    await step('PATCH', '', { patch: { question }, expectedRevision: answer.revision })
    await step('POST', '/submit', {})
    expect(await html(path)).not.toContain('seashells')
    const approvedAt = performance.now()
    await step('POST', '/approve', {})
    for (const page of [path, '/en/payment', `/en/search?q=${encodeURIComponent(question)}`]) {
      while (!(await html(page)).includes('seashells')) {
        if (performance.now() - approvedAt > VISIBLE_WITHIN_MS) throw new Error(`${page} still shows the old wording`)
        await new Promise((later) => setTimeout(later, 20))
      }
    }
  })
})

describe('the shop’s brand', () => {
  it('shows a new colour on every page at once', async () => {
    const desk = await signIn(product)
    const before = (await (await desk.get('/api/desk/site')).json()) as { brand: object } & Record<string, unknown>
    await html(ANSWER)
    const { brand, greeting, mail, origins, timeZone, hours, holidays, targets } = before
    const changed = await desk.send('PUT', '/api/desk/site', {
      brand: { ...brand, color: '#7a1fa2' },
      greeting,
      mail,
      origins,
      timeZone,
      hours,
      holidays,
      targets,
    })
    expect(changed.status, await changed.text()).toBe(200)
    const changedAt = performance.now()
    for (const path of [ANSWER, '/en', '/favicon.svg']) {
      while (!(await html(path)).includes('#7a1fa2')) {
        if (performance.now() - changedAt > VISIBLE_WITHIN_MS) throw new Error(`${path} keeps the old colour`)
        await new Promise((later) => setTimeout(later, 20))
      }
    }
    const page = await browser.newPage({ colorScheme: 'light' })
    await page.goto(`${product.helpCentre}/en`)
    // Purple, as painted: more red and blue than green.
    const [red = 0, green = 0, blue = 0] = await page.locator('.search .button-main').evaluate((button) => {
      const painter = new OffscreenCanvas(1, 1).getContext('2d')
      if (!painter) return []
      painter.fillStyle = getComputedStyle(button).backgroundColor
      painter.fillRect(0, 0, 1, 1)
      return [...painter.getImageData(0, 0, 1, 1).data]
    })
    expect(Math.min(red, blue)).toBeGreaterThan(green + 50)
    await page.close()
  })
})

describe('without JavaScript', () => {
  it('a reader searches, opens the answer, says it did not help and is thanked in place', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false, locale: 'en-GB' })
    await page.goto(`${product.helpCentre}/en`)
    await page.locator('.search input').fill('how much is delivry')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/en\/search\?q=/)
    await page.getByRole('link', { name: 'How much does delivery cost?' }).first().click()
    await page.waitForURL(/delivery-cost$/)
    await page.getByRole('button', { name: 'No', exact: true }).click()
    await page.waitForURL(/delivery-cost#not-helped$/)
    await page.getByRole('button', { name: 'It’s unclear' }).click()
    await page.waitForURL(/delivery-cost#noted$/)
    const thanks = page.getByText('Thanks for letting us know.')
    const box = await thanks.boundingBox()
    expect(box && box.y < 900 && box.y >= 0).toBe(true)
    expect(await page.getByText('Did this help?').isVisible()).toBe(false)
    await page.close()
  })
  it('the language switch keeps the page', async () => {
    const page = await browser.newPage({ javaScriptEnabled: false })
    await page.goto(product.helpCentre + ANSWER)
    await page.getByRole('link', { name: 'Русский' }).click()
    expect(new URL(page.url()).pathname).toBe('/ru/delivery/delivery-cost')
    await page.close()
  })
})

describe('in the browser', () => {
  const PAGES = [
    '/en',
    '/ru/delivery',
    ANSWER,
    '/ru/product',
    '/en/product/pereval-3',
    '/en/search?q=delivery',
    '/ru/search?q=космический+скафандр',
    '/en/nothing/here',
  ]

  it.each([
    ['light', 1280],
    ['dark', 360],
  ] as const)('has no sideways scroll and breaks no policy: %s, %i px', async (colorScheme, width) => {
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme })
    for (const path of PAGES) {
      const page = await context.newPage()
      const complaints: string[] = []
      page.on(
        'console',
        (message) =>
          message.type() === 'error' && !/status of 404/.test(message.text()) && complaints.push(message.text()),
      )
      page.on('pageerror', (error) => complaints.push(error.message))
      await page.goto(product.helpCentre + path, { waitUntil: 'networkidle' })
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
        path,
      ).toBe(0)
      expect(complaints, path).toEqual([])
      await page.close()
    }
    await context.close()
  })

  it('leads to a person in one click from every kind of page, and says when somebody answers', async () => {
    const page = await browser.newPage()
    for (const path of ['/en', '/en/delivery', ANSWER, '/en/product', '/en/product/pereval-3', '/en/nothing/here']) {
      await page.goto(product.helpCentre + path)
      expect(await page.locator('.person-now').textContent(), path).toMatch(
        /We answer|We’ll be back|[Oo]ur hours|^\s*Open (?:today|around)/,
      )
      await page.waitForFunction(
        () =>
          (window as unknown as { Firstline?: { getStatus?(): { ready: boolean } } }).Firstline?.getStatus?.().ready,
      )
      await page.getByRole('link', { name: 'Contact us' }).first().click()
      await page.getByRole('dialog').getByText('Leave a message').first().waitFor()
    }
    await page.close()
  })
  it('opens the chat from a search that found nothing, and the question comes along', async () => {
    const page = await browser.newPage()
    await page.goto(`${product.helpCentre}/en/search?q=asdf+qwer`)
    await page.getByRole('button', { name: 'Start a chat' }).click()
    await page.waitForFunction(
      () => (window as unknown as { Firstline?: { getStatus?(): { open: boolean } } }).Firstline?.getStatus?.().open,
    )
    await expect.poll(() => page.getByLabel('Your message').inputValue()).toBe('asdf qwer')
    await page.close()
  })

  it('gives a finger 44 pixels wherever it may tap', async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
    const page = await context.newPage()
    for (const path of [...PAGES, '/ru/products']) {
      await page.goto(product.helpCentre + path, { waitUntil: 'networkidle' })
      const small = await page.evaluate(() =>
        // Links inside a text are read, not aimed at; what is hidden from sight is not tapped.
        [...document.querySelectorAll<HTMLElement>('a, button, summary, input, textarea')]
          .filter((one) => !one.closest('.prose, .skip'))
          .map((one) => ({ box: one.getBoundingClientRect(), text: one.textContent?.trim() }))
          .filter(({ box }) => box.width > 1 && box.height < 44)
          .map(({ box, text }) => `${Math.round(box.height)} ${text}`),
      )
      expect(small, path).toEqual([])
    }
    await context.close()
  })

  it('does not move while it loads', async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
    await page.addInitScript(() => {
      const shifts: number[] = []
      Object.assign(window, { shifts })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value)
      }).observe({ type: 'layout-shift', buffered: true })
    })
    for (const path of ['/ru', '/ru/delivery/delivery-cost', '/en/search?q=delivery']) {
      await page.goto(product.helpCentre + path, { waitUntil: 'networkidle' })
      const shifted = await page.evaluate(() =>
        (window as unknown as { shifts: number[] }).shifts.reduce((sum, value) => sum + value, 0),
      )
      expect(shifted, path).toBeLessThan(0.01)
    }
    await page.close()
  })
})
