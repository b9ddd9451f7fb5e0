/** Loads with the first message: the drawn conversation and the state behind it. The socket comes as a part of its own. */
import type { InterfaceLocale } from '#shared'
import type { ChatTexts } from '../locales/keys.ts'
import type { PanelState } from '../panel/panel-state.ts'
import { createConversing, type Conversing } from './conversing.ts'
import { showHeard } from './heard/heard.ts'
import type { Draft } from './writing/draft.ts'
import logCss from './log/log.css?inline'
import { dress as dressFaces } from '../look/look.tsx'
import { dress } from './way-in.tsx'

export { ChatView } from './chat-view.tsx'
export { Head } from './log/head.tsx'

const TEXTS: { [L in InterfaceLocale]: () => Promise<{ texts: ChatTexts<L> }> } = {
  en: () => import('../locales/en/chat.ts'),
  ru: () => import('../locales/ru/chat.ts'),
  de: () => import('../locales/de/chat.ts'),
}
const dressed = new WeakSet<ShadowRoot>()

/** Null if its texts could not be loaded. */
export async function beginConversing(panel: PanelState, draft: Draft, life: AbortSignal): Promise<Conversing | null> {
  const { root, addStyles } = panel.embedding
  if (!(await panel.learn(() => TEXTS[panel.speech.peek().locale]()))) return null
  // Static, so that the two share their modules instead of splitting them into a third file.
  dress(panel.embedding)
  dressFaces(panel.embedding)
  if (!dressed.has(root)) addStyles(logCss)
  dressed.add(root)
  const conversing = createConversing(panel, draft, life)
  showHeard(panel, conversing, life)
  return conversing
}
