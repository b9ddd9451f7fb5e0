import { useSignal } from '@preact/signals'
import type { Answer, Phrasing } from '../shapes.ts'
import { post, remove } from '../http.ts'
import { fullDay } from '../dates.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { refusalText } from './content-problems.ts'

/** How visitors really ask this: each with its source, so that it can be judged and removed. */
export function Phrasings({ answer, onChanged }: { answer: Answer; onChanged: (answer: Answer) => void }) {
  const text = useSignal('')
  const { id } = answer
  const adding = useAction(
    (added: string) => post('/desk/answers/{id}/phrasings', { params: { id }, body: { text: added } }),
    { word: refusalText, toast: true },
  )
  const removing = useAction(
    (phrasingId: string) => remove('/desk/answers/{id}/phrasings/{phrasingId}', { params: { id, phrasingId } }),
    { word: refusalText, toast: true },
  )
  const busy = adding.busy || removing.busy
  async function add(added: string): Promise<boolean> {
    const done = await adding.run(added)
    if (done) onChanged(done.value.answer)
    return done !== null
  }
  async function take(phrasing: Phrasing): Promise<void> {
    const done = await removing.run(phrasing.id)
    if (!done) return
    onChanged(done.value.answer)
    say(t('answer.phrasingRemoved'), { undo: () => void add(phrasing.text) })
  }
  return (
    <section class="field phrasing-editor">
      <h2>{t('answer.phrasings')}</h2>
      <p class="field-hint">{t('answer.phrasingsHint')}</p>
      <ul class="phrasings" lang={answer.locale}>
        {answer.phrasings.map((each) => (
          <li key={each.id}>
            <span>{each.text}</span>
            <span class="soft" lang="">
              {t(`source.${each.source}`)} · {fullDay(each.at)}
            </span>
            <button
              type="button"
              class="button-icon"
              disabled={busy}
              aria-label={t('answer.removePhrasing', { text: each.text })}
              onClick={() => void take(each)}
            >
              <Icon name="x" />
            </button>
          </li>
        ))}
      </ul>
      <form
        class="inline-form"
        onSubmit={async (event) => {
          event.preventDefault()
          const added = text.value.trim()
          if (added && (await add(added))) text.value = ''
        }}
      >
        <input
          class="input input-small"
          aria-label={t('answer.phrasing')}
          placeholder={t('answer.phrasingPlaceholder')}
          lang={answer.locale}
          value={text.value}
          onInput={(event) => (text.value = event.currentTarget.value)}
        />
        <button type="submit" class="button button-small" disabled={busy || !text.value.trim()}>
          {t('ui.add')}
        </button>
      </form>
    </section>
  )
}
