import { useEffect } from 'preact/hooks'
import { since } from '../dates.ts'
import { get } from '../http.ts'
import { t } from '../texts.ts'
import { Banner } from '../ui/parts.tsx'
import { useLoad } from '../ui/use-load.ts'
import { useSignal } from '@preact/signals'

const LOOK_MS = 4_000

/** Whether the lines that were pasted work: the page calls, or is refused and why. Looks again by itself. */
export function PageCalls() {
  const looked = useSignal(0)
  const loaded = useLoad((stop) => get('/desk/site/calls', { signal: stop }), [looked.value])
  useEffect(() => {
    const timer = setInterval(() => (looked.value += 1), LOOK_MS)
    return () => clearInterval(timer)
  }, [])
  const calls = loaded.value
  if (!calls) return null
  const [refused] = calls.refused
  return (
    <div class="page-calls" aria-live="polite">
      {calls.seen ? (
        <Banner tone="good">{t('calls.seen', { origin: calls.seen.origin, at: since(calls.seen.at) })}</Banner>
      ) : (
        <Banner tone="warn">{t('calls.waiting')}</Banner>
      )}
      {refused && (!calls.seen || refused.at > calls.seen.at) ? (
        <Banner tone="bad">{t('calls.refused', { origin: refused.origin })}</Banner>
      ) : null}
    </div>
  )
}
