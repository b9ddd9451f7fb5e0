import { type InterfaceLocale, bestLocale, INTERFACE_LOCALES, isInterfaceLocale, type TextValues } from '#shared'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Problem, ProblemCode } from '#protocol'
import type { Ending } from '../../auth/ended-sessions.ts'
import { atMostText } from './field-texts.ts'
import { problemText } from './problem-texts.ts'

/** An expected refusal on its way to the client. Its status follows from its code; `refused` carries the fields of a domain refusal. */
export class Refusal extends Error {
  readonly code: ProblemCode
  readonly extra: {
    fields?: Record<string, string>
    retryAfterMs?: number
    refused?: object
    errorId?: string
    /** Of `signed_out`: why the session this browser had is over. */
    reason?: Ending
    /** What fills the sentence of the code. */
    values?: (locale: InterfaceLocale) => TextValues
  }
  constructor(code: ProblemCode, extra: Refusal['extra'] = {}) {
    super(code)
    this.code = code
    this.extra = extra
  }
}

const STATUS: Partial<Record<ProblemCode, ContentfulStatusCode>> = {
  signed_out: 401,
  wrong_credentials: 401,
  wrong_code: 401,
  code_used: 401,
  wrong_backup_code: 401,
  second_step_expired: 401,
  wrong_password: 403,
  not_allowed: 403,
  blocked: 403,
  identity_required: 403,
  form_required: 422,
  origin_not_allowed: 403,
  foreign_page: 403,
  header_needed: 403,
  not_found: 404,
  file_too_large: 413,
  file_kind_refused: 415,
  file_conflict: 409,
  picture_too_large: 413,
  picture_used: 409,
  site_taken: 409,
  address_taken: 409,
  file_cut: 400,
  storage_full: 507,
  too_large: 413,
  length_needed: 411,
  too_many: 429,
  malformed: 400,
  bad_address: 400,
  method_not_allowed: 405,
  too_slow: 408,
  revision_conflict: 409,
  conflict: 409,
  wrong_state: 409,
  secrets_full: 409,
  slug_taken: 409,
  category_taken: 409,
  category_used: 409,
  mail_taken: 409,
  person_disabled: 409,
  own_answer: 403,
  unavailable: 503,
  internal: 500,
  unsupported_media: 415,
}
export const statusOf = (code: ProblemCode): ContentfulStatusCode => STATUS[code] ?? 422

/** The reader's language: the address's `locale`, else `Accept-Language`. */
export function readerLocale(c: Context): InterfaceLocale {
  const asked = c.req.query('locale')
  return isInterfaceLocale(asked) ? asked : bestLocale(c.req.header('accept-language'), INTERFACE_LOCALES, 'en')
}

export function problem(c: Context, code: ProblemCode, { values, ...extra }: Refusal['extra'] = {}): Response {
  if (extra.retryAfterMs !== undefined) c.header('Retry-After', String(Math.ceil(extra.retryAfterMs / 1000)))
  const locale = readerLocale(c)
  const fields = extra.fields ?? fieldsOf(code, extra.refused, locale)
  const body: Problem & { refused?: object } = {
    code,
    message: problemText(code, locale, values?.(locale)),
    ...extra,
    ...(fields ? { fields } : {}),
  }
  return c.json(body, statusOf(code))
}

/** A refusal of the domain that concerns one field names it as a validation would. */
function fieldsOf(code: ProblemCode, refused: object | undefined, locale: InterfaceLocale) {
  const { field, limit }: { field?: unknown; limit?: unknown } = refused ?? {}
  if (typeof field !== 'string') return undefined
  const text =
    typeof limit === 'number'
      ? atMostText(code === 'too_many_entries' ? 'array' : 'string', limit, locale)
      : problemText(code, locale)
  return { [field]: text }
}

/** The one place where a failed HTTP request gets its answer. A fault shows nothing of its cause but an id to find it by in the log. */
export function onError(log: { error(details: object, text: string): void }) {
  return (error: Error, c: Context): Response => {
    if (error instanceof Refusal) return problem(c, error.code, error.extra)
    if (error instanceof HTTPException && error.status < 500)
      return problem(c, error.status === 413 ? 'too_large' : 'malformed')
    const id = crypto.randomUUID()
    log.error({ err: error, id, path: c.req.path }, 'request failed')
    c.header('X-Error-Id', id)
    return problem(c, 'internal', { errorId: id })
  }
}
