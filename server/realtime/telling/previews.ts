import type { ServerToDesk } from '#protocol'
import type { DeskNamespace } from '../sockets.ts'
import { rooms } from './rooms.ts'

export type PreviewFact = Parameters<ServerToDesk['preview:changed']>[0]

/**
 * Tells an operator what their visitor is writing. Other nodes hear of it as a question between servers, which Redis passes on and
 * forgets: facts travel by a stream, and a stream keeps what it carried.
 */
export function previewsOf(desk: DeskNamespace, alone: boolean): (operatorId: string, fact: PreviewFact) => void {
  const tell = (operatorId: string, fact: PreviewFact) =>
    void desk.local.to(rooms.person(operatorId)).emit('preview:changed', fact)
  if (alone) return tell
  desk.on('preview', tell)
  return (operatorId, fact) => {
    tell(operatorId, fact)
    desk.serverSideEmit('preview', operatorId, fact)
  }
}
