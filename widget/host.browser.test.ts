import { createHmac } from 'node:crypto'
import { assert, asyncProperty } from 'fast-check'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium } from '../e2e/kit/chromium.ts'
import type { DeskClient } from '../e2e/kit/desk-client.ts'
import { hostCalls } from '../e2e/fuzz/host-calls.ts'
import { runs } from '../e2e/fuzz/runs.ts'
import { type Product, startProduct } from '../e2e/kit/product.ts'
import { anOperator } from './testing/desk.ts'
import { openShop, prepareSite, type Shop, visit } from './testing/shop.ts'

let product: Product
let shop: Shop
let stranger: Shop
let browser: Browser
let admin: DeskClient
beforeAll(async () => {
  // Where no mail is set up, no address is asked for.
  product = await startProduct({ env: { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'help@tropa.example' } })
  shop = await openShop(product)
  stranger = await openShop(product)
  admin = await prepareSite(product, shop, false)
  browser = await launchChromium()
})
afterAll(async () => {
  await browser?.close()
  await shop?.close()
  await stranger?.close()
  await product?.stop()
})

/** Keeps what the widget says in the page's console. */
const LISTEN = 'window.said=[];(function(){var w=console.warn;console.warn=function(t){said.push(t);w(t)}})();'

/** What goes wrong in a page, whoever did it. */
const FAULTS =
  'window.faults=[];addEventListener("error",e=>faults.push(String(e.message)));addEventListener("unhandledrejection",e=>faults.push(String(e.reason)));'
const QUEUE = 'window.Firstline=window.Firstline||function(){(Firstline.q=Firstline.q||[]).push(arguments)};'
/** Calls, each on its own: what one throws is told, and the next is made. */
const tried = (calls: readonly string[]) =>
  calls
    .map((call) => `try{${call}}catch(e){faults.push(${JSON.stringify(call.slice(0, 300))}+" throws "+e)}`)
    .join(';')
    // In a page it stands between tags.
    .replaceAll('</', '<\\/')
const CALLED = 160
const EACH = 20

describe('what the page gets wrong', () => {
  it.each([
    ['a site nobody knows', 'data-site="trpoa"', false],
    ['no site', 'data-site=" "', false],
    ['an origin the site does not allow', 'data-site="tropa"', true],
  ])('is said in one plain line, and no dead launcher stands there: %s', async (_, attributes, foreign) => {
    const { page, launcher, context } = await visit(browser, foreign ? stranger : shop, { attributes, script: LISTEN })
    await expect.poll(() => page.evaluate('said')).toEqual([expect.stringMatching(/^Firstline: no site .*Desk → Site/)])
    expect(await launcher.count()).toBe(0)
    // The page's own calls must not break the page.
    await page.evaluate(`Firstline('open')`)
    await context.close()
  })
  it('is said also where the launcher stood already', async () => {
    // A page that says nowhere where it is gets the loader; what it may not ask is told when it asks.
    const attributes = 'data-site="tropa" referrerpolicy="no-referrer"'
    const { page, launcher, context } = await visit(browser, stranger, { attributes, script: LISTEN })
    await launcher.click()
    await expect
      .poll(() => page.evaluate('said'))
      .toEqual([expect.stringMatching(/no site “tropa” for http.*Desk → Site/)])
    await expect.poll(() => launcher.count()).toBe(0)
    await context.close()
  })
  it('is said of a verb, a language and an answer that are not there', async () => {
    const { page, launcher, panel, context } = await visit(browser, shop, { script: LISTEN })
    await launcher.waitFor()
    await page.evaluate(`Firstline('opne')`)
    await page.evaluate(`Firstline('open')`)
    await panel.locator('.hit').first().waitFor()
    await page.evaluate(`Firstline('setLocale','xx')`)
    await page.evaluate(`Firstline('openAnswer','ans_01JZZZZZZZZZZZZZZZZZZZZZZZ')`)
    await expect.poll(() => page.evaluate('said.length')).toBe(3)
    expect(await page.evaluate('said')).toEqual([
      'Firstline: no verb “opne”.',
      'Firstline: no texts in “xx”.',
      'Firstline: no answer “ans_01JZZZZZZZZZZZZZZZZZZZZZZZ”.',
    ])
    await panel.getByRole('searchbox').waitFor()
    await context.close()
  })
})

describe('calls nobody meant', () => {
  it('break nothing of the page: none throws, none is lost in an error, and the widget still answers', async () => {
    const { numRuns, ...settings } = runs(CALLED)
    const { page, context } = await visit(browser, shop, { lenient: true, script: FAULTS })
    await assert(
      asyncProperty(hostCalls(true), hostCalls(false), async (early, late) => {
        await page.goto(
          `${shop.origin}/?parts=${encodeURIComponent(JSON.stringify({ lenient: true, script: `${FAULTS}${QUEUE}${tried(early)}` }))}`,
        )
        await expect.poll(() => page.evaluate('!!window.Firstline?.getStatus')).toBe(true)
        await page.evaluate(tried(late))
        await page.evaluate(`Firstline('open')`)
        await page
          .locator('firstline-help')
          .getByRole('searchbox')
          .or(page.locator('firstline-help textarea'))
          .first()
          .waitFor()
        expect(await page.evaluate('window.faults')).toEqual([])
      }),
      { ...settings, endOnFailure: true, numRuns: Math.ceil(numRuns / EACH) },
    )
    await context.close()
  }, 3_600_000)
})

describe('the launcher', () => {
  it('is drawn in the colour of the site before anything is asked, and asks nothing until it is touched', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await page.goto(`${shop.origin}/?parts=%7B%7D`)
    const launcher = page.locator('firstline-help .launcher')
    await launcher.waitFor()
    await page.waitForTimeout(500)
    expect(asked.filter((path) => path !== '/favicon.ico')).toEqual(['/', '/widget.js'])
    const { brand } = (await (await admin.get('/api/desk/site')).json()) as { brand: { color: string } }
    const painted = await page.evaluate(`document.querySelector('firstline-help').style.getPropertyValue('--launcher')`)
    expect(painted).toBe(brand.color)
    await context.close()
  })
  it('leads to a panel that asks who is there each time it is opened, and for the rest once a minute', async () => {
    const { page, launcher, panel, context } = await visit(browser, shop)
    const served: string[] = []
    const network = await context.newCDPSession(page)
    await network.send('Network.enable')
    network.on('Network.responseReceived', ({ response }) => {
      const { pathname } = new URL(response.url)
      if (pathname.startsWith('/api/widget/')) served.push(`${pathname} ${response.fromDiskCache ? 'kept' : 'asked'}`)
    })
    const of = (what: string) => served.filter((one) => one.startsWith(`/api/widget/${what}`))
    for (let turn = 0; turn < 3; turn++) {
      await launcher.click()
      await panel.locator('.hit').first().waitFor()
      await expect.poll(() => of('availability').length).toBe(turn + 1)
      await launcher.click()
      await panel.waitFor({ state: 'hidden' })
    }
    expect(of('availability')).toEqual(Array(3).fill('/api/widget/availability asked'))
    expect(of('context').slice(0, 2)).toEqual(['/api/widget/context asked', '/api/widget/context kept'])
    await context.close()
  })
})

describe('the verbs', () => {
  it('open home, from wherever the window was', async () => {
    const { page, launcher, panel, context } = await visit(browser, shop)
    await launcher.waitFor()
    await page.evaluate(`Firstline('open','person')`)
    await panel.getByLabel('Your message').waitFor()
    await page.evaluate(`Firstline('open','home')`)
    await panel.getByRole('searchbox').waitFor()
    await context.close()
  })
  it('prefill once: a link with a question keeps name and mail', async () => {
    const { page, panel, context } = await visit(browser, shop, {
      body: '<button data-firstline="person" data-question="Is it in stock?">Ask us</button>',
    })
    await page.locator('firstline-help').waitFor({ state: 'attached' })
    await page.evaluate(`Firstline('prefill',{name:'Anna',mail:'anna@mail.example'})`)
    await page.getByText('Ask us').click()
    await expect.poll(() => panel.getByLabel('Your message').inputValue()).toBe('Is it in stock?')
    expect(await panel.getByLabel('Your email').inputValue()).toBe('anna@mail.example')
    expect(await panel.getByLabel(/Your name/).inputValue()).toBe('Anna')
    await context.close()
  })
})

describe('a visitor the shop vouches for', () => {
  const identity = async (id: string, key?: string) => {
    const { secret } = (await (await admin.get('/api/desk/site/identity-secret')).json()) as { secret: string }
    const exp = Math.floor(Date.now() / 1000) + 3_600
    const signed = JSON.stringify(['v2', id, null, null, exp])
    return JSON.stringify({
      id,
      exp,
      hash: createHmac('sha256', key ?? secret)
        .update(signed)
        .digest('hex'),
    })
  }

  it('finds the conversation of another device, with its unread mark', async () => {
    const phone = await visit(browser, shop)
    await phone.launcher.waitFor()
    await phone.page.evaluate(`Firstline('identify',${await identity('customer-42')})`)
    await phone.launcher.click()
    await phone.panel.getByRole('button', { name: 'Leave a message' }).click()
    await phone.panel.getByLabel('Your message').fill('Where is my tent?')
    await phone.panel.getByLabel('Your email').fill('anna@mail.example')
    await phone.panel.getByRole('button', { name: 'Send' }).click()
    await phone.panel.getByText('We’ve got your message').waitFor()
    const id = await phone.page.evaluate(`localStorage.getItem('firstline:tropa:conversation')`)
    const operator = await anOperator(product, admin)
    await operator.ask('conversation:accept', { conversationId: String(id) })
    await operator.say(String(id), 'On its way')
    await phone.context.close()

    const laptop = await visit(browser, shop)
    await laptop.launcher.waitFor()
    await laptop.page.evaluate(`Firstline('identify',${await identity('customer-42')})`)
    await laptop.launcher.locator('.badge').filter({ hasText: '1' }).waitFor()
    await laptop.launcher.click()
    await laptop.panel.getByText('On its way').waitFor()
    operator.leave()
    await laptop.context.close()
  })
  it('leaves nothing on the device of whoever has no conversation but, in this tab, that it was asked and who they are', async () => {
    const { page, launcher, context } = await visit(browser, shop)
    await launcher.waitFor()
    const asked = page.waitForResponse(/api\/visitors/)
    await page.evaluate(`Firstline('identify',${await identity('customer-43')})`)
    await asked
    await expect
      .poll(() => page.evaluate('Object.keys(sessionStorage).sort().join()'))
      .toBe('firstline:tropa:known,firstline:tropa:token')
    expect(await page.evaluate('localStorage.length')).toBe(0)
    await context.close()
  })
  it('alone may write where the shop wants it so: a stranger is asked to sign in, keeps what they wrote, and sends it signed in', async () => {
    const site = (await (await admin.get('/api/desk/site')).json()) as object
    await admin.send('PUT', '/api/desk/site', { ...site, identity: { enforced: true } })
    const { page, launcher, panel, context } = await visit(browser, shop)
    await launcher.click()
    await panel.getByRole('button', { name: 'Leave a message' }).click()
    const sentence = panel.getByText('To write to the shop, sign in to your account')
    await sentence.waitFor()
    await panel.getByLabel('Your message').fill('Where is my second tent?')
    await panel.getByLabel('Your email').fill('anna@mail.example')
    await panel.getByRole('button', { name: 'Send' }).click()
    expect(await page.evaluate(`localStorage.getItem('firstline:tropa:conversation')`)).toBeNull()
    await page.evaluate(`Firstline('identify',${await identity('customer-44')})`)
    await sentence.waitFor({ state: 'hidden' })
    expect(await panel.getByLabel('Your message').inputValue()).toBe('Where is my second tent?')
    await panel.getByRole('button', { name: 'Send' }).click()
    await panel.getByText('We’ve got your message').waitFor()
    await admin.send('PUT', '/api/desk/site', { ...site, identity: { enforced: false } })
    await context.close()
  })
  it('whose signature does not fit is told to the page', async () => {
    const { page, launcher, context } = await visit(browser, shop, { script: LISTEN })
    await launcher.waitFor()
    await page.evaluate(`Firstline('identify',${await identity('customer-42', 'another secret')})`)
    await expect.poll(() => page.evaluate('said')).toEqual([expect.stringMatching(/identify was refused.*Desk → Site/)])
    await context.close()
  })
})

describe('the page around it', () => {
  it('may change its body for good: the launcher is there after sixty pages', async () => {
    const { page, launcher, context } = await visit(browser, shop)
    await launcher.waitFor()
    await page.evaluate(
      `(async function(){for(var i=0;i<60;i++){var b=document.createElement('body');b.innerText='page '+i;document.documentElement.replaceChild(b,document.body);await new Promise(function(r){setTimeout(r,20)})}})()`,
    )
    await launcher.click()
    await context.close()
  })
  it('may take the launcher out again and again, and finds it back once it rests', async () => {
    const { page, launcher, context } = await visit(browser, shop)
    await launcher.waitFor()
    await page.evaluate(
      `(async function(){for(var i=0;i<60;i++){document.querySelector('firstline-help')?.remove();await new Promise(function(r){setTimeout(r,5)})}})()`,
    )
    await page.waitForTimeout(11_000)
    await page.evaluate(`document.documentElement.append(document.createElement('i'))`)
    await launcher.click()
    await context.close()
  })
  it('may open it from a modal dialog, which neither covers it nor closes with its Esc', async () => {
    const { page, launcher, panel, context } = await visit(browser, shop, {
      body: `<dialog id="d"><button data-firstline="home">help</button></dialog>`,
    })
    await launcher.waitFor()
    await page.evaluate('d.showModal()')
    await page.getByText('help', { exact: true }).click()
    await panel.getByRole('searchbox').click()
    await page.keyboard.type('delivery')
    expect(await panel.getByRole('searchbox').inputValue()).toBe('delivery')
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'hidden' })
    expect(await page.evaluate('d.open')).toBe(true)
    await page.getByText('help', { exact: true }).click()
    await panel.getByRole('searchbox').waitFor()
    await page.evaluate('d.close()')
    await panel.getByRole('searchbox').fill('returns')
    await page.evaluate('d.remove()')
    await launcher.click()
    await panel.waitFor({ state: 'hidden' })
    await context.close()
  })
  it('may open a modal dialog under it', async () => {
    const { page, launcher, panel, context } = await visit(browser, shop, { body: '<dialog id="d">Sizes</dialog>' })
    await launcher.click()
    await panel.getByRole('searchbox').waitFor()
    await page.evaluate('d.showModal()')
    await panel.getByRole('searchbox').fill('delivery')
    await panel.locator('.results .hit').first().click()
    await context.close()
  })
  it.each([
    ['written from right to left', 'dir="rtl" lang="he"', 'ru'],
    ['transformed and filtered', 'style="transform:translateX(200px) rotate(1deg);filter:blur(0)"', 'en'],
  ])('may be %s', async (_, html, locale) => {
    const { launcher, panel, context } = await visit(browser, shop, {
      html,
      lenient: true,
      attributes: `data-site="tropa" data-locale="${locale}"`,
    })
    const { x, y } = (await launcher.boundingBox())!
    expect([Math.round(1280 - x - 56), Math.round(800 - y - 56)]).toEqual([20, 20])
    await launcher.click()
    await panel.locator('.hit').first().waitFor()
    const box = (await panel.boundingBox())!
    expect([Math.round(1280 - box.x - box.width), box.y >= 0]).toEqual([20, true])
    expect(await panel.evaluate((one) => getComputedStyle(one).direction)).toBe('ltr')
    await context.close()
  })
  it.each(["'none'", 'shop'])('may allow the Trusted Types policies %s and no other', async (trustedTypes) => {
    const { page, launcher, panel, complaints, context } = await visit(browser, shop, { trustedTypes })
    await launcher.click()
    await panel.getByRole('searchbox').fill('how much is delivery')
    await page.keyboard.press('Enter')
    await panel.getByRole('table').waitFor()
    expect(await complaints()).toEqual([])
    await context.close()
  })
})
