import { z } from '@hono/zod-openapi'
import { ProblemAnswer } from '../schemas/common.ts'

/** Changes at the desk carry this header: no form and no foreign page can send it unasked. */
export const ORDER_HEADER = 'x-firstline'
export const OrderHeader = z.object({
  [ORDER_HEADER]: z.literal('1').describe('Needed with every change: no foreign page can send it unasked'),
})

/** What belongs to the desk: people signed in, or on their way in. Asked by the desk's own pages alone. */
export const isDeskPath = (path: string): boolean =>
  /^(\/api)?\/(desk|auth|setup|invitations|password-resets)(\/|$)/.test(path)

/** The same for as long as the address and the method are: `post /desk/answers/{id}/send-back` is `postDeskAnswersByIdSendBack`. */
export const operationIdOf = (method: string, path: string): string =>
  method.toLowerCase() +
  path
    .replace(/^\/api\//, '/')
    .replace(/\{(\w+)\}/g, 'by-$1')
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('')

export type Security = Partial<
  Record<'visitorToken' | 'deskSession' | 'secondStep' | 'inboundSecret' | 'catalogueKey', []>
>[]

/** How who may call it is proved. */
export const securityOf = (who: string): Security =>
  who === 'anyone' ? [] : [who === 'visitor' ? { visitorToken: [] } : { deskSession: [] }]

const problem = { content: { 'application/json': { schema: ProblemAnswer } } }
/** How every call is refused. */
export const REFUSALS = {
  '4XX': { description: 'Refused: `code` says why, `message` what to do', ...problem },
  '5XX': { description: 'A fault of ours; `errorId` finds it in the log', ...problem },
}

/** What every hand-written description has in common with those of `route()`. */
export const describedAs = (method: string, path: string, who: string, security: Security = securityOf(who)) => ({
  operationId: operationIdOf(method, path),
  tags: [path.replace(/^\/api\//, '/').split('/')[1] ?? 'api'],
  'x-who': who,
  security,
})
