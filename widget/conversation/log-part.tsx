/** The drawn conversation; loads with the first message. */
import { usePanel } from '../panel/panel-state.ts'
import { ChatView } from './chat-view.tsx'
import type { Conversing } from './conversing.ts'
import { logCss } from './log-style.ts'

const styled = new WeakSet<ShadowRoot>()

export function LogPart({ conversing }: { conversing: Conversing }) {
  const { embedding } = usePanel()
  if (!styled.has(embedding.root)) embedding.addStyles(logCss)
  styled.add(embedding.root)
  return <ChatView conversing={conversing} />
}
