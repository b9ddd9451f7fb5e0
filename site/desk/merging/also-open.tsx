import { cutText } from '#shared'
import type { ConversationDetail } from '#protocol'
import { listOf } from '../inbox/card/card-history.tsx'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { useAction } from '../ui/use-action.ts'
import { merge } from './merging.ts'

const QUESTION_LETTERS = 90

/** The same person has written elsewhere too, and both are open: one of them may go on in this one. */
export function AlsoOpen({ detail }: { detail: ConversationDetail }) {
  const merging = useAction((otherId: string) => merge(detail.id, otherId), { toast: true })
  return (
    <>
      {detail.alsoOpen?.map((one) => (
        <div key={one.id} class="bar also-open">
          <p>
            {t('merging.alsoOpen')} <q lang={detail.locale}>{cutText(one.question, QUESTION_LETTERS)}</q>
            {one.mayMerge ? <span class="also-open-how"> {t('merging.how')}</span> : null}
          </p>
          <a class="button" href={`/desk/inbox/${listOf(one.state)}/${one.id}`}>
            <Icon name="eye" /> {t('merging.open')}
          </a>
          {one.mayMerge ? (
            <button type="button" class="button" disabled={merging.busy} onClick={() => void merging.run(one.id)}>
              <Icon name="merge" /> {t('merging.merge')}
            </button>
          ) : null}
        </div>
      ))}
    </>
  )
}
