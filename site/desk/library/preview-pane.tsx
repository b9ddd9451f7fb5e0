import type { Locale } from '#shared'
import type { ContentProblem } from '../shapes.ts'
import { t } from '../texts.ts'
import { SafeHtml } from '../ui/markup.tsx'
import { Banner, Skeleton } from '../ui/parts.tsx'
import { contentProblemText } from './content-problems.ts'

/** What has not been begun yet needs no warning. */
const EMPTY = new Set(['question_empty', 'body_empty'])

/** How the answer looks to its readers, and what stands in its way. */
export function PreviewPane(props: {
  question: string
  locale: Locale
  shown: { html: string; problems: readonly ContentProblem[] } | null
}) {
  return (
    <section class="preview" aria-label={t('answer.preview')}>
      <p class="preview-label">{t('answer.preview')}</p>
      {props.shown ? (
        <>
          {props.shown.problems
            .filter(({ code }) => !EMPTY.has(code))
            .map((problem, index) => (
              <Banner tone="warn" key={`${problem.code}${index}`}>
                {contentProblemText(problem)}
              </Banner>
            ))}
          <article lang={props.locale}>
            <h2>{props.question || t('answer.noQuestion')}</h2>
            <SafeHtml html={props.shown.html} />
          </article>
        </>
      ) : (
        <Skeleton rows={5} />
      )}
    </section>
  )
}
