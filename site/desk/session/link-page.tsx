import type { ProblemCode } from '#protocol'
import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { get, post } from '../http.ts'
import { problemText } from '../problems.ts'
import { go } from '../routing.ts'
import { language, t } from '../texts.ts'
import { focusFirst } from '../ui/focus-first.ts'
import { Banner, Field, Skeleton } from '../ui/parts.tsx'
import { useAction } from '../ui/use-action.ts'
import { useLoad } from '../ui/use-load.ts'
import { Door } from './door.tsx'
import { loadSession } from './session.ts'

export const MIN_PASSWORD_LENGTH = 10
/** What a link answers that was used, has run out or never was one. */
export const LINK_DEAD = 'link_used_or_expired' satisfies ProblemCode

/** The pages behind one-time links: the first admin, and everybody who was invited. The token stays in the fragment, out of every log. */
export function LinkPage({ kind }: { kind: 'setup' | 'invitation' }) {
  const token = useMemo(() => decodeURIComponent(location.hash.slice(1)), [])
  const tooShort = useSignal(false)
  const name = useSignal<string | null>(null)
  const mail = useSignal('')
  const password = useSignal('')

  useEffect(() => {
    document.title = `${t(`session.${kind}`)} · Firstline`
  }, [language.value])
  const invitation = useLoad(
    token ? (stop) => get('/invitations', { headers: { 'x-invitation': token }, signal: stop }) : null,
    [],
  )
  const shownName = name.value ?? invitation.value?.name ?? ''
  const email = kind === 'setup' ? mail.value.trim() : (invitation.value?.email ?? '')
  const accepting = useAction(() =>
    kind === 'setup'
      ? post('/setup', { body: { token, name: shownName.trim(), email, password: password.value } })
      : post('/invitations/accept', { body: { token, name: shownName.trim(), password: password.value } }),
  )
  const signingIn = useAction(() => post('/auth/sign-in/email', { body: { email, password: password.value } }))
  // What is typed may mend it: a red sentence beside a mended field would be a lie.
  const hush = () => {
    accepting.refuse(null)
    tooShort.value = false
  }

  async function submit(): Promise<void> {
    hush()
    tooShort.value = password.value.length < MIN_PASSWORD_LENGTH
    if (tooShort.value || !(await accepting.run())) return
    await signingIn.run()
    await loadSession()
    go('/desk/inbox/mine', { replace: true })
  }

  const isOther = invitation.value !== null && invitation.value.first !== (kind === 'setup')
  const dead = !token || isOther ? ({ code: LINK_DEAD } as const) : invitation.refused
  if (dead) {
    return (
      <Door title={t(`session.${kind}`)}>
        <Banner tone="warn">
          {dead.code === LINK_DEAD
            ? t(kind === 'setup' ? 'session.setupUsed' : 'problem.link_used_or_expired')
            : problemText(dead)}
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
  const bound = (to: { value: string | null }, value: string, rest: Record<string, unknown>) => ({
    class: 'input',
    value,
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
          {(ties) => (
            <input {...ties} {...bound(name, shownName, { autocomplete: 'name', maxLength: 80, ref: focusFirst })} />
          )}
        </Field>
        {kind === 'setup' ? (
          <Field label={t('session.mail')}>
            {(ties) => <input {...ties} {...bound(mail, mail.value, { type: 'email', autocomplete: 'username' })} />}
          </Field>
        ) : (
          <p class="door-text">{invitation.value?.email}</p>
        )}
        <Field
          label={t('session.newPassword')}
          hint={t(kind === 'setup' ? 'session.passwordHint' : 'session.passwordOrKnown')}
          problem={tooShort.value ? t('problem.password_too_short') : null}
        >
          {(ties) => (
            <input {...ties} {...bound(password, password.value, { type: 'password', autocomplete: 'new-password' })} />
          )}
        </Field>
        {accepting.problem ? (
          <Banner tone="bad" live>
            {accepting.refused?.code === 'wrong_credentials' ? t('session.passwordKnown') : accepting.problem}
          </Banner>
        ) : null}
        <button type="submit" class="button button-main button-wide" disabled={accepting.busy || signingIn.busy}>
          {t(kind === 'setup' ? 'session.create' : 'session.join')}
        </button>
      </form>
    </Door>
  )
}
