import { useSignal } from '@preact/signals'
import type { ConversationDetail, HeldBecause } from '#protocol'
import { post } from '../http.ts'
import { go } from '../routing.ts'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { say } from '../ui/toasts.tsx'
import { useAction } from '../ui/use-action.ts'
import { BlockDialog } from './dialogs/block-dialog.tsx'

/** What was held: why, and the three ways on. Nobody waits for it until one is chosen. */
export function HeldBar({ detail, because }: { detail: ConversationDetail; because: HeldBecause }) {
  const blocking = useSignal(false)
  const judging = useAction(
    (passes: boolean) => post('/desk/conversations/{id}/held', { params: { id: detail.id }, body: { passes } }),
    { toast: true },
  )
  async function judge(passes: boolean): Promise<void> {
    if (!(await judging.run(passes))) return
    say(t(passes ? 'held.passed' : 'held.putAside'))
    go(passes ? `/desk/inbox/waiting/${detail.id}` : '/desk/inbox/held')
  }
  return (
    <div class="bar">
      <p>
        <Icon name="alert" /> {t(`held.why.${because}`)}
      </p>
      <button type="button" class="button button-main" disabled={judging.busy} onClick={() => void judge(true)}>
        <Icon name="check" /> {t('held.pass')}
      </button>
      <button type="button" class="button" disabled={judging.busy} onClick={() => void judge(false)}>
        <Icon name="archive" /> {t('held.aside')}
      </button>
      <button type="button" class="button" onClick={() => (blocking.value = true)}>
        <Icon name="ban" /> {t('block.open')}
      </button>
      {blocking.value ? <BlockDialog detail={detail} onClose={() => (blocking.value = false)} /> : null}
    </div>
  )
}
