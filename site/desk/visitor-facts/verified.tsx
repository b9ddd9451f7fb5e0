import { t } from '../texts.ts'
import { Icon } from '../ui/icon.tsx'

/** That the shop's server signed a fact; nothing where the page alone says so. */
export function Verified({ verified }: { verified: boolean }) {
  return verified ? (
    <span class="told-by">
      <Icon name="check" label={t('told.verified')} />
    </span>
  ) : null
}
