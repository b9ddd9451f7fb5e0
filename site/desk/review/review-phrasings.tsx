import { refusalText } from '../library/content-problems.ts'
import { post, remove } from '../http.ts'
import type { Answer, Phrasing } from '../shapes.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'

/** The ways visitors ask it; what does not belong here is taken off at once, and can be taken back. */
export function ReviewPhrasings({ answer, onChanged }: { answer: Answer; onChanged: (phrasings: Phrasing[]) => void }) {
  const { id } = answer
  const removing = useAction(
    (phrasingId: string) => remove('/desk/answers/{id}/phrasings/{phrasingId}', { params: { id, phrasingId } }),
    { word: refusalText, toast: true },
  )
  const adding = useAction((text: string) => post('/desk/answers/{id}/phrasings', { params: { id }, body: { text } }), {
    word: refusalText,
    toast: true,
  })
  async function add(text: string): Promise<void> {
    const done = await adding.run(text)
    if (done) onChanged(done.value.answer.phrasings)
  }
  async function take({ id: phrasingId, text }: Phrasing): Promise<void> {
    const done = await removing.run(phrasingId)
    if (!done) return
    onChanged(done.value.answer.phrasings)
    say(t('answer.phrasingRemoved'), { undo: () => void add(text) })
  }
  if (answer.phrasings.length === 0) return null
  return (
    <section class="review-phrasings">
      <h3>{t('answer.phrasings')}</h3>
      <ul class="phrasings" lang={answer.locale}>
        {answer.phrasings.map((each) => (
          <li key={each.id}>
            <span>{each.text}</span>
            <button
              type="button"
              class="button-icon"
              aria-label={t('answer.removePhrasing', { text: each.text })}
              disabled={removing.busy || adding.busy}
              onClick={() => void take(each)}
            >
              <Icon name="x" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
