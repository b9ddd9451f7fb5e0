import { daysAfter } from '#shared'
import type { Due } from '../../shapes.ts'
import { get, post } from '../../http.ts'
import { t } from '../../texts.ts'
import { problemText } from '../../problems.ts'
import { Icon } from '../../ui/icon.tsx'
import { say } from '../../ui/toasts.tsx'
import { useAction } from '../../ui/use-action.ts'
import { useLoad } from '../../ui/use-load.ts'
import { libraryVersion } from '../library-news.ts'
import { dayOf, today } from './in-time.ts'

const HALF_A_YEAR_DAYS = 182
const KINDS = { ended: 'care.ended', ends: 'care.ends', review: 'care.review', begins: 'care.begins' } as const

/** On the lead's board: answers whose time comes, ends or is over, and those to be re-read. Nothing where there are none. */
export function DuePart() {
  const due = useLoad((stop) => get('/desk/due-answers', { signal: stop }), [libraryVersion.value])
  const items = due.value?.items ?? []
  const tending = useAction(
    (each: Due, care: { validUntil: null } | { reviewBy: string }) =>
      post('/desk/answers/{id}/care', { params: { id: each.id }, body: { care, expectedRevision: each.revision } }),
    { toast: true, word: problemText },
  )
  async function tend(each: Due): Promise<void> {
    const care = each.kind === 'review' ? { reviewBy: daysAfter(today(), HALF_A_YEAR_DAYS) } : { validUntil: null }
    const done = await tending.run(each, care)
    if (!done) return
    say(t(each.kind === 'review' ? 'care.rereadDone' : 'care.keepDone'))
    due.again()
  }
  if (items.length === 0) return null
  return (
    <section class="due-answers" aria-labelledby="due-title">
      <h2 id="due-title">{t('care.due')}</h2>
      <p class="soft">{t('care.dueText')}</p>
      <ul class="answers">
        {items.map((each) => (
          <li key={each.id} class="due-row">
            <a class="due-question" href={`/desk/library/${each.id}`} lang={each.locale}>
              {each.question}
            </a>
            <span class="answer-marks">
              <span class={`chip ${each.kind === 'begins' ? '' : 'chip-warn'}`}>
                {t(KINDS[each.kind], { on: dayOf(each.on) })}
              </span>
              <span class="chip">{each.locale.toUpperCase()}</span>
              {each.owner ? <span class="soft">{each.owner}</span> : null}
            </span>
            {each.state === 'published' && each.kind !== 'begins' ? (
              <button type="button" class="button button-small" disabled={tending.busy} onClick={() => void tend(each)}>
                <Icon name="check" /> {t(each.kind === 'review' ? 'care.reread' : 'care.keep')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  )
}
