import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { AnswerOf } from '#desk-api'
import { get, post } from '../http.ts'
import { problemText } from '../problems.ts'
import { language, t } from '../texts.ts'
import { focusFirst } from '../ui/focus-first.ts'
import { Banner, Field, Skeleton } from '../ui/parts.tsx'
import { Door } from './door.tsx'
import { MIN_PASSWORD_LENGTH } from './link-page.tsx'

/** Behind a link that sets a new password. The token stays in the fragment, out of every log. */
export function ResetPage() {
  const token = useMemo(() => decodeURIComponent(location.hash.slice(1)), [])
  const known = useSignal<AnswerOf<'/password-resets', 'get'> | null>(null)
  const dead = useSignal<{ code: string; message: string } | null>(null)
  const password = useSignal('')
  const tooShort = useSignal(false)
  const problem = useSignal<string | null>(null)
  const busy = useSignal(false)
  const done = useSignal(false)
  useEffect(() => {
    document.title = `${t('reset.title')} · Firstline`
  }, [language.value])
  useEffect(() => {
    void get('/password-resets', { headers: { 'x-reset': token || '-' } }).then((answered) => {
      if (answered.ok) known.value = answered.value
      else dead.value = answered.problem
    })
  }, [])

  async function submit(): Promise<void> {
    tooShort.value = password.value.length < MIN_PASSWORD_LENGTH
    if (tooShort.value) return
    busy.value = true
    const used = await post('/password-resets/use', { body: { token, password: password.value } })
    if (!used.ok) {
      busy.value = false
      if (used.problem.code === 'link_used_or_expired') dead.value = used.problem
      else problem.value = problemText(used.problem)
      return
    }
    const signedIn = await post('/auth/sign-in/email', {
      body: { email: known.value?.email ?? '', password: password.value },
    })
    // A fresh page: whoever sat here before leaves nothing behind.
    if (signedIn.ok && !signedIn.value.twoFactorRedirect) location.assign('/desk')
    else done.value = true
  }

  if (dead.value) {
    return (
      <Door title={t('reset.title')}>
        <Banner tone="warn">
          {dead.value.code === 'link_used_or_expired' ? t('reset.dead') : problemText(dead.value)}
        </Banner>
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
  if (!known.value)
    return (
      <Door title={t('reset.title')}>
        <Skeleton rows={3} tall />
      </Door>
    )
  return (
    <Door title={t('reset.title')}>
      <div class="door-text">
        <p>{t('reset.for', { name: known.value.name, mail: known.value.email })}</p>
        <p>{t(known.value.endsSecondStep ? 'reset.endsBoth' : 'reset.ends')}</p>
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
          value={known.value.email}
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
                problem.value = null
                password.value = event.currentTarget.value
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
          {t('reset.set')}
        </button>
      </form>
    </Door>
  )
}
