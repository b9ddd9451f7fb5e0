import type { Proposal } from '../../shapes.ts'
import { isTextKey, t } from '../../texts.ts'
import { Icon } from '../../ui/icon.tsx'

/** Personal data that stood in the originals: shown to the operator once, gone from the draft. */
export function RemovedData({ removed }: { removed: Proposal['removed'] }) {
  if (removed.length === 0) return null
  const seen = [...new Map(removed.map((each) => [`${each.kind} ${each.text}`, each])).values()]
  return (
    <div class="banner banner-good">
      <Icon name="ban" />
      <div class="banner-text">
        <p>{t('promote.removed')}</p>
        <p class="chosen-chips">
          {seen.map((each) => {
            const kind = `personal.${each.kind}`
            return (
              <span class="chip" key={`${each.kind} ${each.text}`}>
                {isTextKey(kind) ? t(kind) : each.kind}: <del>{each.text}</del>
              </span>
            )
          })}
        </p>
      </div>
    </div>
  )
}
