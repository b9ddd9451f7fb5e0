import { useSignal } from '@preact/signals'
import { get, post, remove } from '../http.ts'
import { dayAndTime } from '../dates.ts'
import { problemText } from '../problems.ts'
import { configures, type Me } from '../session/session.ts'
import type { Invitation } from '../shapes.ts'
import { t } from '../texts.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { Banner, Field } from '../ui/parts.tsx'
import { say, sayThenDo } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { useLoad } from '../ui/use-load.ts'
import { ResetLinkDialog } from './person-menu.tsx'
import { ROLES } from './roles.ts'

/** Invitations by link: made here, handed over by whatever way the lead trusts, good once and for three days. */
export function Invitations({ joined }: { joined: string }) {
  const invitations = useLoad((stop) => get('/desk/invitations', { signal: stop }), [joined])
  const list = invitations.value?.items ?? []
  const name = useSignal('')
  const mail = useSignal('')
  const role = useSignal<Me['role']>('operator')
  const made = useSignal<{ link: string; name: string; expiresAt: string } | null>(null)
  const helping = useSignal(false)
  const inviting = useAction(
    () => post('/desk/invitations', { body: { email: mail.value.trim(), name: name.value.trim(), role: role.value } }),
    { word: (refused) => (refused.refused?.code === 'mail_taken' ? '' : problemText(refused)) },
  )
  const taken = inviting.refused?.refused
  /** Who signs in with this address already: they need a way back in, not an invitation. */
  const known = taken?.code === 'mail_taken' ? { id: String(taken.personId), name: String(taken.name) } : null
  async function invite(): Promise<void> {
    const done = await inviting.run()
    if (!done) return
    made.value = { ...done.value, name: name.value.trim() }
    name.value = ''
    mail.value = ''
    invitations.again()
  }
  function withdraw(invitation: Invitation): void {
    const at = list.findIndex((each) => each.id === invitation.id)
    const show = (change: (items: Invitation[]) => Invitation[]) =>
      invitations.put((shown) => shown && { items: change(shown.items) })
    const back = () => show((items) => items.toSpliced(at, 0, invitation))
    show((items) => items.filter((each) => each.id !== invitation.id))
    sayThenDo(
      t('people.withdrawn'),
      async () => {
        const answered = await remove('/desk/invitations/{id}', { params: { id: invitation.id } })
        if (answered.ok) return
        back()
        say(problemText(answered.problem), { tone: 'bad' })
      },
      back,
    )
  }
  return (
    <section class="card">
      <h2>{t('people.invite')}</h2>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          void invite()
        }}
      >
        <div class="field-row">
          <Field label={t('people.name')}>
            {(ties) => (
              <input
                {...ties}
                class="input"
                required
                maxLength={80}
                value={name.value}
                onInput={(event) => (name.value = event.currentTarget.value)}
              />
            )}
          </Field>
          <Field label={t('session.mail')}>
            {(ties) => (
              <input
                {...ties}
                class="input"
                type="email"
                required
                value={mail.value}
                onInput={(event) => (mail.value = event.currentTarget.value)}
              />
            )}
          </Field>
          <Field label={t('people.role')} hint={t(`role.${role.value}More`)}>
            {(ties) => (
              <select
                {...ties}
                class="input"
                value={role.value}
                onChange={(event) => (role.value = event.currentTarget.value as Me['role'])}
              >
                {ROLES.filter((each) => each === 'operator' || configures.value).map((each) => (
                  <option key={each} value={each}>
                    {t(`role.${each}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        </div>
        {inviting.problem ? (
          <Banner tone="bad" live>
            {inviting.problem}
          </Banner>
        ) : null}
        {known ? (
          <Banner tone="warn" live>
            <p>{t(configures.value ? 'people.isHere' : 'people.isHereAsk', { name: known.name })}</p>
            {configures.value ? (
              <button type="button" class="button button-small" onClick={() => (helping.value = true)}>
                {t('people.newLink')}
              </button>
            ) : null}
          </Banner>
        ) : null}
        <div class="form-buttons">
          <button type="submit" class="button button-main" disabled={inviting.busy}>
            {t('people.makeLink')}
          </button>
        </div>
      </form>
      {helping.value && known ? <ResetLinkDialog person={known} onClose={() => (helping.value = false)} /> : null}
      {made.value ? (
        <Banner tone="good" live>
          <p>{t('people.linkFor', { name: made.value.name, at: dayAndTime(made.value.expiresAt) })}</p>
          <CopyField label={t('people.link')} value={made.value.link} />
        </Banner>
      ) : null}
      {list.length > 0 ? (
        <ul class="phrasings">
          {list.map((each) => (
            <li key={each.id}>
              <span>
                <strong>{each.name}</strong> {each.mail}
              </span>
              <span class="soft">
                {t(`role.${each.role}`)} · {t('people.until', { at: dayAndTime(each.expiresAt) })}
              </span>
              <button type="button" class="button button-small button-quiet" onClick={() => withdraw(each)}>
                {t('people.withdraw')}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  )
}
