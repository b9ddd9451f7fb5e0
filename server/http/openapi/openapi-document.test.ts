import { z } from '@hono/zod-openapi'
import { expect, it } from 'vitest'
import { serveDocument } from './openapi-document.ts'
import { route, router } from '../route.ts'

it('describes the API once, and sends nothing to who has it already', async () => {
  const app = router()
  let built = 0
  const { getOpenAPI31Document } = app
  app.getOpenAPI31Document = (...given) => {
    built += 1
    return getOpenAPI31Document.apply(app, given)
  }
  route(app, {
    method: 'get',
    path: '/thing',
    summary: 'A thing',
    who: 'anyone',
    answer: z.object({ name: z.string() }),
    handle: async () => ({ name: 'x' }),
  })
  serveDocument(app, 'https://help.shop.example')
  const first = await app.request('/api/openapi.json')
  expect(await first.json()).toMatchObject({ openapi: '3.1.0', paths: { '/thing': {} } })
  const again = await app.request('/api/openapi.json', {
    headers: { 'if-none-match': first.headers.get('etag') ?? '' },
  })
  expect([again.status, await again.text(), built]).toEqual([304, '', 1])
})
