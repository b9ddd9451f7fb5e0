import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { USUAL_SETTINGS } from '#kb'
import { answerFiles } from './file-shelf.ts'
import { staticFiles } from './static-files.ts'

const dist = mkdtempSync(join(tmpdir(), 'firstline-loader-'))
mkdirSync(join(dist, 'widget'))
writeFileSync(join(dist, 'widget/widget.js'), 'start(SITES)')
writeFileSync(join(dist, 'widget/watching.js'), ';watch(WATCHED)\n')
writeFileSync(join(dist, 'widget/telling.js'), ';tell(TOLD)\n')
let server: Server | undefined
afterEach(() => server?.close())
afterAll(() => rmSync(dist, { recursive: true }))

/** The loader as a browser on a page of `referer` receives it. */
async function loaderFor(
  headers: Record<string, string>,
  sites = [{ id: 'tropa', attributes, goals: false, brand: BRAND, invite, launcher, watch }],
) {
  const embedding = {
    sites: async () => sites,
    several: async () => sites.length > 1,
    allows: async (origin: string) => origin === 'https://shop.example',
  }
  const answer = answerFiles(staticFiles(dist, embedding), embedding)
  server = createServer((request, response) => void answer(request, response, request.url ?? '', false))
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done))
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/widget.js`, { headers })
}
const ONE = { several: async () => false }
const BRAND = { color: '#17694d', colorDark: '#74d3a6', radius: 10, logo: null, font: null }
const { attributes, invite, launcher, watch } = USUAL_SETTINGS

describe('the loader', () => {
  it('carries the colours of every site, so that nothing is asked before the launcher is drawn', async () => {
    const answer = await loaderFor({ referer: 'https://shop.example/a' })
    expect(await answer.text()).toBe('start({"tropa":["#17694d","#74d3a6"]})')
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300')
    expect(answer.headers.get('content-type')).toContain('javascript')
  })
  it('is kept by browsers alone where several shops are served: it is not the same for all of their pages', async () => {
    const two = ['tropa', 'other'].map((id) => ({
      id,
      attributes,
      goals: false,
      brand: BRAND,
      invite,
      launcher,
      watch,
    }))
    const answer = await loaderFor({ referer: 'https://shop.example/a' }, two)
    expect(answer.headers.get('cache-control')).toBe('private, max-age=300')
    expect(answer.headers.get('vary')).toContain('Referer')
  })
  it('says of a launcher only what is not as usual', async () => {
    const own = {
      label: { ru: 'Спросить', en: 'Ask us' },
      side: 'left' as const,
      offsetX: 20,
      offsetY: 90,
      hiddenOn: ['/checkout', '/a.b/*'],
    }
    const code = await (
      await loaderFor({}, [{ id: 'tropa', attributes, goals: false, brand: BRAND, invite, launcher: own, watch }])
    ).text()
    const [, , told] = JSON.parse(/start\((.*)\)/.exec(code)?.[1] ?? '').tropa
    expect(told).toEqual({
      label: { ru: 'Спросить', en: 'Ask us' },
      position: 'left',
      offsetY: 90,
      off: '^(/checkout|/a\\.b/.*)/?$',
    })
    expect(['/checkout', '/checkout/', '/a.b/c'].every((path) => new RegExp(told.off).test(path))).toBe(true)
    expect(['/', '/checkout-help', '/aXb/c'].some((path) => new RegExp(told.off).test(path))).toBe(false)
  })
  it('comes after what tells of visitors, only where the owner wants it', async () => {
    const of = async (own: Partial<typeof watch>, asks: Partial<typeof invite> = {}) => {
      const code = await (
        await loaderFor({}, [
          {
            id: 'tropa',
            attributes,
            goals: false,
            brand: BRAND,
            invite: { ...invite, ...asks },
            launcher,
            watch: { ...watch, ...own },
          },
        ])
      ).text()
      return JSON.parse(/watch\((.*)\)/.exec(code)?.[1] ?? '{}').tropa
    }
    expect(await of({ excluded: ['/checkout'] })).toBeUndefined()
    expect(await of({ on: true })).toEqual({ asks: 1 })
    expect(await of({ on: true }, { on: true, quiet: ['/checkout*'] })).toEqual({ asks: 1, quiet: '^(/checkout.*)/?$' })
    expect(await of({ on: false }, { on: true })).toBeUndefined()
    expect(await of({ on: true, asksFirst: false, excluded: ['/checkout'] })).toEqual({ off: '^(/checkout)/?$' })
  })
  it('comes after what tells facts of visitors, only where the owner has named some', async () => {
    const plan = {
      name: 'plan',
      label: { ru: 'Тариф', en: 'Plan' },
      kind: 'list' as const,
      options: ['gold'],
      private: true,
    }
    const answer = await loaderFor({}, [
      { id: 'tropa', attributes: [plan], goals: false, brand: BRAND, invite, launcher, watch },
    ])
    const code = await answer.text()
    expect(JSON.parse(/tell\((.*)\)/.exec(code)?.[1] ?? '{}')).toEqual({
      tropa: [{ name: 'plan', kind: 'list', options: ['gold'] }],
    })
    expect(code).not.toContain('Plan')
    expect(await (await loaderFor({})).text()).not.toContain('tell(')
  })
  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('comes as %s to whom reads it', async (encoding, unpack) => {
    const app = staticFiles(dist, {
      ...ONE,
      sites: async () => [{ id: 'tropa', attributes, goals: false, brand: BRAND, invite, launcher, watch }],
    })
    const answer = await app.request('/widget.js', { headers: { 'accept-encoding': encoding } })
    expect(answer.headers.get('content-encoding')).toBe(encoding)
    expect(unpack(Buffer.from(await answer.arrayBuffer())).toString()).toContain('tropa')
  })
  it('follows a change of the colours', async () => {
    const sites = [{ id: 'tropa', attributes, goals: false, brand: BRAND, invite, launcher, watch }]
    const app = staticFiles(dist, { ...ONE, sites: async () => sites })
    await app.request('/widget.js')
    sites[0] = { id: 'tropa', attributes, goals: false, brand: { ...BRAND, color: '#102030' }, invite, launcher, watch }
    expect(await (await app.request('/widget.js')).text()).toContain('#102030')
  })
  it('is one line for the console on a page that no site allows, and nobody keeps it', async () => {
    const answer = await loaderFor({ referer: 'https://stranger.example/' })
    const code = await answer.text()
    expect(code).toContain('no site allows https://stranger.example: see Desk → Site')
    expect(code).not.toContain('tropa')
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })
  it.each<Record<string, string>>([{}, { referer: 'nowhere' }])(
    'comes to a page that does not say where it is: %j',
    async (headers) => {
      expect(await (await loaderFor(headers)).text()).toContain('tropa')
    },
  )
})
