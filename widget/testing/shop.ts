import { isInterfaceLocale, WEEKDAYS } from '#shared'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { type DeskClient, signIn } from '../../e2e/kit/desk-client.ts'
import type { Product } from '../../e2e/kit/product.ts'
import { LANGUAGE } from '../../e2e/kit/texts.ts'

const NONCE = 'bm9uY2U'

/** Somebody else's shop, on an origin of its own, with as strict a policy as a shop can have. */
export interface Shop {
  origin: string
  close(): Promise<void>
}

interface PageParts {
  lang?: string
  /** Attributes of the widget's tag, `data-site` included. */
  attributes?: string
  /** Script of the page itself, before the widget's. */
  script?: string
  body?: string
  /** Rules that a careless page makes for everything. */
  rude?: boolean
  /** Names of Trusted Types policies the page allows. */
  trustedTypes?: string
  /** Attributes of the page's own `html`. */
  html?: string
  /** Without any policy: nothing but our own care stands between a text and the page. */
  lenient?: boolean
}

export async function openShop(product: Product): Promise<Shop> {
  const ws = product.helpCentre.replace('http', 'ws')
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${NONCE}' 'strict-dynamic'`,
    `style-src 'nonce-${NONCE}'`,
    `connect-src ${product.helpCentre} ${ws}`,
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')
  // What a page is made of stands in its address, however long.
  const server = createServer({ maxHeaderSize: 1_048_576 }, (request, response) => {
    const parts = JSON.parse(new URL(request.url ?? '/', 'http://shop').searchParams.get('parts') ?? '{}') as PageParts
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      ...(parts.lenient
        ? {}
        : { 'content-security-policy': `${policy}; trusted-types ${parts.trustedTypes ?? "'none'"}` }),
    })
    response.end(`<!doctype html><html lang="${parts.lang ?? 'en'}" ${parts.html ?? ''}><head><meta name="viewport" content="width=device-width, initial-scale=1"><title>A shop</title>
<style nonce="${NONCE}">${parts.rude ? 'body * { color: red; font: 40px cursive; margin: 40px; padding: 9px; opacity: .5; position: static; transform: scale(2) } body div, body button { display: none }' : ''}</style></head>
<body><main><h1>A shop</h1><a href="#x">A link</a>${parts.body ?? ''}</main>
<script nonce="${NONCE}">window.violations=[];addEventListener('securitypolicyviolation',function(e){violations.push(e.violatedDirective+' '+e.blockedURI)});${parts.script ?? ''}</script>
<script nonce="${NONCE}" async src="${product.helpCentre}/widget.js" ${parts.attributes ?? 'data-site="tropa"'}></script></body></html>`)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/** Lets this origin embed the widget, and sets the hours: round the clock or never. */
export async function prepareSite(product: Product, shop: Shop, open: boolean): Promise<DeskClient> {
  const admin = await signIn(product)
  const site = (await (await admin.get('/api/desk/site')).json()) as Record<string, unknown>
  const hours = Object.fromEntries(WEEKDAYS.map((day) => [day, open ? ['00:00-24:00'] : []]))
  const saved = await admin.send('PUT', '/api/desk/site', { ...site, hours, holidays: [], origins: [shop.origin] })
  if (!saved.ok) throw new Error(`site: ${saved.status} ${await saved.text()}`)
  return admin
}

export interface Visit {
  page: Page
  context: BrowserContext
  launcher: Locator
  panel: Locator
  /** What the browser complained about: policy, script errors, console. */
  complaints(): Promise<string[]>
}

interface VisitOptions extends PageParts {
  phone?: boolean
  dark?: boolean
  context?: BrowserContext
}

export async function visit(
  browser: Browser,
  shop: Shop,
  { phone, dark, context: given, ...parts }: VisitOptions = {},
): Promise<Visit> {
  const context =
    given ??
    (await browser.newContext({
      locale: LANGUAGE[isInterfaceLocale(parts.lang) ? parts.lang : 'en'],
      viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 800 },
      hasTouch: !!phone,
      isMobile: !!phone,
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
    }))
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  const heard: string[] = []
  page.on('pageerror', (error) => heard.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && heard.push(message.text()))
  await page.goto(`${shop.origin}/?parts=${encodeURIComponent(JSON.stringify(parts))}`)
  const host = page.locator('firstline-help')
  return {
    page,
    context,
    launcher: host.locator('.launcher'),
    panel: host.getByRole('dialog'),
    complaints: async () => [...heard, ...((await page.evaluate('window.violations')) as string[])],
  }
}
