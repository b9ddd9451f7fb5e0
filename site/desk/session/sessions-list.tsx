import { get, post, remove } from '../http.ts'
import type { DeskSession } from '../shapes.ts'
import { dayAndTime, since } from '../dates.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Banner, Skeleton } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { useLoad } from '../ui/use-load.ts'

const named = ({ browser, system }: DeskSession['device']) =>
  [browser, system].filter(Boolean).join(' · ') || t('account.unknownDevice')

/** Every place this person is signed in at, and the way to end each. */
export function SessionsList() {
  const sessions = useLoad((stop) => get('/desk/sessions', { signal: stop }), [])
  const ending = useAction((session: DeskSession) => remove('/desk/sessions/{id}', { params: { id: session.id } }), {
    toast: true,
  })
  const endingOthers = useAction(() => post('/auth/revoke-other-sessions', { body: {} }), { toast: true })
  async function end(session: DeskSession): Promise<void> {
    if (await ending.run(session)) say(t('account.sessionEnded', { device: named(session.device) }))
    sessions.again()
  }
  async function endOthers(): Promise<void> {
    if (await endingOthers.run()) say(t('account.signedOutElsewhere'))
    sessions.again()
  }
  const list = sessions.value?.items
  return (
    <section class="card">
      <h2>{t('account.sessions')}</h2>
      <p class="soft">{t('account.sessionsText')}</p>
      {sessions.problem ? <Banner tone="bad">{sessions.problem}</Banner> : null}
      {!list ? (
        sessions.problem ? null : (
          <Skeleton rows={2} tall />
        )
      ) : (
        <ul class="sessions">
          {list.map((each) => (
            <li key={each.id}>
              <span>
                <strong>{named(each.device)}</strong>{' '}
                {each.current ? <span class="chip chip-good">{t('account.thisDevice')}</span> : null}
                <span class="soft">
                  {t('account.sessionPlace', { address: each.address, at: dayAndTime(each.signedInAt) })}
                  {each.current ? null : ` · ${t('people.seen', { at: since(each.lastSeenAt) })}`}
                </span>
              </span>
              {each.current ? null : (
                <button
                  type="button"
                  class="button button-small"
                  aria-label={t('account.endSessionOf', { device: named(each.device) })}
                  disabled={ending.busy}
                  onClick={() => void end(each)}
                >
                  {t('account.endSession')}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {(list?.length ?? 0) > 1 ? (
        <div class="form-buttons">
          <button type="button" class="button" disabled={endingOthers.busy} onClick={() => void endOthers()}>
            <Icon name="logOut" /> {t('account.signOutElsewhere')}
          </button>
        </div>
      ) : null}
    </section>
  )
}
