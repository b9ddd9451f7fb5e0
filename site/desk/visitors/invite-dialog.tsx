import { interfaceLocale } from '#shared'
import { useSignal } from '@preact/signals'
import type { Refusal } from '../api.ts'
import { get, post } from '../http.ts'
import { problemText } from '../problems.ts'
import { language, t } from '../texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Banner, Field } from '../ui/parts.tsx'
import { useAction } from '../ui/use-action.ts'
import { useLoad } from '../ui/use-load.ts'
import type { Visit } from './here.ts'
import { languageName, pathOf } from './visit-words.ts'

const LONGEST = 600
/** What these codes mean here. */
const OWN: Partial<Record<Refusal['code'], Parameters<typeof t>[0]>> = {
  away: 'invite.away',
  full: 'invite.full',
  taken: 'invite.taken',
  closed: 'invite.closed',
  conflict: 'invite.talking',
  not_found: 'invite.gone',
}

/** Words for a card that one visitor sees beside the launcher: typed, or begun from a template. */
export function InviteDialog(props: {
  visit: Pick<Visit, 'id' | 'language' | 'title' | 'url'>
  onClose: () => void
  onInvited: () => void
}) {
  const { visit } = props
  const text = useSignal('')
  const unfilled = useSignal(false)
  const locale = interfaceLocale(visit.language) ?? language.value
  const invite = useAction(
    (words: string) => post('/desk/visitors/{id}/invitation', { params: { id: visit.id }, body: { text: words } }),
    {
      word: (refusal) => {
        const own = OWN[refusal.code]
        return own ? t(own) : problemText(refusal)
      },
    },
  )
  // Opened by a key alone: from now on their page asks often.
  useLoad((stop) => get('/desk/visitors/{id}', { params: { id: visit.id }, signal: stop }), [visit.id])
  const insert = useAction((template: string) => post('/desk/invitation-text', { body: { template, locale } }))
  const choose = async (template: string) => {
    const filled = await insert.run(template)
    if (!filled) return
    text.value = filled.value.text.slice(0, LONGEST)
    unfilled.value = filled.value.unfilled.length > 0
  }
  const problem = invite.problem ?? insert.problem ?? (unfilled.value ? t('problem.placeholder_unfilled') : null)
  return (
    <Dialog title={t('invite.title')} onClose={props.onClose}>
      <p class="soft">
        {t('invite.to', { page: visit.title || pathOf(visit.url), language: languageName(visit.language) })}
      </p>
      {problem ? <Banner tone="bad">{problem}</Banner> : null}
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          const words = text.value.trim()
          if (words) void invite.run(words).then((invited) => invited && props.onInvited())
        }}
      >
        <Field label={t('invite.text')} hint={t('invite.hint')}>
          {(ties) => (
            <textarea
              {...ties}
              class="input"
              rows={4}
              maxLength={LONGEST}
              required
              data-first
              value={text.value}
              onInput={(event) => {
                text.value = event.currentTarget.value
                unfilled.value = false
              }}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
              }}
            />
          )}
        </Field>
        <Templates locale={locale} onChoose={(id) => void choose(id)} />
        <div class="form-buttons dialog-foot">
          <button type="submit" class="button button-main" disabled={invite.busy || text.value.trim() === ''}>
            {t('invite.send')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function Templates({
  locale,
  onChoose,
}: {
  locale: NonNullable<ReturnType<typeof interfaceLocale>>
  onChoose: (id: string) => void
}) {
  const sought = useSignal('')
  const q = sought.value.trim()
  const read = useLoad(q ? (stop) => get('/desk/templates', { query: { q, locale }, signal: stop }) : null, [q, locale])
  return (
    <>
      <Field label={t('invite.template')}>
        {(ties) => (
          <input
            {...ties}
            class="input"
            type="search"
            value={sought.value}
            onInput={(event) => (sought.value = event.currentTarget.value)}
          />
        )}
      </Field>
      {q && read.value ? (
        read.value.items.length > 0 ? (
          <ul class="invite-templates">
            {read.value.items.map((each) => (
              <li key={each.id}>
                <button
                  type="button"
                  onClick={() => {
                    sought.value = ''
                    onChoose(each.id)
                  }}
                >
                  {each.title}
                </button>
              </li>
            ))}
          </ul>
        ) : (
          <p class="soft">{t('invite.noTemplate')}</p>
        )
      ) : null}
    </>
  )
}
