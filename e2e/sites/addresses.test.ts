import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anonymous, type DeskClient, signIn } from '../kit/desk-client.ts'
import { startMailServer } from '../kit/mail-server.ts'
import { type Product, startProduct } from '../kit/product.ts'

const DAY = ['00:00-24:00']
const WEEK = { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: DAY, sun: DAY }
const HOST = 'help.les.example'
const ANSWER = '/ru/returns/shared-swap'

/** One shop at the address of the installation, one under a path of it, one at a host of its own. */
describe('three shops at addresses of their own', () => {
  let product: Product
  let admin: DeskClient
  let mail: Awaited<ReturnType<typeof startMailServer>>
  const ok = async (answered: Promise<Response>) => {
    const response = await answered
    expect(response.status, response.url).toBe(200)
    return response.json() as Promise<Record<string, unknown>>
  }
  /** As a reader’s browser asks at this host, which no name server knows here. */
  const page = (path: string, host = new URL(product.helpCentre).host) =>
    new Promise<{ status: number; location: string; text: string }>((resolve, reject) => {
      const { hostname, port } = new URL(product.helpCentre)
      const asked = httpRequest({ hostname, port, path, headers: { host } }, (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => (text += part))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? '', text }),
        )
      })
      asked.on('error', reject)
      asked.end()
    })
  /** Addresses of a page that lead within the installation, without those of what every page loads. */
  const linksOf = (text: string) =>
    [...text.matchAll(/<a\s[^>]*href="([^"#?]+)/g)].map(([, href = '']) => href).filter((href) => href.startsWith('/'))

  beforeAll(async () => {
    mail = await startMailServer()
    product = await startProduct({
      env: { DEMO_SHOP: 'off', SMTP_URL: mail.url, MAIL_FROM: 'help@tropa.example' },
    })
    admin = await signIn(product)
    for (const [id, name, helpCentre] of [
      ['sad', 'Сад', null],
      ['les', 'Лес', `https://${HOST}`],
    ] as const)
      await ok(
        admin.send('POST', '/api/desk/sites', {
          ...{ id, name: { ru: name, en: name }, url: `https://${id}.example`, helpCentre },
          ...{ locales: ['ru'], defaultLocale: 'ru', mail: `help@${id}.example`, timeZone: 'UTC', hours: WEEK },
        }),
      )
    const { answer } = (await ok(
      admin.send('POST', '/api/desk/answers', {
        ...{ site: 'tropa', locale: 'ru', category: 'returns', slug: 'shared-swap', audience: 'public' },
        ...{ question: 'Как обменять термобельё?', body: 'В «{{site.name}}» обмен бесплатный.' },
        ...{ products: [], shortcut: null, phrasings: [], from: null, sharedWith: ['sad', 'les'] },
      }),
    )) as { answer: { id: string } }
    for (const step of ['submit', 'approve']) await ok(admin.send('POST', `/api/desk/answers/${answer.id}/${step}`))
  })
  afterAll(async () => {
    await product?.stop()
    await mail?.stop()
  })

  it('each show their own pages, and the others’ under no address of theirs', async () => {
    const [first, sad, les] = await Promise.all([page('/ru'), page('/sad/ru'), page('/ru', HOST)])
    expect([first, sad, les].map(({ status }) => status)).toEqual([200, 200, 200])
    expect([first, sad, les].map(({ text }) => /<title>([^<]*)/.exec(text)?.[1]?.match(/Тропа|Сад|Лес/)?.[0])).toEqual([
      'Тропа',
      'Сад',
      'Лес',
    ])
    expect((await page('/sad/ru', HOST)).status).toBe(404)
    expect((await page('/les/ru')).status).toBe(404)
  })

  it('lead within themselves, by links and by what machines read', async () => {
    const [sad, les] = await Promise.all([page(`/sad${ANSWER}`), page(ANSWER, HOST)])
    expect([sad.text.includes('«Сад»'), les.text.includes('«Лес»')]).toEqual([true, true])
    expect(linksOf(sad.text).filter((href) => !href.startsWith('/sad'))).toEqual([])
    expect(linksOf(les.text).filter((href) => href.startsWith('/sad') || href.startsWith('/les'))).toEqual([])
    const canonical = (text: string) => /<link rel="canonical" href="([^"]+)"/.exec(text)?.[1]
    expect([canonical(sad.text), canonical(les.text)]).toEqual([
      `${product.helpCentre}/sad${ANSWER}`,
      `https://${HOST}${ANSWER}`,
    ])
    const map = await page('/sitemap.xml', HOST)
    expect(map.text).toContain(`https://${HOST}${ANSWER}`)
    expect(map.text).not.toContain(new URL(product.helpCentre).host)
  })

  it('are told to their widgets as they are reached', async () => {
    const found = async (site: string) => {
      const asked = `/api/search?q=${encodeURIComponent('Как обменять термобельё?')}&locale=ru&site=${site}`
      const { hits } = (await ok(anonymous(product).get(asked))) as { hits: { url: string }[] }
      return hits.map(({ url }) => url)
    }
    expect(await found('tropa')).toContain(product.helpCentre + ANSWER)
    expect(await found('sad')).toEqual([`${product.helpCentre}/sad${ANSWER}`])
    expect(await found('les')).toEqual([`https://${HOST}${ANSWER}`])
  })

  it('write letters that lead to themselves alone', async () => {
    for (const [site, address] of [
      ['sad', `${product.helpCentre}/sad`],
      ['les', `https://${HOST}`],
    ] as const) {
      const { token } = await ok(anonymous(product).send('POST', '/api/visitors', { site, locale: 'ru' }))
      const packet = { searches: [], read: [], page: null, product: null, draft: '', locale: 'ru', timeZone: null }
      const left = await fetch(`${product.helpCentre}/api/conversations`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token as string}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          ...{ clientMessageId: `letters-of-${site}`, text: 'Можно ли обменять?', packet },
          mail: `anna@${site}.example`,
        }),
      })
      expect(left.status).toBe(200)
      const come = () => mail.letters.find(({ to }) => to?.[0]?.address === `anna@${site}.example`)
      await expect.poll(come, { timeout: 30_000 }).toBeDefined()
      const written = `${come()?.text}\n${come()?.html}\n${JSON.stringify(come()?.headers)}`
      expect(written).toContain(`${new URL(address).origin}/api/letters/stop?link=`)
      const origins = [...written.matchAll(/https?:\/\/[^\s/"'<>\\]+/g)].map(([origin]) => origin)
      expect(
        origins.filter((origin) => ![new URL(address).origin, `https://${site}.example`].includes(origin)),
      ).toEqual([])
    }
  })
})
