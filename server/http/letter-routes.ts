import { answersLocale } from '#shared'
import type { Library } from '#kb'
import { z } from '@hono/zod-openapi'
import type { Limits } from '../limits.ts'
import type { Live } from '../realtime/live.ts'
import { describedAs, REFUSALS } from './openapi/describe-route.ts'
import { Refusal } from './problems/problem.ts'
import { route, router } from './route.ts'

interface Parts {
  library: Pick<Library, 'find'>
  live: Pick<Live, 'openByLetter' | 'stopLetters'>
  limits: Pick<Limits, 'take'>
}

const Link = z.string().max(200)

/** What the links of our letters do. A link is all that proves who follows it, so wrong and worn out are answered alike. */
export function letterRoutes({ library: { find }, live, limits }: Parts) {
  const app = router()
  route(app, {
    method: 'post',
    path: '/letters/open',
    summary: 'The conversation of a letter, on the device its link is followed on',
    who: 'anyone',
    body: z.object({ link: Link }),
    answer: z.object({ token: z.string(), expiresAt: z.string(), conversation: z.string(), site: z.string() }),
    handle: async ({ body }, { address }) => {
      await limits.take('link', address, null)
      const opened = await live.openByLetter(body.link)
      if (!opened.ok) throw new Refusal('link_used_or_expired')
      return { ...opened, conversation: opened.conversationId }
    },
  })
  app.openAPIRegistry.registerPath({
    method: 'post',
    path: '/letters/stop',
    summary: 'No more letters about a conversation, in one click (RFC 8058) or by the form of the page',
    ...describedAs('post', '/letters/stop', 'anyone'),
    request: { query: z.object({ link: Link }) },
    responses: {
      200: { description: 'Done', content: { 'text/plain': { schema: { type: 'string' } } } },
      303: { description: 'Done: on to the page that says so' },
      ...REFUSALS,
    },
  })
  app.post('/letters/stop', async (c) => {
    await limits.take('link', c.get('address'), null)
    const link = Link.safeParse(c.req.query('link'))
    const stopped = link.success ? await live.stopLetters(link.data) : null
    if (!stopped?.ok) throw new Refusal('link_used_or_expired')
    // A mail program wants no page, a reader does.
    return c.req.header('sec-fetch-dest') === 'document' || c.req.header('accept')?.includes('text/html')
      ? c.redirect(`${find.address(stopped.site)}/${answersLocale(stopped.locale)}/letters?stopped=1`, 303)
      : c.text('OK')
  })
  return app
}
