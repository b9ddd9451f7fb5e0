import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Answer, Difference as Differs, Revision } from '#kb'
import { read } from '../api.ts'
import { dayAndTime } from '../dates.ts'
import { isTextKey, t } from '../texts.ts'
import { Difference } from '../ui/difference.tsx'
import { Icon } from '../ui/icon.tsx'
import { ChangedFields } from './changed-fields.tsx'

/** Everything that ever happened to the answer, newest first; any old text can be brought back as a draft. */
export function Revisions({ answer, onRestore }: { answer: Answer; onRestore: (revision: number) => void }) {
  const items = useSignal<readonly Revision[] | null>(null)
  const open = useSignal<number | null>(null)
  const differs = useSignal<Differs | null>(null)

  useEffect(() => {
    void read<{ items: Revision[] }>(`/api/desk/answers/${answer.id}/revisions`).then((answered) => {
      if (answered.ok) items.value = answered.value.items
    })
  }, [answer.revision, answer.state])

  async function look(revision: number, before: number): Promise<void> {
    open.value = open.value === revision ? null : revision
    differs.value = null
    if (open.value === null) return
    const answered = await read<Differs>(`/api/desk/answers/${answer.id}/difference?from=${before}&to=${revision}`)
    if (answered.ok && open.value === revision) differs.value = answered.value
  }
  if (!items.value) return null
  return (
    <section class="field history">
      <h2>
        <Icon name="history" /> {t('editor.history')}
      </h2>
      <ol>
        {items.value.map((each, index) => {
          const before = items.value?.slice(index + 1).find((older) => older.revision < each.revision)?.revision ?? 0
          const act = `act.${each.act}`
          return (
            <li key={`${each.revision} ${each.at} ${each.act}`}>
              <button
                type="button"
                class="history-row"
                aria-expanded={open.value === each.revision}
                onClick={() => void look(each.revision, before)}
              >
                <span class="count">{each.revision}</span>
                <span>
                  {isTextKey(act) ? t(act) : each.act} · {each.author.name}
                  {each.comment ? <q>{each.comment}</q> : null}
                </span>
                <time class="soft">{dayAndTime(each.at)}</time>
              </button>
              {open.value === each.revision ? (
                <div class="history-open">
                  {differs.value ? (
                    <>
                      <Difference parts={differs.value.question} lang={each.locale} />
                      <Difference parts={differs.value.body} lang={each.locale} />
                      <ChangedFields changed={differs.value.changed} />
                    </>
                  ) : (
                    <p class="soft">{t('ui.loading')}</p>
                  )}
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
