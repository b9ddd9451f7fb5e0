import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { USUAL_SETTINGS } from '#kb'
import { staticFiles } from './static-files.ts'

describe('built files', () => {
  const dist = mkdtempSync(join(tmpdir(), 'firstline-files-'))
  for (const folder of ['widget', 'client/_assets']) mkdirSync(join(dist, folder), { recursive: true })
  for (const file of ['widget/widget.js', 'widget/widget.js.br', 'widget/chat-AbC123.js', 'client/_assets/page.Xy.css'])
    writeFileSync(join(dist, file), `/* ${file} */`)
  const app = staticFiles(dist, {
    several: async () => false,
    sites: async () => [
      {
        id: 'tropa',
        launcher: USUAL_SETTINGS.launcher,
        watch: USUAL_SETTINGS.watch,
        attributes: USUAL_SETTINGS.attributes,
        goals: USUAL_SETTINGS.goals,
        invite: USUAL_SETTINGS.invite,
        brand: { color: '#17694d', colorDark: '#74d3a6', radius: 10, logo: null, font: null },
      },
    ],
  })
  const headersOf = async (path: string, headers: Record<string, string> = {}) =>
    (await app.request(path, { headers })).headers
  afterAll(() => rmSync(dist, { recursive: true, force: true }))

  it('let a browser keep the loader for five minutes', async () => {
    expect((await headersOf('/widget.js')).get('cache-control')).toBe('public, max-age=300')
  })
  it.each(['/widget/chat-AbC123.js', '/_assets/page.Xy.css'])(
    'let %s be kept for ever: its name changes with its content',
    async (path) => {
      expect((await headersOf(path)).get('cache-control')).toBe('public, max-age=31536000, immutable')
    },
  )
  it('let nobody keep that a file is missing', async () => {
    const response = await app.request('/widget/chat-Gone.js')
    expect(response.status).toBe(404)
    expect(response.headers.get('cache-control')).toBe('no-store')
  })
  it('say that they depend on the accepted encoding, compressed or not', async () => {
    expect((await headersOf('/widget.js', { 'accept-encoding': 'br' })).get('content-encoding')).toBe('br')
    for (const encoding of ['br', 'identity'])
      expect((await headersOf('/widget.js', { 'accept-encoding': encoding })).get('vary')).toBe('Accept-Encoding')
  })
  it('of the widget may be loaded by any page, those of the site by our own', async () => {
    expect((await headersOf('/widget.js')).get('access-control-allow-origin')).toBe('*')
    expect((await headersOf('/_assets/page.Xy.css')).get('access-control-allow-origin')).toBeNull()
  })
})
