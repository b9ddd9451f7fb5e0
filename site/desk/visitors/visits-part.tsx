import { useSignal } from '@preact/signals'
import { dayAndTime } from '../dates.ts'
import { get } from '../http.ts'
import { site } from '../session/session.ts'
import { t } from '../texts.ts'
import { Banner } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { useLoad } from '../ui/use-load.ts'
import { InviteDialog } from './invite-dialog.tsx'
import { WhereNow } from './where-now.tsx'
import { PagesSeen } from './pages-seen.tsx'

/** Where the visitor of a conversation has been on the site; nothing where the owner watches nobody. */
export function VisitsPart({ conversationId, solved }: { conversationId: string; solved: boolean }) {
  const watched = site.value?.watch.on
  // Who is being talked to needs no card.
  const mayInvite = solved && site.value?.invite.on
  const read = useLoad(
    watched ? (stop) => get('/desk/conversations/{id}/visits', { params: { id: conversationId }, signal: stop }) : null,
    [conversationId, watched],
  )
  const visits = read.value?.items ?? []
  const inviting = useSignal(false)
  const [newest] = visits
  const here = visits.find((one) => one.here)
  if (!watched || (visits.length === 0 && !read.problem)) return null
  return (
    <section>
      <h3>{t('visitors.ofConversation')}</h3>
      {read.problem ? <Banner tone="bad">{read.problem}</Banner> : null}
      {here && mayInvite ? (
        <p>
          <button type="button" class="button button-small" onClick={() => (inviting.value = true)}>
            {t('invite.open')}
          </button>
        </p>
      ) : null}
      {here && inviting.value ? (
        <InviteDialog
          visit={here.visit}
          onClose={() => (inviting.value = false)}
          onInvited={() => {
            inviting.value = false
            say(t('invited.done'))
          }}
        />
      ) : null}
      {newest ? <WhereNow visit={newest.visit} /> : null}
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
