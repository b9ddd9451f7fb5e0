import { etag } from 'etag'
import fresh from 'fresh'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Env } from '../env.ts'
import { withoutFlags } from './pattern.ts'

const AGE_S = 300

/** The description of the API at `/api/openapi.json`: built with the first question for it, then kept, for it changes only with the program. */
export function serveDocument(app: OpenAPIHono<Env>, publicUrl: string): void {
  let kept: { text: string; tag: string } | null = null
  const build = () => {
    const text = JSON.stringify(
      app.getOpenAPI31Document({
        openapi: '3.1.0',
        info: { title: 'Firstline', version: '1', license: { name: 'MIT', url: 'https://opensource.org/license/mit' } },
        servers: [{ url: publicUrl }],
      }),
      (key, value: unknown) => (key === 'pattern' && typeof value === 'string' ? withoutFlags(value) : value),
    )
    return { text, tag: etag(text) }
  }
  app.get('/api/openapi.json', (c) => {
    const { text, tag } = (kept ??= build())
    c.header('ETag', tag)
    c.header('Cache-Control', `public, max-age=${AGE_S}`)
    if (fresh(c.req.header(), { etag: tag })) return c.body(null, 304)
    return c.body(text, 200, { 'Content-Type': 'application/json' })
  })
}
