import { answersLocale } from '#shared'
import type { SearchHit } from '#protocol'
import { Icon } from '../icon.tsx'
import { live } from '../live.ts'
import { usePanel } from '../panel-state.ts'

/** Answers one under the other; each opens in the panel. */
export const HitList = live(function HitList({
  hits,
  excerpts,
  onOpen,
}: {
  hits: SearchHit[]
  excerpts?: boolean
  onOpen?: () => void
}) {
  const panel = usePanel()
  return (
    <ul class="hits" lang={answersLocale(panel.speech.value.locale)}>
      {hits.map((hit) => (
        <li key={hit.id}>
          <button
            type="button"
            class="hit"
            onClick={() => {
              onOpen?.()
              panel.go({ name: 'answer', id: hit.id })
            }}
          >
            <span>
              <b>{hit.question}</b>
              {excerpts && hit.excerpt && <small>{hit.excerpt}</small>}
            </span>
            <Icon name="next" />
          </button>
        </li>
      ))}
    </ul>
  )
})
