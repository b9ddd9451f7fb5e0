import { useSignal } from '@preact/signals'
import type { ConversationDetail } from '#protocol'
import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'
import { say } from '../ui/toasts.tsx'
import { type Snooze, snooze, untilText } from './snoozing.ts'

/** Over the composer of what is put off: until when, and the way back. */
export function SnoozedBar({ detail, snoozed }: { detail: ConversationDetail; snoozed: NonNullable<Snooze> }) {
  const busy = useSignal(false)
  async function back(): Promise<void> {
    busy.value = true
    const refused = await snooze(detail, null)
    busy.value = false
    if (refused) say(refused, { tone: 'bad' })
  }
  return (
    <div class="bar">
      <p>
        <Icon name="clock" /> {untilText(snoozed)}
      </p>
      <button type="button" class="button" disabled={busy.value} onClick={() => void back()}>
        <Icon name="rotate" /> {t('snooze.takeBack')}
      </button>
    </div>
  )
}
