import { signal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { AnswerContent, ContentRefused } from '#kb'
import { post } from '../api.ts'

const PAUSE_MS = 250
export type Previewed = Pick<AnswerContent, 'site' | 'locale' | 'question' | 'body' | 'audience'>

/** The text as visitors would see it and what the library would refuse about it, a moment after it was written. */
export function usePreview(content: Previewed | null) {
  const shown = useMemo(() => signal<{ html: string; problems: readonly ContentRefused[] } | null>(null), [])
  useEffect(() => {
    if (!content) return
    let stale = false
    const timer = setTimeout(async () => {
      const { site, locale, question, body, audience } = content
      const answered = await post<{ html: string; problems: ContentRefused[] }>('/api/desk/answers/preview', {
        site,
        locale,
        question,
        body,
        audience,
      })
      if (!stale && answered.ok) shown.value = answered.value
    }, PAUSE_MS)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [content?.locale, content?.question, content?.body, content?.audience])
  return shown
}
