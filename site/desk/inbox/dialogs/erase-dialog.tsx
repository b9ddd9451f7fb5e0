import { useSignal } from '@preact/signals'
import type { ConversationDetail } from '#protocol'
import { post } from '../../http.ts'
import { problemText } from '../../problems.ts'
import { go } from '../../routing.ts'
import { t } from '../../texts.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { Banner } from '../../ui/parts.tsx'
import { say } from '../../ui/toasts.tsx'
import { useAction } from '../../ui/use-action.ts'

const GOES = ['privacy.goes.messages', 'privacy.goes.contact', 'privacy.goes.packet'] as const
/** The server names at most so many other conversations of a visitor. */
const EARLIER_SHOWN = 10
const STAYS = ['privacy.stays.answers', 'privacy.stays.times', 'privacy.stays.audit', 'privacy.stays.backups'] as const

/** The one thing of the desk without an undo: it says what goes and what stays, and waits for a tick before its button works. */
export function EraseDialog({ detail, onClose }: { detail: ConversationDetail; onClose: () => void }) {
  const whole = useSignal(false)
  const sure = useSignal(false)
  const erasing = useAction(
    () => post('/desk/conversations/{id}/erase', { params: { id: detail.id }, body: { wholeVisitor: whole.value } }),
    { word: (problem) => (problem.code === 'not_solved' ? t('privacy.othersOpen') : problemText(problem)) },
  )
  async function erase(): Promise<void> {
    const done = await erasing.run()
    if (!done) return
    onClose()
    go('/desk/inbox/solved', { replace: true })
    say(t('privacy.erased', { n: done.value.conversations }))
  }
  const scope = (value: boolean, text: string, more: string) => (
    <label class="option">
      <input
        type="radio"
        name="scope"
        checked={whole.value === value}
        onChange={() => {
          whole.value = value
          // What was agreed to was something else.
          sure.value = false
          erasing.refuse(null)
        }}
      />
      <span>
        {text}
        <span class="soft">{more}</span>
      </span>
    </label>
  )
  return (
    <Dialog title={t('privacy.erase')} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault()
          if (sure.value) void erase()
        }}
      >
        <fieldset class="options">
          <legend>{t('privacy.scope')}</legend>
          {scope(false, t('privacy.one'), detail.question)}
          {scope(
            true,
            t('privacy.whole'),
            detail.earlier.length < EARLIER_SHOWN
              ? t('privacy.wholeMore', { n: detail.earlier.length + 1 })
              : t('privacy.wholeMany', { count: EARLIER_SHOWN }),
          )}
        </fieldset>
        <div class="goes-stays">
          <section>
            <h3>{t('privacy.goes')}</h3>
            <ul>
              {GOES.map((key) => (
                <li key={key}>{t(key)}</li>
              ))}
              {whole.value ? <li>{t('privacy.goes.visits')}</li> : null}
            </ul>
          </section>
          <section>
            <h3>{t('privacy.stays')}</h3>
            <ul>
              {STAYS.map((key) => (
                <li key={key}>{t(key)}</li>
              ))}
            </ul>
          </section>
        </div>
        <label class="check">
          <input
            type="checkbox"
            checked={sure.value}
            onChange={(event) => (sure.value = event.currentTarget.checked)}
          />
          {t('privacy.sure')}
        </label>
        {erasing.problem ? (
          <Banner tone="bad" live>
            {erasing.problem}
          </Banner>
        ) : null}
        <div class="form-buttons">
          <button type="submit" class="button button-bad" disabled={!sure.value || erasing.busy}>
            {t('privacy.eraseNow')}
          </button>
          <button type="button" class="button" onClick={onClose}>
            {t('ui.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
