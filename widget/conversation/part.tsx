/** What loads when a visitor wants a person: the way into a conversation and its state. The drawn conversation and the socket come with the first message. */
import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Failed, Skeleton } from '../panel/home-view.tsx'
import { type PanelState, usePanel } from '../panel/panel-state.ts'
import { createConversing as create, type Conversing } from './conversing.ts'
import { startCss } from './start-style.ts'
import { StartView } from './start-view.tsx'

const styled = new WeakSet<ShadowRoot>()
const log = signal<typeof import('./log-part.tsx') | null>(null)
const failed = signal(false)

export function createConversing(panel: PanelState, life: AbortSignal): Conversing {
  if (!styled.has(panel.embedding.root)) panel.embedding.addStyles(startCss)
  styled.add(panel.embedding.root)
  return create(panel, life)
}

/** The conversation if there is one, else the way into it. */
export function ConversationView({ conversing }: { conversing: Conversing }) {
  const panel = usePanel()
  const begun = conversing.conversation.value !== null || conversing.pending.value.length > 0
  const draw = async () => {
    failed.value = false
    log.value = await import('./log-part.tsx').catch(() => null)
    failed.value = !log.value
  }
  useEffect(() => {
    if (!panel.availability.peek()) void panel.loadContext()
  }, [])
  useEffect(() => {
    if (begun) void draw()
  }, [begun])
  if (!begun) return <StartView conversing={conversing} />
  const part = log.value
  return part ? <part.LogPart conversing={conversing} /> : <div class="scroll">{failed.value ? <Failed again={draw} /> : <Skeleton />}</div>
}
