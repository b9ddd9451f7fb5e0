import { useEffect } from 'preact/hooks'
import { showCount } from './attention/badge.ts'
import { startAttention } from './attention/watching.ts'
import { loadFaces } from './faces/faces.ts'
import { startDrafts } from './inbox/drafts.ts'
import { startViews } from './filters/views.ts'
import { startLabels } from './labels/labels.ts'
import { startInbox, waitingCount } from './inbox/lists/conversations.ts'
import { InboxPage } from './inbox/inbox-page.tsx'
import { startMessages } from './inbox/messages/messages.ts'
import { OfferCards } from './inbox/offers.tsx'
import { startAttachments } from './inbox/files/attachments.ts'
import { startOutbox } from './inbox/outbox.ts'
import { go, segments } from './routing.ts'
import { LinkPage } from './session/link-page.tsx'
import { ForgotPage } from './session/forgot-page.tsx'
import { ResetPage } from './session/reset-page.tsx'
import { SignInPage } from './session/sign-in-page.tsx'
import { isUnnamed, NamePage } from './session/name-page.tsx'
import { loadSession, me, session } from './session/session.ts'
import { CommandBar } from './shell/command-bar.tsx'
import { PLACES } from './shell/places.ts'
import { LostLine } from './shell/notices.tsx'
import { Rail } from './shell/rail.tsx'
import { startForYou, unreadForYou } from './for-you/for-you.ts'
import { startLibraryNews } from './library/library-news.ts'
import { t } from './texts.ts'
import { Later } from './ui/later.tsx'
import { Empty } from './ui/parts.tsx'
import { startPushing } from './attention/pushing.ts'
import { Toasts } from './ui/toasts.tsx'

let started = false
function startOnce(): void {
  if (started) return
  started = true
  startAttachments()
  startOutbox()
  startInbox()
  startLabels()
  startViews()
  startMessages()
  startDrafts()
  startLibraryNews()
  startAttention()
  startForYou()
  startPushing()
  void loadFaces()
}

export function App() {
  const place = segments.value[0] ?? 'inbox'
  const now = session.value
  if (place === 'setup' || place === 'invitation') return <LinkPage kind={place} />
  if (place === 'reset') return <ResetPage />
  if (now.state === 'unknown') return <div class="desk-wait" aria-busy="true" />
  if (now.state === 'unreachable') {
    return (
      <main class="door">
        <Empty icon="alert" title={t('session.unreachable')}>
          <button type="button" class="button button-main" onClick={() => void loadSession()}>
            {t('ui.again')}
          </button>
        </Empty>
      </main>
    )
  }
  if (now.state === 'out') {
    return (
      <>
        {place === 'forgot' ? <ForgotPage /> : <SignInPage />}
        <Toasts />
      </>
    )
  }
  if (isUnnamed(now.person)) return <NamePage person={now.person} onNamed={loadSession} />
  // A new person in the same tab begins with a fresh page: nothing of the last one stays in memory.
  startOnce()
  return <Desk place={place} />
}

function Desk({ place }: { place: string }) {
  const waits = waitingCount.value + unreadForYou.value
  const shown = PLACES.find((each) => each.place === place && each.allowed()) ?? PLACES[0]
  useEffect(() => {
    document.title = `${waits > 0 ? `(${waits}) ` : ''}${t(shown?.label ?? 'nav.inbox')} · Firstline`
  }, [waits, shown?.place, t('nav.inbox')])
  useEffect(() => showCount(waits), [waits])
  useEffect(() => {
    if (segments.value.length === 0) go('/desk/inbox/mine', { replace: true })
  }, [place])
  return (
    <div class="desk" data-role={me.value?.role}>
      <a class="skip" href="#desk-main">
        {t('ui.skip')}
      </a>
      <Rail place={shown?.under ?? shown?.place ?? 'inbox'} />
      <main class="stage" id="desk-main" tabIndex={-1}>
        {shown?.place === 'inbox' || !shown ? (
          <InboxPage />
        ) : (
          <>
            <OfferCards />
            <Later key={shown.place} load={shown.load} />
          </>
        )}
      </main>
      <CommandBar />
      <Toasts>
        <LostLine />
      </Toasts>
    </div>
  )
}
