import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import type { AnswerOf } from '#desk-api'
import { get, post } from '../http.ts'
import { problemText } from '../problems.ts'
import { go } from '../routing.ts'
import { language, t } from '../texts.ts'
import { focusFirst } from '../ui/focus-first.ts'
import { Banner, Field, Skeleton } from '../ui/parts.tsx'
import { Door } from './door.tsx'
import { loadSession } from './session.ts'

export const MIN_PASSWORD_LENGTH = 10

/** The pages behind one-time links: the first admin, and everybody who was invited. The token stays in the fragment, out of every log. */
export function LinkPage({ kind }: { kind: 'setup' | 'invitation' }) {
  const token = useMemo(() => decodeURIComponent(location.hash.slice(1)), [])
  const invitation = useSignal<AnswerOf<'/invitations', 'get'> | null>(null)
  const problem = useSignal<string | null>(null)
  const fields = useSignal<Record<string, string>>({})
  const dead = useSignal<{ code: string; message: string } | null>(null)
  const busy = useSignal(false)
  const name = useSignal('')
  const mail = useSignal('')
  const password = useSignal('')

  useEffect(() => {
    document.title = `${t(`session.${kind}`)} · Firstline`
  }, [language.value])
  useEffect(() => {
    const isDead = (code: string) => (dead.value = { code, message: '' })
    if (!token) return void isDead('link_used_or_expired')
    void get('/invitations', { headers: { 'x-invitation': token } }).then((answered) => {
      if (!answered.ok) return void isDead(answered.problem.code)
      if (answered.value.first !== (kind === 'setup')) return void isDead('link_used_or_expired')
      invitation.value = answered.value
      name.value = answered.value.name
    })
  }, [])
  // What is typed may mend it: a red sentence beside a mended field would be a lie.
  const hush = () => {
    problem.value = null
    fields.value = {}
  }

  async function submit(): Promise<void> {
    hush()
    if (password.value.length < MIN_PASSWORD_LENGTH) {
      fields.value = { password: t('problem.password_too_short') }
      return
    }
    busy.value = true
    const email = kind === 'setup' ? mail.value.trim() : (invitation.value?.email ?? '')
    const answered =
      kind === 'setup'
        ? await post('/setup', { body: { token, name: name.value.trim(), email, password: password.value } })
        : await post('/invitations/accept', { body: { token, name: name.value.trim(), password: password.value } })
    if (!answered.ok) {
      busy.value = false
      problem.value = problemText(answered.problem)
      return
    }
    await post('/auth/sign-in/email', { body: { email, password: password.value } })
    await loadSession()
    go('/desk/inbox/mine', { replace: true })
  }

  if (dead.value) {
    return (
      <Door title={t(`session.${kind}`)}>
        <Banner tone="warn">
          {dead.value.code === 'link_used_or_expired'
            ? t(kind === 'setup' ? 'session.setupUsed' : 'problem.link_used_or_expired')
            : problemText(dead.value)}
        </Banner>
        <a class="button" href="/desk">
          {t('session.signIn')}
        </a>
      </Door>
    )
  }
  if (!invitation.value)
    return (
      <Door title={t(`session.${kind}`)}>
        <Skeleton rows={3} tall />
      </Door>
    )
  const bound = (to: typeof name, rest: Record<string, unknown>) => ({
    class: 'input',
    value: to.value,
    required: true,
    onInput: (event: { currentTarget: HTMLInputElement }) => {
      hush()
      to.value = event.currentTarget.value
    },
    ...rest,
  })
  return (
    <Door title={t(`session.${kind}`)}>
      <p class="door-text">
        {kind === 'setup'
          ? t('session.setupText')
          : t('session.invitationText', {
              by: invitation.value?.by ?? '',
              role: t(`role.${invitation.value?.role ?? 'operator'}`),
            })}
      </p>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <Field label={t('session.name')} hint={t('session.nameHint')}>
          {(ties) => <input {...ties} {...bound(name, { autocomplete: 'name', maxLength: 80, ref: focusFirst })} />}
        </Field>
        {kind === 'setup' ? (
          <Field label={t('session.mail')}>
            {(ties) => <input {...ties} {...bound(mail, { type: 'email', autocomplete: 'username' })} />}
          </Field>
        ) : (
          <p class="door-text">{invitation.value?.email}</p>
        )}
        <Field label={t('session.newPassword')} hint={t('session.passwordHint')} problem={fields.value.password}>
          {(ties) => <input {...ties} {...bound(password, { type: 'password', autocomplete: 'new-password' })} />}
        </Field>
        {problem.value ? (
          <Banner tone="bad" live>
            {problem.value}
          </Banner>
        ) : null}
        <button type="submit" class="button button-main button-wide" disabled={busy.value}>
          {t(kind === 'setup' ? 'session.create' : 'session.join')}
        </button>
      </form>
    </Door>
  )
}
