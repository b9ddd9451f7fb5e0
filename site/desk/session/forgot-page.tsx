import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { get, post } from '../http.ts'
import { problemText } from '../problems.ts'
import { language, t } from '../texts.ts'
import { focusFirst } from '../ui/focus-first.ts'
import { Banner, Field, Skeleton } from '../ui/parts.tsx'
import { Door } from './door.tsx'

/** A forgotten password: a letter where this shop sends mail, and the two ways that always work. */
export function ForgotPage() {
  const byMail = useSignal<boolean | null>(null)
  const mail = useSignal('')
  const sent = useSignal(false)
  const problem = useSignal<string | null>(null)
  const busy = useSignal(false)
  useEffect(() => {
    document.title = `${t('forgot.title')} · Firstline`
  }, [language.value])
  useEffect(() => {
    void get('/password-resets/ways').then((answered) => {
      byMail.value = answered.ok && answered.value.mail
      problem.value = answered.ok ? null : problemText(answered.problem)
    })
  }, [])
  async function ask(): Promise<void> {
    busy.value = true
    const answered = await post('/password-resets', { body: { email: mail.value.trim(), locale: language.value } })
    busy.value = false
    problem.value = answered.ok ? null : problemText(answered.problem)
    sent.value = answered.ok
  }
  return (
    <Door title={t('forgot.title')}>
      {byMail.value === null ? (
        <Skeleton rows={3} tall />
      ) : sent.value ? (
        <Banner tone="good" live>
          <p>{t('forgot.sent', { mail: mail.value.trim() })}</p>
          <p>{t('forgot.sentMore')}</p>
        </Banner>
      ) : byMail.value ? (
        <form
          class="form"
          onSubmit={(event) => {
            event.preventDefault()
            void ask()
          }}
        >
          <Field label={t('session.mail')} hint={t('forgot.hint')}>
            {(ties) => (
              <input
                {...ties}
                class="input"
                type="email"
                autocomplete="username"
                required
                ref={focusFirst}
                value={mail.value}
                onInput={(event) => {
                  problem.value = null
                  mail.value = event.currentTarget.value
                }}
              />
            )}
          </Field>
          {problem.value ? (
            <Banner tone="bad" live>
              {problem.value}
            </Banner>
          ) : null}
          <button type="submit" class="button button-main button-wide" disabled={busy.value}>
            {t('forgot.send')}
          </button>
        </form>
      ) : (
        <Banner tone="warn">{problem.value ?? t('forgot.noMail')}</Banner>
      )}
      <div class="door-text">
        <p>{t(byMail.value ? 'forgot.otherWays' : 'forgot.ways')}</p>
        <ul>
          <li>{t('forgot.askAdmin')}</li>
          <li>
            {t('forgot.onServer')} <code>npm run admin -- link {t('forgot.yourMail')}</code>
          </li>
        </ul>
      </div>
      <a class="door-link" href="/desk">
        {t('forgot.back')}
      </a>
    </Door>
  )
}
