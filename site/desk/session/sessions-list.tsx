import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { get, post, remove } from '../http.ts'
import type { DeskSession } from '../shapes.ts'
import { dayAndTime, since } from '../dates.ts'
import { problemText } from '../problems.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { Banner, Skeleton } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'

const named = ({ browser, system }: DeskSession['device']) =>
  [browser, system].filter(Boolean).join(' · ') || t('account.unknownDevice')

/** Every place this person is signed in at, and the way to end each. */
export function SessionsList() {
  const list = useSignal<readonly DeskSession[] | null>(null)
  const problem = useSignal<string | null>(null)
  async function load(): Promise<void> {
    const answered = await get('/desk/sessions')
    problem.value = answered.ok ? null : problemText(answered.problem)
    if (answered.ok) list.value = answered.value.items
  }
  useEffect(() => void load(), [])
  async function end(session: DeskSession): Promise<void> {
    const answered = await remove('/desk/sessions/{id}', { params: { id: session.id } })
    say(answered.ok ? t('account.sessionEnded', { device: named(session.device) }) : problemText(answered.problem), {
      tone: answered.ok ? 'good' : 'bad',
    })
    await load()
  }
  async function endOthers(): Promise<void> {
    const answered = await post('/auth/revoke-other-sessions', { body: {} })
    say(answered.ok ? t('account.signedOutElsewhere') : problemText(answered.problem), {
      tone: answered.ok ? 'good' : 'bad',
    })
    await load()
  }
  return (
    <section class="card">
      <h2>{t('account.sessions')}</h2>
      <p class="soft">{t('account.sessionsText')}</p>
      {problem.value ? <Banner tone="bad">{problem.value}</Banner> : null}
      {list.value === null ? (
        problem.value ? null : (
          <Skeleton rows={2} tall />
        )
      ) : (
        <ul class="sessions">
          {list.value.map((each) => (
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
                  onClick={() => void end(each)}
                >
                  {t('account.endSession')}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {(list.value?.length ?? 0) > 1 ? (
        <div class="form-buttons">
          <button type="button" class="button" onClick={() => void endOthers()}>
            <Icon name="logOut" /> {t('account.signOutElsewhere')}
          </button>
        </div>
      ) : null}
    </section>
  )
}
