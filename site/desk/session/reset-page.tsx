import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { get, post } from '../http.ts'
import { problemText } from '../problems.ts'
import { language, t } from '../texts.ts'
import { focusFirst } from '../ui/focus-first.ts'
import { Banner, Field, Skeleton } from '../ui/parts.tsx'
import { useAction } from '../ui/use-action.ts'
import { useLoad } from '../ui/use-load.ts'
import { Door } from './door.tsx'
import { LINK_DEAD, MIN_PASSWORD_LENGTH } from './link-page.tsx'

/** Behind a link that sets a new password. The token stays in the fragment, out of every log. */
export function ResetPage() {
  const token = useMemo(() => decodeURIComponent(location.hash.slice(1)), [])
  const password = useSignal('')
  const tooShort = useSignal(false)
  const done = useSignal(false)
  useEffect(() => {
    document.title = `${t('reset.title')} · Firstline`
  }, [language.value])
  const link = useLoad((stop) => get('/password-resets', { headers: { 'x-reset': token || '-' }, signal: stop }), [])
  const setting = useAction(() => post('/password-resets/use', { body: { token, password: password.value } }))
  const signingIn = useAction(() =>
    post('/auth/sign-in/email', { body: { email: link.value?.email ?? '', password: password.value } }),
  )

  async function submit(): Promise<void> {
    tooShort.value = password.value.length < MIN_PASSWORD_LENGTH
    if (tooShort.value || !(await setting.run())) return
    const signedIn = await signingIn.run()
    // A fresh page: whoever sat here before leaves nothing behind.
    if (signedIn && !signedIn.value.twoFactorRedirect) location.assign('/desk')
    else done.value = true
  }

  const dead = link.refused ?? (setting.refused?.code === LINK_DEAD ? setting.refused : null)
  if (dead) {
    return (
      <Door title={t('reset.title')}>
        <Banner tone="warn">{dead.code === LINK_DEAD ? t('reset.dead') : problemText(dead)}</Banner>
        <a class="button button-main button-wide" href="/desk/forgot">
          {t('reset.again')}
        </a>
        <a class="door-link" href="/desk">
          {t('forgot.back')}
        </a>
      </Door>
    )
  }
  if (done.value) {
    return (
      <Door title={t('reset.title')}>
        <Banner tone="good" live>
          {t('reset.done')}
        </Banner>
        <a class="button button-main button-wide" href="/desk" onClick={() => location.assign('/desk')}>
          {t('session.signIn')}
        </a>
      </Door>
    )
  }
  if (!link.value)
    return (
      <Door title={t('reset.title')}>
        <Skeleton rows={3} tall />
      </Door>
    )
  return (
    <Door title={t('reset.title')}>
      <div class="door-text">
        <p>{t('reset.for', { name: link.value.name, mail: link.value.email })}</p>
        <p>{t(link.value.endsSecondStep ? 'reset.endsBoth' : 'reset.ends')}</p>
      </div>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <input
          type="text"
          class="unseen"
          autocomplete="username"
          value={link.value.email}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <Field
          label={t('session.newPassword')}
          hint={t('session.passwordHint')}
          problem={tooShort.value ? t('problem.password_too_short') : null}
        >
          {(ties) => (
            <input
              {...ties}
              class="input"
              type="password"
              required
              ref={focusFirst}
              autocomplete="new-password"
              value={password.value}
              onInput={(event) => {
                tooShort.value = false
                setting.refuse(null)
                password.value = event.currentTarget.value
              }}
            />
          )}
        </Field>
        {setting.problem ? (
          <Banner tone="bad" live>
            {setting.problem}
          </Banner>
        ) : null}
        <button type="submit" class="button button-main button-wide" disabled={setting.busy || signingIn.busy}>
          {t('reset.set')}
        </button>
      </form>
    </Door>
  )
}
