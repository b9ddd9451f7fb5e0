/** The live link; loaded on escalation only, since it brings socket.io-client. */
import { crowdCapMs, type Link, type LinkOptions, openLink, wakeWithPage } from '#client'
import {
  PROTOCOL_VERSION,
  type ServerToVisitor,
  VISITOR_NAMESPACE,
  type VisitorHandshake,
  type VisitorToServer,
} from '#protocol'

export type ChatLink = Link<VisitorToServer>

export function connectChat(
  origin: string,
  token: () => string,
  listener: Pick<LinkOptions<ServerToVisitor>, 'connected' | 'changed' | 'heard' | 'refused'>,
  life: AbortSignal,
): ChatLink {
  const link = openLink<VisitorToServer, ServerToVisitor>({
    ...listener,
    origin,
    namespace: VISITOR_NAMESPACE,
    auth: (): VisitorHandshake => ({ protocol: PROTOCOL_VERSION, token: token() }),
    capMs: (attempt) => crowdCapMs(attempt, document.visibilityState === 'hidden'),
  })
  wakeWithPage(link, { document, window }, life)
  return link
}
