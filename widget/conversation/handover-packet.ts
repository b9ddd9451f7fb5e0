import type { HandoverPacket } from '#protocol'
import type { PanelState } from '../panel/panel-state.ts'

/** What the visitor did so far, as the operator receives it; within the server's bounds. */
export const handoverPacket = (panel: PanelState, draft: string): HandoverPacket => ({
  ...panel.trail.facts(),
  page: { url: panel.page(), title: panel.pageTitle().slice(0, 300) },
  product: panel.product(),
  draft: draft.slice(0, 4000),
  locale: panel.speech.peek().locale,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? null,
})
