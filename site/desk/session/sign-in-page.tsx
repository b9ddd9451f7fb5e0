import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { post } from '../http.ts'
import { isTextKey, language, t } from '../texts.ts'
import { Banner, Field } from '../ui/parts.tsx'
import { useAction } from '../ui/use-action.ts'
import { Door } from './door.tsx'
import { loadSession, session } from './session.ts'

/** Sign-in, and the second step for those who turned it on. */
export function SignInPage() {
  const mail = useSignal('')
  const password = useSignal('')
  const code = useSignal('')
  const step = useSignal<'password' | 'code' | 'backup'>('password')
  const first = useRef<HTMLInputElement>(null)
  useEffect(() => {
    document.title = `${t('session.signIn')} · Firstline`
  }, [language.value])
  useEffect(() => first.current?.focus(), [step.value])

  const asking = useAction(() =>
    step.value === 'password'
      ? post('/auth/sign-in/email', { body: { email: mail.value.trim(), password: password.value } })
      : post(step.value === 'code' ? '/auth/two-factor/verify-totp' : '/auth/two-factor/verify-backup-code', {
          body: { code: code.value.replace(/\s/g, '') },
        }),
  )
  useEffect(() => {
    if (!asking.refused) return
    // The first step is too long ago: the second has nothing to stand on.
    if (asking.refused.code === 'second_step_expired') step.value = 'password'
    first.current?.select()
  }, [asking.refused])
  async function signIn(): Promise<void> {
    const done = await asking.run()
    if (!done) return
    if (done.value?.twoFactorRedirect) step.value = 'code'
    else await loadSession()
  }
  const input = (bound: typeof mail, rest: Record<string, unknown>) => ({
    class: 'input',
    value: bound.value,
    required: true,
    onInput: (event: { currentTarget: HTMLInputElement }) => {
      bound.value = event.currentTarget.value
    },
    ...rest,
  })
  const why = session.value.state === 'out' ? `session.why.${session.value.why}` : ''
  return (
    <Door title={t(step.value === 'password' ? 'session.signIn' : 'session.secondStep')}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void signIn()
        }}
      >
        {step.value === 'password' && isTextKey(why) ? <Banner tone="warn">{t(why)}</Banner> : null}
        {step.value === 'password' ? (
          <>
            <Field label={t('session.mail')}>
              {(ties) => <input {...ties} ref={first} {...input(mail, { type: 'email', autocomplete: 'username' })} />}
            </Field>
            <Field label={t('session.password')}>
              {(ties) => (
                <input {...ties} {...input(password, { type: 'password', autocomplete: 'current-password' })} />
              )}
            </Field>
          </>
        ) : (
          <Field
            label={t(step.value === 'code' ? 'session.code' : 'session.backupCode')}
            hint={t(step.value === 'code' ? 'session.codeHint' : 'session.backupHint')}
          >
            {(ties) => (
              <input
                {...ties}
                ref={first}
                {...input(code, {
                  inputMode: step.value === 'code' ? 'numeric' : 'text',
                  autocomplete: 'one-time-code',
                })}
              />
            )}
          </Field>
        )}
        {asking.problem ? (
          <Banner tone="bad" live>
            {asking.problem}
          </Banner>
        ) : null}
        <button type="submit" class="button button-main button-wide" disabled={asking.busy}>
          {t(step.value === 'password' ? 'session.signIn' : 'session.confirm')}
        </button>
        {step.value === 'password' ? (
          <a class="door-link" href="/desk/forgot">
            {t('session.forgot')}
          </a>
        ) : (
          <button
            type="button"
            class="button button-quiet"
            onClick={() => (step.value = step.value === 'code' ? 'backup' : 'code')}
          >
            {t(step.value === 'code' ? 'session.useBackup' : 'session.useCode')}
          </button>
        )}
      </form>
    </Door>
  )
}
