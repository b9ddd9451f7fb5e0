import type { ConversationDetail } from '#protocol'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { useAction } from '../ui/use-action.ts'
import { type Snooze, snooze, untilText } from './snoozing.ts'

/** Over the composer of what is put off: until when, and the way back. */
export function SnoozedBar({ detail, snoozed }: { detail: ConversationDetail; snoozed: NonNullable<Snooze> }) {
  const back = useAction(() => snooze(detail, null), { toast: true })
  return (
    <div class="bar">
      <p>
        <Icon name="clock" /> {untilText(snoozed)}
      </p>
      <button type="button" class="button" disabled={back.busy} onClick={() => void back.run()}>
        <Icon name="rotate" /> {t('snooze.takeBack')}
      </button>
    </div>
  )
}
