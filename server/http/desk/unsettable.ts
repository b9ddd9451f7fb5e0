import { isDeepStrictEqual } from 'node:util'
import type { Context } from 'hono'
import { sayOfFields } from '../problems/problem-texts.ts'
import { readerLocale, Refusal } from '../problems/problem.ts'

/** A field that cannot be set here is refused rather than passed over. One that says what is so anyway is no wish. */
export function refuseUnsettable(c: Context, body: object, settable: object, standing: object): void {
  const now: Record<string, unknown> = { ...standing }
  const refused = Object.entries(body)
    .filter(([name, value]) => !Object.hasOwn(settable, name) && !isDeepStrictEqual(value, now[name]))
    .map(([name]) => name)
  if (refused.length === 0) return
  const because = sayOfFields(readerLocale(c))('notSettable')
  throw new Refusal('field_not_settable', {
    fields: Object.fromEntries(refused.map((name) => [name, because])),
    values: () => ({ names: refused.join(', ') }),
  })
}
