import { answersLocale } from '#shared'
import { useEffect } from 'preact/hooks'
import type { AnswerResponse } from '#protocol'
import { HitList } from './hit-list.tsx'
import { Icon } from '../icon.tsx'
import { Outcome } from './outcome.tsx'
import { live, useSignal } from '../live.ts'
import { usePanel } from '../panel-state.ts'
import { PersonFoot } from '../person-foot.tsx'
import { SafeHtml, safeAddress } from './safe-html.tsx'
import { Failed, Skeleton } from '../waiting.tsx'

/** One answer in full, with the question whether it helped. */
export const AnswerView = live(function AnswerView({ id, query }: { id: string; query: string }) {
  const panel = usePanel()
  const { say, locale } = panel.speech.value
  const answer = useSignal<AnswerResponse | null>(null)
  const failed = useSignal(false)
  const load = async () => {
    failed.value = false
    const loaded = await panel.loadAnswer(id)
    failed.value = !loaded
    answer.value = loaded
    if (!loaded) return
    panel.trail.read({ answerId: loaded.id, question: loaded.question, url: loaded.url, helped: null })
    panel.embedding.emit('answer', { id: loaded.id, question: loaded.question, url: loaded.url })
  }
  useEffect(() => void load(), [id, locale])
  const shown = answer.value
  const linked = ({ links }: AnswerResponse, address: string) => {
    const { pathname } = new URL(address)
    const to = address.startsWith(panel.embedding.origin) && links.find((one) => one.url.endsWith(pathname))
    return to ? () => panel.go({ name: 'answer', id: to.id }) : undefined
  }
  const page = shown && safeAddress(shown.url, panel.embedding.origin, /^https?:$/)
  return (
    <>
      <div class="scroll" tabIndex={-1}>
        {failed.value ? (
          <Failed again={load} />
        ) : !shown ? (
          <Skeleton />
        ) : (
          <>
            <article class="answer" lang={answersLocale(locale)}>
              <p class="label">{shown.category.title}</p>
              <h1 data-focus="always" tabIndex={-1}>
                {shown.question}
              </h1>
              <div class="prose">
                <SafeHtml
                  html={shown.html}
                  origin={panel.embedding.origin}
                  open={(address) => linked(shown, address)}
                />
              </div>
              {page && (
                <a class="aside" lang={locale} href={page} target="_blank" rel="noopener">
                  {say('answer.page')} <Icon name="leave" />
                </a>
              )}
            </article>
            <Outcome answer={shown} query={query} />
            {shown.related.length > 0 && (
              <section>
                <h2 class="label">{say('answer.related')}</h2>
                <HitList hits={shown.related.slice(0, 4)} />
              </section>
            )}
          </>
        )}
      </div>
      <PersonFoot />
    </>
  )
})
