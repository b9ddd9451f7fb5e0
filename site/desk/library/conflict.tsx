import { useSignal } from '@preact/signals'
import type { Answer, Difference as Differs } from '#kb'
import { read } from '../api.ts'
import { t } from '../texts.ts'
import { Difference } from '../ui/difference.tsx'
import { Banner } from '../ui/parts.tsx'

/** Somebody saved in between: nothing is overwritten until the person has seen what it was and chosen. */
export function Conflict(props: { answer: Answer; current: number; onTheirs: () => void; onMine: () => void }) {
  const differs = useSignal<Differs | null>(null)
  async function look(): Promise<void> {
    const answered = await read<Differs>(
      `/api/desk/answers/${props.answer.id}/difference?from=${props.answer.revision}&to=${props.current}`,
    )
    if (answered.ok) differs.value = answered.value
  }
  return (
    <Banner tone="warn" live>
      <p>{t('editor.conflict')}</p>
      {differs.value ? (
        <>
          <Difference parts={differs.value.question} />
          <Difference parts={differs.value.body} />
        </>
      ) : null}
      <div class="form-buttons">
        {differs.value ? null : (
          <button type="button" class="button button-small" onClick={() => void look()}>
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
