import type { RefusalCode } from '#protocol'
import type { Refusal } from './api.ts'
import { isTextKey, t, type TextValues } from './texts.ts'

/** Words a code from the server in the person's language; an unknown code falls back to the server's own sentence. */
export function problemText(
  problem: { code: Refusal['code'] | RefusalCode; message?: unknown; retryAfterMs?: number | undefined },
  values: TextValues = {},
): string {
  const seconds = Math.ceil((problem.retryAfterMs ?? 0) / 1000)
  const key = `problem.${problem.code}`
  const said = isTextKey(key)
    ? t(key, values)
    : typeof problem.message === 'string' && problem.message
      ? problem.message
      : t('problem.unknown', { code: problem.code })
  return seconds > 0 ? `${said} ${t('problem.wait', { n: seconds })}` : said
}
