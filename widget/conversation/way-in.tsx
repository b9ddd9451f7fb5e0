/** Loads when a visitor wants a person: who is there, what comes next, and the field. No socket, and nothing of the conversation yet. */
import type { Embedding } from '../host-api.ts'
import startCss from './start.css?inline'

export { createDraft } from './writing/draft.ts'
export { StartView } from './start-view.tsx'

const dressed = new WeakSet<ShadowRoot>()

export function dress({ root, addStyles }: Embedding) {
  if (!dressed.has(root)) addStyles(startCss)
  dressed.add(root)
}
