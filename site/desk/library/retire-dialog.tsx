import { ForeseenPart } from '../foresight/foreseen.tsx'
import { post } from '../http.ts'
import type { Answer } from '../shapes.ts'
import { t } from '../texts.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icon.tsx'
import { useLoad } from '../ui/use-load.ts'

/** What visitors would miss, before an answer is retired. */
export function RetireDialog({
  answer,
  onClose,
  onRetire,
}: {
  answer: Answer
  onClose: () => void
  onRetire: () => void
}) {
  const { id } = answer
  const foreseen = useLoad(
    (stop) => post('/desk/answers/{id}/foresight', { params: { id }, body: { act: 'retire' }, signal: stop }),
    [],
  )
  return (
    <Dialog title={t('editor.retire')} onClose={onClose}>
      <p lang={answer.locale}>{answer.question}</p>
      <ForeseenPart loaded={foreseen} />
      <div class="form-buttons">
        <button
          type="button"
          class="button button-main"
          data-first
          disabled={foreseen.value === null && foreseen.problem === null}
          onClick={onRetire}
        >
          <Icon name="archive" /> {t('foresight.retire')}
        </button>
        <button type="button" class="button" onClick={onClose}>
          {t('ui.cancel')}
        </button>
      </div>
    </Dialog>
  )
}
