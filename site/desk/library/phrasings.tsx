import { useSignal } from '@preact/signals'
import type { Answer, Phrasing } from '#kb'
import { type Answered, post, remove } from '../api.ts'
import { fullDay } from '../dates.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { say } from '../ui/toasts.tsx'
import { refusalText } from './content-problems.ts'

/** How visitors really ask this: each with its source, so that it can be judged and removed. */
export function Phrasings({ answer, onChanged }: { answer: Answer; onChanged: (answer: Answer) => void }) {
  const text = useSignal('')
  const busy = useSignal(false)
  async function change(how: Promise<Answered<{ answer: Answer }>>): Promise<boolean> {
    busy.value = true
    const answered = await how
    busy.value = false
    if (answered.ok) onChanged(answered.value.answer)
    else say(refusalText(answered.problem), { tone: 'bad' })
    return answered.ok
  }
  const address = `/api/desk/answers/${answer.id}/phrasings`
  async function take(phrasing: Phrasing): Promise<void> {
    if (await change(remove(`${address}/${phrasing.id}`))) {
      say(t('answer.phrasingRemoved'), { undo: () => void change(post(address, { text: phrasing.text })) })
    }
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
              disabled={busy.value}
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
          if (added && (await change(post(address, { text: added })))) text.value = ''
        }}
      >
        <input
          class="input input-small"
          aria-label={t('answer.phrasing')}
          placeholder={t('answer.phrasingPlaceholder')}
          lang={answer.locale}
          value={text.value}
          maxLength={500}
          onInput={(event) => (text.value = event.currentTarget.value)}
        />
        <button type="submit" class="button button-small" disabled={busy.value || !text.value.trim()}>
          {t('ui.add')}
        </button>
      </form>
    </section>
  )
}
