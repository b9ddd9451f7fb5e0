import { useSignal } from '@preact/signals'
import type { Answered } from '../api.ts'
import { post } from '../http.ts'
import { t } from '../texts.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { QrCode } from '../ui/qr-code.tsx'
import { Banner, Field } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { BackupCodes } from './backup-codes.tsx'
import { loadSession, me } from './session.ts'

/** Turns the one-time code on (key, then proof that the app works) and off, and makes new backup codes. */
export function SecondStep() {
  const password = useSignal('')
  const code = useSignal('')
  const setup = useSignal<{ totpURI: string; backupCodes: string[] } | null>(null)
  const renewed = useSignal<string[] | null>(null)
  const on = me.value?.totp ?? false

  const asking = useAction((asked: () => Promise<Answered<unknown>>) => asked())
  async function ask<T>(asked: () => Promise<Answered<T>>, done: (value: T) => void): Promise<void> {
    await asking.run(async () => {
      const answered = await asked()
      if (answered.ok) done(answered.value)
      return answered
    })
  }
  const begin = () =>
    ask(
      () => post('/auth/two-factor/enable', { body: { password: password.value } }),
      (value) => (setup.value = value),
    )
  const prove = () =>
    ask(
      () => post('/auth/two-factor/verify-totp', { body: { code: code.value.replace(/\s/g, '') } }),
      () => {
        setup.value = null
        password.value = ''
        code.value = ''
        say(t('account.totpDone'))
        void loadSession()
      },
    )
  const end = () =>
    ask(
      () => post('/auth/two-factor/disable', { body: { password: password.value } }),
      () => {
        password.value = ''
        say(t('account.totpGone'))
        void loadSession()
      },
    )
  const renew = () =>
    ask(
      () => post('/auth/two-factor/generate-backup-codes', { body: { password: password.value } }),
      (value) => {
        password.value = ''
        renewed.value = value.backupCodes
      },
    )
  const key = setup.value ? (new URL(setup.value.totpURI).searchParams.get('secret') ?? '') : ''
  return (
    <section class="card">
      <h2>{t('account.secondStep')}</h2>
      <p class="soft">{t(on ? 'account.totpOn' : 'account.totpOff')}</p>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void (setup.value ? prove() : on ? end() : begin())
        }}
      >
        {setup.value ? (
          <>
            <p>{t('account.totpScan')}</p>
            <QrCode text={setup.value.totpURI} label={t('account.totpQr')} />
            <CopyField label={t('account.totpKey')} value={key.replace(/(.{4})(?=.)/g, '$1 ')} />
            <p>
              <a href={setup.value.totpURI}>{t('account.totpLink')}</a>
            </p>
            <BackupCodes codes={setup.value.backupCodes} />
            <Field label={t('session.code')} hint={t('session.codeHint')}>
              {(ties) => (
                <input
                  {...ties}
                  class="input input-code"
                  inputMode="numeric"
                  autocomplete="one-time-code"
                  required
                  value={code.value}
                  onInput={(event) => (code.value = event.currentTarget.value)}
                />
              )}
            </Field>
          </>
        ) : (
          <Field label={t('account.currentPassword')}>
            {(ties) => (
              <input
                {...ties}
                class="input"
                type="password"
                required
                autocomplete="current-password"
                value={password.value}
                onInput={(event) => (password.value = event.currentTarget.value)}
              />
            )}
          </Field>
        )}
        {asking.problem ? (
          <Banner tone="bad" live>
            {asking.problem}
          </Banner>
        ) : null}
        {renewed.value ? (
          <>
            <Banner tone="good" live>
              {t('account.backupRenewed')}
            </Banner>
            <BackupCodes codes={renewed.value} />
          </>
        ) : null}
        <div class="form-buttons">
          {on ? (
            <button
              type="button"
              class="button"
              disabled={asking.busy}
              onClick={(event) => {
                if (event.currentTarget.form?.reportValidity()) void renew()
              }}
            >
              {t('account.backupRenew')}
            </button>
          ) : null}
          <button type="submit" class="button" disabled={asking.busy}>
            {t(setup.value ? 'session.confirm' : on ? 'account.totpDisable' : 'account.totpEnable')}
          </button>
        </div>
      </form>
    </section>
  )
}
