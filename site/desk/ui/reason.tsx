import { isTextKey, t } from '../texts.ts'

/** Why an answer did not help: one of the panel's reasons in our words, anything else as the visitor wrote it. */
export function Reason({ reason, title }: { reason: string; title?: string }) {
  const key = `reason.${reason}`
  return isTextKey(key) ? (
    <span class="reason" title={title}>
      {t(key)}
    </span>
  ) : (
    <q class="reason" title={title}>
      {reason}
    </q>
  )
}
