import { useSignal } from '@preact/signals'
import type { AnswerOf } from '#desk-api'
import { dayAndTime, now } from '../dates.ts'
import { get, post, remove } from '../http.ts'
import { t } from '../texts.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { Banner } from '../ui/parts.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { ExchangeDialog } from './exchange-dialog.tsx'

export type Secrets = AnswerOf<'/desk/site/identity-secrets', 'get'>['items']

/** The secret a shop's server vouches for its customers with: shown when asked for, exchanged, and the ones before it ended. */
export function SecretFields() {
  const shown = useSignal<{ secret: string; all: Secrets } | null>(null)
  const exchanging = useSignal(false)
  const showing = useAction(async () => {
    const [secret, all] = await Promise.all([get('/desk/site/identity-secret'), get('/desk/site/identity-secrets')])
    if (!secret.ok) return secret
    return all.ok ? { ok: true as const, value: { secret: secret.value.secret, all: all.value.items } } : all
  })
  const ending = useAction((id: string) => remove('/desk/site/identity-secrets/{id}', { params: { id } }))
  const show = async () => {
    const done = await showing.run()
    if (done) shown.value = done.value
  }
  const end = async (id: string) => {
    const done = await ending.run(id)
    if (!done || !shown.value) return
    shown.value = { ...shown.value, all: done.value.items }
    say(t('identity.ended'))
  }
  const { secret, all = [] } = shown.value ?? {}
  const [current, ...before] = all
  const isAccepted = (until: string | null) => until === null || Date.parse(until) > now.value
  return (
    <>
      <h3>{t('site.identity')}</h3>
      <p class="field-hint">{t('site.identityHint')}</p>
      {secret && current ? (
        <>
          <CopyField label={t('site.identity')} value={secret} />
          <div class="form-buttons">
            <button type="button" class="button button-small" onClick={() => (exchanging.value = true)}>
              {t('identity.exchange')}
            </button>
          </div>
          {before.length > 0 ? (
            <>
              <h3>{t('identity.before')}</h3>
              <ul class="phrasings">
                {before.map(({ id, number, madeAt, until }) => (
                  <li key={id}>
                    <span>
                      {t('identity.numbered', { n: number, from: dayAndTime(madeAt) })}
                      {' · '}
                      {t(isAccepted(until) ? 'identity.until' : 'identity.endedAt', {
                        at: dayAndTime(until ?? madeAt),
                      })}
                    </span>
                    {isAccepted(until) ? (
                      <button
                        type="button"
                        class="button button-small button-bad"
                        disabled={ending.busy}
                        onClick={() => void end(id)}
                      >
                        {t('identity.end')}
                      </button>
                    ) : null}
                  </li>
                ))}
              </ul>
            </>
          ) : null}
        </>
      ) : (
        <button type="button" class="button button-small" onClick={() => void show()}>
          {t('site.identityShow')}
        </button>
      )}
      {(showing.problem ?? ending.problem) ? (
        <Banner tone="bad" live>
          {showing.problem ?? ending.problem}
        </Banner>
      ) : null}
      {exchanging.value && current ? (
        <ExchangeDialog
          current={current.id}
          exchange={(body) => post('/desk/site/identity-secrets', { body })}
          onClose={() => (exchanging.value = false)}
          onDone={() => {
            exchanging.value = false
            say(t('identity.exchanged'))
            void show()
          }}
        />
      ) : null}
    </>
  )
}
