import { cutText } from '#shared'
import type { HandoverPacket } from '#protocol'
import type { PanelState } from '../panel/panel-state.ts'

/** What the visitor did so far, as the operator receives it; within the server's bounds. */
export function handoverPacket(panel: PanelState, draft: string): HandoverPacket {
  const { searches, read } = panel.trail.facts()
  const product = panel.product()
  return {
    searches: searches.map((search) => ({ ...search, text: cutText(search.text, 500) })),
    read,
    page: { url: panel.page(), title: cutText(panel.pageTitle(), 300) },
    product: product && { ...product, name: cutText(product.name, 300) },
    draft: cutText(draft, 4000),
    locale: panel.speech.peek().locale,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? null,
    ...panel.look.peek()?.askedOf(),
  }
}

/** Version of the line of consent that the visitor has ticked, where the shop asks for that. */
export function agreedTo({ context, blocked }: PanelState): string | undefined {
  const consent = context.peek()?.own?.consent
  return consent?.tick && !blocked.peek() ? consent.version : undefined
}
