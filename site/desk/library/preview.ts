import type { AnswerContent } from '../shapes.ts'
import { post } from '../http.ts'
import { useLoad } from '../ui/use-load.ts'

const PAUSE_MS = 250
export type Previewed = Pick<AnswerContent, 'site' | 'locale' | 'question' | 'body' | 'audience'>

/** The text as visitors would see it and what the library would refuse about it, a moment after it was written. */
export function usePreview(content: Previewed | null) {
  return useLoad(
    content
      ? (stop) => {
          const { site, locale, question, body, audience } = content
          return post('/desk/answers/preview', { body: { site, locale, question, body, audience }, signal: stop })
        }
      : null,
    [content?.locale, content?.question, content?.body, content?.audience],
    { pauseMs: PAUSE_MS },
  ).value
}
