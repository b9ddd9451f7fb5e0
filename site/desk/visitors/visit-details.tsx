import { timeZoneName } from '#shared'
import { Fragment } from 'preact'
import { dayAndTime, now } from '../dates.ts'
import { get } from '../http.ts'
import { language, t } from '../texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Banner, Skeleton } from '../ui/parts.tsx'
import { useLoad } from '../ui/use-load.ts'
import { ToldInVisit } from '../visitor-facts/told-in-visit.tsx'
import type { Invitation, Visit } from './here.ts'
import { InvitePart } from './invite-part.tsx'
import { PagesSeen } from './pages-seen.tsx'
import { cameFrom, clockThere, languageName, placeName } from './visit-words.ts'

/** One visit: where it came from, every page, and what its visitor wrote before. */
export function VisitDetails(props: {
  id: string
  invitation: Invitation | undefined
  /** null: the owner has not switched it on. */
  onInvite: ((visit: Visit) => void) | null
  onChange: () => unknown
  onClose: () => void
}) {
  const { id, onClose, onInvite } = props
  const read = useLoad((stop) => get('/desk/visitors/{id}', { params: { id }, signal: stop }), [id], {
    word: ({ code }) => (code === 'not_found' ? t('visitors.gone') : t('problem.unavailable')),
  })
  return (
    <Dialog title={t('visitors.details')} class="visit-details" onClose={onClose}>
      {read.problem ? <Banner tone="bad">{read.problem}</Banner> : null}
      {read.value ? (
        <>
          <Facts visit={read.value.visit} />
          <ToldInVisit attributes={read.value.visit.attributes} />
          {onInvite ? (
            <InvitePart
              invitation={props.invitation}
              onInvite={() => read.value && onInvite(read.value.visit)}
              onChange={() => void props.onChange()}
            />
          ) : null}
          <h3>{t('visitors.path')}</h3>
          <PagesSeen pages={read.value.pages} />
          {read.value.conversations.length > 0 ? (
            <>
              <h3>{t('visitors.conversations')}</h3>
              <ul class="visit-conversations">
                {read.value.conversations.map((each) => (
                  <li key={each.id}>
                    <a href={`/desk/inbox/${each.state === 'solved' ? 'solved' : 'mine'}/${each.id}`}>
                      {each.question}
                    </a>{' '}
                    <span class="soft">{dayAndTime(each.createdAt)}</span>
                  </li>
                ))}
              </ul>
            </>
          ) : null}
        </>
      ) : read.problem ? null : (
        <Skeleton rows={5} />
      )}
    </Dialog>
  )
}

function Facts({ visit }: { visit: Visit }) {
  const clock = clockThere(visit.timeZone, now.value)
  const facts: [string, string | null][] = [
    [t('visitors.from'), cameFrom(visit) ?? t('visitors.direct')],
    [t('visitors.campaign'), visit.campaign],
    [t('visitors.phrase'), visit.phrase],
    [t('visitors.device'), t(`visitors.device.${visit.device}`)],
    [t('visitors.language'), languageName(visit.language)],
    [t('visitors.place'), placeName(visit)],
    [t('visitors.localTime'), clock && `${clock}, ${timeZoneName(visit.timeZone, language.value)}`],
    [t('visitors.returning'), visit.number === 1 ? t('visitors.first') : t('visitors.nth', { n: visit.number })],
  ]
  return (
    <dl class="pairs">
      {facts.map(([name, said]) =>
        said ? (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd class="break">{said}</dd>
          </Fragment>
        ) : null,
      )}
    </dl>
  )
}
