import { useSignal } from '@preact/signals'
import type { Answer } from '../shapes.ts'
import { get } from '../http.ts'
import { t } from '../texts.ts'
import { Difference } from '../ui/difference.tsx'
import { Banner } from '../ui/parts.tsx'
import { useLoad } from '../ui/use-load.ts'

/** Somebody saved in between: nothing is overwritten until the person has seen what it was and chosen. */
export function Conflict(props: { answer: Answer; current: number; onTheirs: () => void; onMine: () => void }) {
  const looking = useSignal(false)
  const { answer, current } = props
  const differs = useLoad(
    looking.value
      ? (stop) =>
          get('/desk/answers/{id}/difference', {
            params: { id: answer.id },
            query: { from: answer.revision, to: current },
            signal: stop,
          })
      : null,
    [answer.revision, current],
  )
  return (
    <Banner tone="warn" live>
      <p>{t('editor.conflict')}</p>
      {differs.problem ? <p>{differs.problem}</p> : null}
      {differs.value ? (
        <>
          <Difference parts={differs.value.question} />
          <Difference parts={differs.value.body} />
        </>
      ) : null}
      <div class="form-buttons">
        {differs.value ? null : (
          <button type="button" class="button button-small" onClick={() => (looking.value = true)}>
            {t('editor.seeTheirs')}
          </button>
        )}
        <button type="button" class="button button-small" onClick={props.onTheirs}>
          {t('editor.takeTheirs')}
        </button>
        <button type="button" class="button button-small" onClick={props.onMine}>
          {t('editor.saveMine')}
        </button>
      </div>
    </Banner>
  )
}
