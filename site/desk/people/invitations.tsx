import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { get, post, remove } from '../http.ts'
import { dayAndTime } from '../dates.ts'
import { problemText } from '../problems.ts'
import { configures, type Me } from '../session/session.ts'
import type { Invitation } from '../shapes.ts'
import { t } from '../texts.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { Banner, Field } from '../ui/parts.tsx'
import { say, sayThenDo } from '../ui/toasts.tsx'
import { ResetLinkDialog } from './person-menu.tsx'
import { ROLES } from './roles.ts'

/** Invitations by link: made here, handed over by whatever way the lead trusts, good once and for three days. */
export function Invitations({ joined }: { joined: string }) {
  const list = useSignal<readonly Invitation[]>([])
  const name = useSignal('')
  const mail = useSignal('')
  const role = useSignal<Me['role']>('operator')
  const made = useSignal<{ link: string; name: string; expiresAt: string } | null>(null)
  const problem = useSignal<string | null>(null)
  /** Who signs in with this address already: they need a way back in, not an invitation. */
  const known = useSignal<{ id: string; name: string } | null>(null)
  const helping = useSignal(false)
  const busy = useSignal(false)

  async function load(): Promise<void> {
    const answered = await get('/desk/invitations')
    if (answered.ok) list.value = answered.value.items
  }
  useEffect(() => void load(), [joined])
  async function invite(): Promise<void> {
    busy.value = true
    problem.value = null
    known.value = null
    const answered = await post('/desk/invitations', {
      body: { email: mail.value.trim(), name: name.value.trim(), role: role.value },
    })
    busy.value = false
    if (!answered.ok) {
      const { refused } = answered.problem
      if (refused?.code === 'mail_taken') known.value = { id: String(refused.personId), name: String(refused.name) }
      else problem.value = problemText(answered.problem)
      return
    }
    made.value = { ...answered.value, name: name.value.trim() }
    name.value = ''
    mail.value = ''
    await load()
  }
  function withdraw(invitation: Invitation): void {
    const before = list.value
    const back = () => (list.value = before)
    list.value = before.filter((each) => each.id !== invitation.id)
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
        {problem.value ? (
          <Banner tone="bad" live>
            {problem.value}
          </Banner>
        ) : null}
        {known.value ? (
          <Banner tone="warn" live>
            <p>{t(configures.value ? 'people.isHere' : 'people.isHereAsk', { name: known.value.name })}</p>
            {configures.value ? (
              <button type="button" class="button button-small" onClick={() => (helping.value = true)}>
                {t('people.newLink')}
              </button>
            ) : null}
          </Banner>
        ) : null}
        <div class="form-buttons">
          <button type="submit" class="button button-main" disabled={busy.value}>
            {t('people.makeLink')}
          </button>
        </div>
      </form>
      {helping.value && known.value ? (
        <ResetLinkDialog person={known.value} onClose={() => (helping.value = false)} />
      ) : null}
      {made.value ? (
        <Banner tone="good" live>
          <p>{t('people.linkFor', { name: made.value.name, at: dayAndTime(made.value.expiresAt) })}</p>
          <CopyField label={t('people.link')} value={made.value.link} />
        </Banner>
      ) : null}
      {list.value.length > 0 ? (
        <ul class="phrasings">
          {list.value.map((each) => (
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
