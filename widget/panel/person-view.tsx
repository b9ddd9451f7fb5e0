import { useEffect } from 'preact/hooks'
import { Failed, Skeleton } from './waiting.tsx'
import { live } from './live.ts'
import { usePanel } from './panel-state.ts'
import type { Talk } from './talk.ts'

const AVAILABILITY_AGE_MS = 10_000

/** The conversation if there is one, else the way into it; each is loaded when it is wanted. */
export const PersonView = live(function PersonView({ talk }: { talk: Talk }) {
  const panel = usePanel()
  const part = talk.part.value
  const wayIn = talk.wayIn.value
  const conversing = talk.conversing.value
  const begun = conversing && (conversing.conversation.value || conversing.pending.value.length > 0)
  const load = async () => void (await (talk.live() ? talk.converse() : talk.loadWayIn()))
  useEffect(() => {
    void load()
    // Who is there must be true while somebody decides by it; a live connection says so by itself.
    void panel.loadAvailability(AVAILABILITY_AGE_MS)
    const again = setInterval(
      () => !talk.live() && !document.hidden && void panel.loadAvailability(),
      AVAILABILITY_AGE_MS,
    )
    return () => clearInterval(again)
  }, [])
  if (part && begun) return <part.ChatView conversing={conversing} draft={talk.draft!} />
  if (wayIn && (conversing || !talk.live())) return <wayIn.StartView talk={talk} />
  return <div class="scroll">{talk.failed.value ? <Failed again={load} /> : <Skeleton />}</div>
})
