import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { get, post } from '../http.ts'
import { language, t } from '../texts.ts'
import { focusFirst } from '../ui/focus-first.ts'
import { Banner, Field, Skeleton } from '../ui/parts.tsx'
import { useAction } from '../ui/use-action.ts'
import { useLoad } from '../ui/use-load.ts'
import { Door } from './door.tsx'

/** A forgotten password: a letter where this shop sends mail, and the two ways that always work. */
export function ForgotPage() {
  const mail = useSignal('')
  const sent = useSignal(false)
  useEffect(() => {
    document.title = `${t('forgot.title')} · Firstline`
  }, [language.value])
  const ways = useLoad((stop) => get('/password-resets/ways', { signal: stop }), [])
  const asking = useAction(() =>
    post('/password-resets', { body: { email: mail.value.trim(), locale: language.value } }),
  )
  async function ask(): Promise<void> {
    sent.value = Boolean(await asking.run())
  }
  const byMail = ways.value?.mail ?? false
  return (
    <Door title={t('forgot.title')}>
      {!ways.value && !ways.problem ? (
        <Skeleton rows={3} tall />
      ) : sent.value ? (
        <Banner tone="good" live>
          <p>{t('forgot.sent', { mail: mail.value.trim() })}</p>
          <p>{t('forgot.sentMore')}</p>
        </Banner>
      ) : byMail ? (
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
                  asking.refuse(null)
                  mail.value = event.currentTarget.value
                }}
              />
            )}
          </Field>
          {asking.problem ? (
            <Banner tone="bad" live>
              {asking.problem}
            </Banner>
          ) : null}
          <button type="submit" class="button button-main button-wide" disabled={asking.busy}>
            {t('forgot.send')}
          </button>
        </form>
      ) : (
        <Banner tone="warn">{ways.problem ?? t('forgot.noMail')}</Banner>
      )}
      <div class="door-text">
        <p>{t(byMail ? 'forgot.otherWays' : 'forgot.ways')}</p>
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
