import { useSignal } from '@preact/signals'
import { AttentionPart } from '../attention/attention-part.tsx'
import { patch, post } from '../http.ts'
import { chooseSendKey, sendKey } from '../inbox/composer/preferences.ts'
import { chooseTheme, theme } from '../shell/theme.ts'
import { FaceEditor } from '../faces/face-editor.tsx'
import { t } from '../texts.ts'
import { LanguageChoice } from '../ui/language-choice.tsx'
import { Icon } from '../ui/icon.tsx'
import { Banner, Choice, Field } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { MIN_PASSWORD_LENGTH } from './link-page.tsx'
import { SecondStep } from './second-step.tsx'
import { configures, loadSession, me } from './session.ts'
import { SessionsList } from './sessions-list.tsx'

export async function signOut(): Promise<void> {
  await post('/auth/sign-out', { body: {} })
  // A fresh page: nothing of this person stays in memory.
  location.assign('/desk')
}

/** What belongs to one person: language, appearance, how they write, password, second step. */
export function AccountPage() {
  const person = me.value
  if (!person) return null
  return (
    <div class="page page-narrow">
      <header class="page-head">
        <h1>{t('account.title')}</h1>
        {configures.value ? (
          <a class="button account-site" href="/desk/settings">
            <Icon name="settings" /> {t('nav.settings')}
          </a>
        ) : null}
        <button type="button" class="button" onClick={() => void signOut()}>
          <Icon name="logOut" /> {t('session.signOut')}
        </button>
      </header>
      <section class="card">
        <NameForm name={person.name} />
        <p class="soft">
          {person.mail} · {t(`role.${person.role}`)}
        </p>
        <div class="field">
          <span class="field-label">{t('account.language')}</span>
          <LanguageChoice />
        </div>
        <div class="field">
          <span class="field-label">{t('account.theme')}</span>
          <Choice
            label={t('account.theme')}
            value={theme.value}
            options={(['auto', 'light', 'dark'] as const).map((value) => ({
              value,
              text: t(`account.theme.${value}`),
            }))}
            onChoose={chooseTheme}
          />
        </div>
      </section>
      <section class="card">
        <FaceEditor person={person}>
          <h2>{t('face.title')}</h2>
          <p class="field-hint">{t('face.hint')}</p>
        </FaceEditor>
      </section>
      <section class="card">
        <h2>{t('account.writing')}</h2>
        <div class="field">
          <span class="field-label">{t('account.send')}</span>
          <Choice
            label={t('account.send')}
            value={sendKey.value}
            options={[
              { value: 'enter', text: 'Enter' },
              { value: 'ctrl-enter', text: 'Ctrl+Enter' },
            ]}
            onChoose={chooseSendKey}
          />
        </div>
      </section>
      <AttentionPart />
      <PasswordForm />
      <SecondStep />
      <SessionsList />
    </div>
  )
}

function NameForm({ name }: { name: string }) {
  const next = useSignal(name)
  const renaming = useAction(() => patch('/desk/me', { body: { name: next.value.trim() } }), { toast: true })
  async function rename(): Promise<void> {
    if (!(await renaming.run())) return
    say(t('ui.saved'))
    await loadSession()
  }
  const changed = next.value.trim() !== '' && next.value.trim() !== name
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (changed) void rename()
      }}
    >
      <Field label={t('session.name')} hint={t('session.nameHint')}>
        {(ties) => (
          <div class="inline-form">
            <input
              {...ties}
              class="input"
              required
              maxLength={80}
              autocomplete="name"
              value={next.value}
              onInput={(event) => (next.value = event.currentTarget.value)}
            />
            <button type="submit" class="button" disabled={!changed || renaming.busy}>
              {t('ui.save')}
            </button>
          </div>
        )}
      </Field>
    </form>
  )
}

function PasswordForm() {
  const current = useSignal('')
  const next = useSignal('')
  const changing = useAction(() =>
    post('/auth/change-password', {
      body: { currentPassword: current.value, newPassword: next.value, revokeOtherSessions: true },
    }),
  )
  async function change(): Promise<void> {
    if (next.value.length < MIN_PASSWORD_LENGTH) {
      changing.refuse(t('problem.password_too_short'))
      return
    }
    if (!(await changing.run())) return
    current.value = ''
    next.value = ''
    say(t('account.passwordChanged'))
  }
  return (
    <section class="card">
      <h2>{t('account.changePassword')}</h2>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void change()
        }}
      >
        <input
          type="text"
          class="unseen"
          autocomplete="username"
          value={me.value?.mail ?? ''}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <div class="field-row">
          <Field label={t('account.currentPassword')}>
            {(ties) => (
              <input
                {...ties}
                class="input"
                type="password"
                required
                autocomplete="current-password"
                value={current.value}
                onInput={(event) => (current.value = event.currentTarget.value)}
              />
            )}
          </Field>
          <Field label={t('session.newPassword')} hint={t('session.passwordHint')}>
            {(ties) => (
              <input
                {...ties}
                class="input"
                type="password"
                required
                autocomplete="new-password"
                value={next.value}
                onInput={(event) => (next.value = event.currentTarget.value)}
              />
            )}
          </Field>
        </div>
        {changing.problem ? (
          <Banner tone="bad" live>
            {changing.problem}
          </Banner>
        ) : null}
        <div class="form-buttons">
          <button type="submit" class="button" disabled={changing.busy}>
            {t('account.changePassword')}
          </button>
        </div>
      </form>
    </section>
  )
}
