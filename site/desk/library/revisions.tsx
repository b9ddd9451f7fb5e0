import { useSignal } from '@preact/signals'
import type { Answer, Revision } from '../shapes.ts'
import { dayAndTime } from '../dates.ts'
import { get } from '../http.ts'
import { isTextKey, t } from '../texts.ts'
import { Difference } from '../ui/difference.tsx'
import { Icon } from '../ui/icon.tsx'
import { useLoad } from '../ui/use-load.ts'
import { ChangedFields } from './changed-fields.tsx'

/** Everything that ever happened to the answer, newest first; any old text can be brought back as a draft. */
export function Revisions({ answer, onRestore }: { answer: Answer; onRestore: (revision: number) => void }) {
  const { id } = answer
  const items = useLoad(
    (stop) => get('/desk/answers/{id}/revisions', { params: { id }, signal: stop }),
    [answer.revision, answer.state],
  ).value?.items
  const open = useSignal<number | null>(null)
  if (!items) return null
  return (
    <section class="field history">
      <h2>
        <Icon name="history" /> {t('editor.history')}
      </h2>
      <ol>
        {items.map((each, index) => {
          const before = items.slice(index + 1).find((older) => older.revision < each.revision)?.revision ?? null
          const act = `act.${each.act}`
          const shown = open.value === each.revision
          return (
            <li key={`${each.revision} ${each.at} ${each.act}`}>
              <button
                type="button"
                class="history-row"
                aria-expanded={shown}
                onClick={() => (open.value = shown ? null : each.revision)}
              >
                <span class="count">{each.revision}</span>
                <span>
                  {isTextKey(act) ? t(act) : each.act} · {each.author.name}
                  {each.comment ? <q>{each.comment}</q> : null}
                </span>
                <time class="soft">{dayAndTime(each.at)}</time>
              </button>
              {shown ? (
                <div class="history-open">
                  {before === null ? <FirstText revision={each} /> : <Changes id={id} from={before} revision={each} />}
                  {each.revision !== answer.revision || answer.state === 'retired' ? (
                    <button type="button" class="button button-small" onClick={() => onRestore(each.revision)}>
                      <Icon name="rotate" /> {t('editor.restore')}
                    </button>
                  ) : null}
                </div>
              ) : null}
            </li>
          )
        })}
      </ol>
    </section>
  )
}

/** What a revision changed, against the one before it. */
function Changes({ id, from, revision }: { id: string; from: number; revision: Revision }) {
  const to = revision.revision
  const differs = useLoad(
    (stop) => get('/desk/answers/{id}/difference', { params: { id }, query: { from, to }, signal: stop }),
    [id, from, to],
  )
  if (differs.problem) {
    return (
      <p class="soft" role="alert">
        {differs.problem}{' '}
        <button type="button" class="button button-small" onClick={differs.again}>
          {t('ui.again')}
        </button>
      </p>
    )
  }
  if (!differs.value) return <p class="soft">{t('ui.loading')}</p>
  return (
    <>
      <Difference parts={differs.value.question} lang={revision.locale} />
      <Difference parts={differs.value.body} lang={revision.locale} />
      <ChangedFields changed={differs.value.changed} locale={revision.locale} />
    </>
  )
}

/** Nothing stood before the first revision: it is shown as it is. */
function FirstText({ revision }: { revision: Revision }) {
  return (
    <>
      <Difference parts={[{ kind: 'same', text: revision.question }]} lang={revision.locale} />
      <Difference parts={[{ kind: 'same', text: revision.body }]} lang={revision.locale} />
    </>
  )
}
