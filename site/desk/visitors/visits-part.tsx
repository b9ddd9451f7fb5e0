import { dayAndTime } from '../dates.ts'
import { get } from '../http.ts'
import { site } from '../session/session.ts'
import { t } from '../texts.ts'
import { Banner } from '../ui/parts.tsx'
import { useLoad } from '../ui/use-load.ts'
import { PagesSeen } from './pages-seen.tsx'

/** Where the visitor of a conversation has been on the site; nothing where the owner watches nobody. */
export function VisitsPart({ conversationId }: { conversationId: string }) {
  const watched = site.value?.watch.on
  const read = useLoad(
    watched ? (stop) => get('/desk/conversations/{id}/visits', { params: { id: conversationId }, signal: stop }) : null,
    [conversationId, watched],
  )
  const visits = read.value?.items ?? []
  if (!watched || (visits.length === 0 && !read.problem)) return null
  return (
    <section>
      <h3>{t('visitors.ofConversation')}</h3>
      {read.problem ? <Banner tone="bad">{read.problem}</Banner> : null}
      {visits.map(({ visit, pages }, at) => (
        <details key={visit.id} open={at === 0}>
          <summary>
            {dayAndTime(visit.startedAt)} · {t('visitors.pages', { n: visit.pages })}
          </summary>
          <PagesSeen pages={pages} />
        </details>
      ))}
    </section>
  )
}
