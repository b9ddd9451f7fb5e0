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

const STUB = 'window.Firstline=window.Firstline||function(){(Firstline.q=Firstline.q||[]).push(arguments)};'

describe('on a page of another origin with a strict policy', () => {
  it('works under a nonce and Trusted Types, and the browser complains about nothing', async () => {
    const { page, launcher, panel, complaints, context } = await visit(browser, shop)
    await launcher.click()
    await panel.getByRole('searchbox').fill('how much is delivry')
    await panel.getByText(/Showing answers for “how much is delivery”/).waitFor()
    await page.keyboard.press('Enter')
    await panel.getByRole('heading', { name: 'How much does delivery cost?' }).waitFor()
    await panel.getByRole('table').waitFor()
    await panel.getByRole('button', { name: 'Back', exact: true }).click()
    await panel.getByText('The answer we found').waitFor()
    expect(await complaints()).toEqual([])
    await context.close()
  })
  it('leaves one name on the page, and nothing stored before first use', async () => {
    const plain = await browser.newPage()
    await plain.goto(`${shop.origin}/?parts=${encodeURIComponent(JSON.stringify({ attributes: 'data-nothing' }))}`)
    const { page, launcher, panel, context } = await visit(browser, shop)
    await launcher.click()
    await panel.getByRole('searchbox').waitFor()
    const names = 'Object.getOwnPropertyNames(window).filter((name)=>!/^(\\d+|event|violations)$/.test(name)).sort()'
    const before = new Set((await plain.evaluate(names)) as string[])
    expect(((await page.evaluate(names)) as string[]).filter((name) => !before.has(name))).toEqual([])
    expect(await page.evaluate('Object.keys(window.Firstline).length')).toBeGreaterThan(15)
    expect(await page.evaluate('[localStorage.length, sessionStorage.length, document.cookie]')).toEqual([0, 0, ''])
    expect(await context.cookies()).toEqual([])
    await plain.close()
    await context.close()
  })
  it("is not touched by the page's own styles, and draws no window by itself", async () => {
    const { page, launcher, panel, context } = await visit(browser, shop, { rude: true })
    await launcher.waitFor()
    expect(await panel.count()).toBe(0)
    const box = await launcher.boundingBox()
    expect([box?.width, box?.height]).toEqual([56, 56])
    expect(1280 - box!.x - box!.width).toBe(20)
    await page.waitForTimeout(300)
    expect(await panel.count()).toBe(0)
    await context.close()
  })
})

describe('the answer in the panel', () => {
  it('never becomes more than its words and links, whatever the network sends', async () => {
    const { page, launcher, panel, context } = await visit(browser, shop, { lenient: true })
    await page.route('**/api/answers/*', async (route) => {
      if (route.request().method() !== 'GET') return route.continue()
      const answered = await route.fetch()
      const html = `<p onclick="hit()">fine <b>strong</b></p><script>hit()</script><img src="https://evil.example/x" onerror="hit()"><a href="javascript:hit()">bad link</a><a href="https://ok.example/x" onmouseover="hit()">good link</a>
<iframe srcdoc="<script>parent.hit()</script>"></iframe><svg onload="hit()"><a xlink:href="javascript:hit()">s</a></svg><form action="https://evil.example"><input name=q><button>go</button></form><style>*{display:none}</style><xmp><img src=x onerror=hit()></xmp>`
      await route.fulfill({ response: answered, json: { ...(await answered.json()), html } })
    })
    await page.evaluate('window.hits=0;window.hit=function(){hits++}')
    await launcher.click()
    await panel.locator('.hit').first().click()
    await panel.getByText('fine strong').click()
    expect(await page.evaluate('hits')).toBe(0)
    const made = await panel
      .locator('.prose')
      .evaluate((prose) => [...new Set([...prose.querySelectorAll('*')].map((one) => one.localName))].sort())
    expect(made).toEqual(['a', 'b', 'p', 'span'])
    expect(
      await panel
        .locator('.prose a')
        .evaluateAll((links) => links.map((link) => [link.getAttribute('href'), link.getAttribute('rel')])),
    ).toEqual([['https://ok.example/x', 'noopener noreferrer']])
    await context.close()
  })
  it('asks whether it helped, counts a no at once, then its reason, and offers a person', async () => {
    const { page, launcher, panel, context } = await visit(browser, shop)
    const posted: unknown[] = []
    page.on('request', (request) => request.url().endsWith('/outcome') && posted.push(request.postDataJSON()))
    await launcher.click()
    await panel.locator('.hit').first().click()
    await panel.getByRole('button', { name: 'No', exact: true }).click()
    await expect.poll(() => posted).toEqual([{ site: 'tropa', locale: 'en', helped: false }])
    const reason = panel.getByRole('button', { name: 'It’s wrong' })
    const { y, height } = (await reason.boundingBox())!
    const view = (await panel.locator('.scroll').boundingBox())!
    expect(y + height).toBeLessThanOrEqual(view.y + view.height)
    await reason.click()
    await panel.getByText('Thanks for letting us know.').waitFor()
    await panel.getByRole('button', { name: 'Contact support' }).click()
    await panel.getByLabel('Your email').waitFor()
    expect(posted.slice(1)).toEqual([{ site: 'tropa', locale: 'en', helped: false, reason: 'incorrect' }])
    await context.close()
  })
  it('opens the answers it links to in place, and Back returns', async () => {
    const { page, launcher, panel, context } = await visit(browser, shop)
    await launcher.click()
    const id = await page.evaluate(
      `fetch('${product.helpCentre}/api/search?q=do+you+deliver+abroad&site=tropa&locale=en').then(r=>r.json()).then(r=>r.hits[0].id)`,
    )
    await page.evaluate(`Firstline.openAnswer(${JSON.stringify(id)})`)
    await panel.locator('.prose a').first().click()
    await panel.getByRole('heading', { level: 1 }).filter({ hasNotText: 'abroad' }).waitFor()
    expect(context.pages().length).toBe(1)
    await panel.getByRole('button', { name: 'Back', exact: true }).click()
    await panel.getByRole('heading', { name: 'Do you deliver abroad?' }).waitFor()
    await context.close()
  })
})

describe('the message form', () => {
  it('works where no socket does, keeps what was written when the network fails, and says when and where the answer comes', async () => {
    const { page, launcher, panel, context } = await visit(browser, shop)
    await page.routeWebSocket(/./, (socket) => socket.close())
    await launcher.click()
    await panel.getByRole('button', { name: 'Leave a message' }).click()
    await panel.getByText('Opening hours').click()
    await panel.getByText('Every day').waitFor()
    await panel.getByLabel('Your message').fill('Where is T-104512?')
    await panel.getByRole('button', { name: 'Send' }).click()
    await panel.getByText(/Enter\s+an\s+email/).waitFor()
    await panel.getByLabel('Your email').fill('anna@mail.example')
    let sent = 0
    await page.route('**/api/conversations', async (route) => {
      if (route.request().method() !== 'POST' || sent++ > 0) return route.continue()
      // It arrives; only the answer is lost.
      await route.fetch()
      await route.abort()
    })
    await panel.getByRole('button', { name: 'Send' }).click()
    await panel.getByText(/Not\s+sent\.\s+Your\s+text\s+is\s+saved/).waitFor()
    expect(await panel.getByLabel('Your message').inputValue()).toBe('Where is T-104512?')
    await panel.getByRole('button', { name: 'Send' }).click()
    await panel.getByText('We’ll reply to anna@mail.example.').waitFor()
    expect(await panel.locator('.bubble').allInnerTexts()).toEqual(['Where is T-104512?'])
    expect(await axeFinds(page)).toEqual([])
    await context.close()
  })
})

describe("the page's own calls", () => {
  it('wait in a queue, in any order before init, and are done', async () => {
    const { page, panel, context } = await visit(browser, shop, {
      attributes: '',
      script: `${STUB}window.heard=[];Firstline('on','ready',function(){heard.push('ready')});Firstline('on','search',function(e){heard.push(e.verdict)});Firstline('once','opened',function(){heard.push('opened')});document.addEventListener('firstline:answer',function(e){heard.push(e.detail.question)});Firstline('search','how much is delivery');Firstline('init',{site:'tropa',locale:'en',color:'#7a1fa2'})`,
    })
    await panel.getByText('The answer we found').waitFor()
    await panel.locator('.best').click()
    await panel.getByRole('heading', { name: 'How much does delivery cost?' }).waitFor()
    expect(await page.evaluate('heard')).toEqual(['ready', 'opened', 'answer', 'How much does delivery cost?'])
    expect(await page.evaluate('Firstline.getStatus()')).toMatchObject({
      ready: true,
      open: true,
      unread: 0,
      online: false,
      conversation: null,
      locale: 'en',
    })
    await context.close()
  })
  it('open one answer, change the language, close, hide, and end listening', async () => {
    const { page, panel, launcher, context } = await visit(browser, shop)
    await launcher.waitFor()
    await page.evaluate(
      `window.heard=0;window.stop=Firstline.on('closed',function(){heard++});window.named=function(){heard+=10};Firstline.on('closed',named);Firstline('open')`,
    )
    await panel.locator('.hit').first().waitFor()
    const id = await page.evaluate(
      `fetch('${product.helpCentre}/api/search?q=delivery&site=tropa&locale=en').then(r=>r.json()).then(r=>r.hits[0].id)`,
    )
    await page.evaluate(`Firstline('openArticle', ${JSON.stringify(id)})`)
    await panel.getByText('Did this help?').waitFor()
    await page.evaluate(`Firstline('setLocale','ru')`)
    await panel.getByText('Оставить сообщение').waitFor()
    await page.evaluate(`Firstline('close')`)
    await panel.waitFor({ state: 'hidden' })
    expect(await page.evaluate('heard')).toBe(11)
    await page.evaluate(`stop();Firstline.off('closed',named);Firstline.toggle();Firstline.toggle();Firstline.hide()`)
    expect(await page.evaluate('heard')).toBe(11)
    await launcher.waitFor({ state: 'hidden' })
    await page.evaluate('Firstline.show()')
    await launcher.waitFor()
    await context.close()
  })
  it('show the answers the page suggests, and name the product', async () => {
    const { page, panel, launcher, context } = await visit(browser, shop, {
      body: '<script type="application/ld+json">{"@graph":[{"@type":"Product","sku":"TR-1101","name":"Pereval 3"}]}</script>'.replace(
        '<script',
        '<script nonce="bm9uY2U"',
      ),
    })
    const asked: string[] = []
    page.on('request', (request) => request.url().includes('/api/search') && asked.push(request.url()))
    const ids = await page.evaluate(
      `fetch('${product.helpCentre}/api/search?q=return&site=tropa&locale=en').then(r=>r.json()).then(r=>r.hits.slice(0,2).map(h=>h.id))`,
    )
    await page.evaluate(`Firstline.suggest(${JSON.stringify(ids)})`)
    await launcher.click()
    await panel.getByText('These may help').waitFor()
    expect(await panel.locator('.hit').count()).toBe(2)
    await panel.getByRole('searchbox').fill('how to wash it')
    await panel.locator('.results').waitFor()
    expect(asked.some((url) => url.includes('product=TR-1101') && url.includes('typing=1'))).toBe(true)
    await context.close()
  })
  it('take everything away', async () => {
    const { page, launcher, context } = await visit(browser, shop)
    await launcher.click()
    await page.evaluate('Firstline.destroy()')
    expect(await page.evaluate('[typeof window.Firstline, document.querySelector("firstline-help")]')).toEqual([
      'undefined',
      null,
    ])
    await context.close()
  })
  it('are not needed: any link of the page may lead to a person, with the question it knows', async () => {
    const { page, panel, context } = await visit(browser, shop, {
      body: '<a href="mailto:help@tropa.example" data-firstline="person" data-question="Is it in stock?"><b>Ask us</b></a>',
    })
    await page.locator('firstline-help').waitFor({ state: 'attached' })
    await page.getByText('Ask us').click()
    await expect.poll(() => panel.getByLabel('Your message').inputValue()).toBe('Is it in stock?')
    await context.close()
  })
  it('reach the analytics of the page by name, without what was asked', async () => {
    const script =
      'window.goals=[];window.dataLayer=[];window.ym=function(){goals.push([].slice.call(arguments).join())}'
    const { page, launcher, panel, context } = await visit(browser, shop, {
      script,
      attributes: 'data-site="tropa" data-ym="4217"',
    })
    await launcher.click()
    await panel.getByRole('searchbox').fill('how much is delivery')
    await panel.locator('.results .hit').first().click()
    await panel.getByText('Did this help?').waitFor()
    const names = ['firstline_opened', 'firstline_answer']
    await expect
      .poll(() => page.evaluate('goals'), { timeout: 15_000 })
      .toEqual(names.map((name) => `4217,reachGoal,${name}`))
    expect(await page.evaluate('dataLayer')).toEqual(names.map((event) => ({ event })))
    await context.close()
  })
  it('find the counters of the page by themselves, and tell nothing of what is not unread', async () => {
    const script = `window.goals=[];window.heard=[];window.yaCounter77={};
      window.ym=function(){goals.push([].slice.call(arguments).join())};ym.a=[[77,'init'],[88,'init']];
      window.gtag=function(){goals.push([].slice.call(arguments).join())};
      document.addEventListener('firstline:unread',function(event){heard.push(event.detail.count)})`
    const { page, launcher, panel, context } = await visit(browser, shop, { script })
    await launcher.click()
    await panel.getByRole('button', { name: 'Leave a message' }).click()
    await panel.getByLabel('Your message').fill('Is it in stock?')
    await panel.getByLabel('Your email').fill('anna@mail.example')
    await panel.getByRole('button', { name: 'Send' }).click()
    await expect.poll(() => page.evaluate('goals.length'), { timeout: 15_000 }).toBeGreaterThanOrEqual(6)
    const goals = (await page.evaluate('goals')) as string[]
    const of = (name: string) => [
      `event,firstline_${name}`,
      `77,reachGoal,firstline_${name}`,
      `88,reachGoal,firstline_${name}`,
    ]
    expect(goals.slice(0, 6)).toEqual([...of('opened'), ...of('escalated')])
    expect(goals.filter((one) => one.includes('unread'))).toEqual([])
    expect(await page.evaluate('heard')).toEqual([])
    await context.close()
  })
  it('forget the product of the tag once a router shows another page', async () => {
    const { page, launcher, panel, context } = await visit(browser, shop, {
      attributes: 'data-site="tropa" data-product="TR-1101"',
    })
    const contexts: (string | null)[] = []
    page.on(
      'request',
      (request) =>
        request.url().includes('/api/widget/context') &&
        contexts.push(new URL(request.url()).searchParams.get('product')),
    )
    await launcher.click()
    await panel.locator('.hit').first().waitFor()
    expect(contexts.at(-1)).toBe('TR-1101')
    await page.evaluate(`history.pushState({}, '', '/elsewhere')`)
    await expect.poll(() => contexts.at(-1)).toBe(null)
    await page.evaluate(`Firstline('setProduct', 'TR-1201')`)
    await expect.poll(() => contexts.at(-1)).toBe('TR-1201')
    await context.close()
  })
  it('survive a client-side router that replaces the body', async () => {
    const { page, launcher, panel, context } = await visit(browser, shop)
    await launcher.click()
    await panel.getByRole('searchbox').fill('delivery')
    await page.evaluate(
      `(function(){var b=document.createElement('body');b.append('Another page');document.body.replaceWith(b);document.dispatchEvent(new Event('astro:after-swap'))})()`,
    )
    await panel.waitFor()
    expect(await panel.getByRole('searchbox').inputValue()).toBe('delivery')
    expect(await page.locator('firstline-help').count()).toBe(1)
    await context.close()
  })
})
