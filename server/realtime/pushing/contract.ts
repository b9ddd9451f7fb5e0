import type { Answered } from '../answered.ts'
import type { PushSubscription } from '../../chat/moves/pushing/subscribe.ts'

export interface Pushing {
  /** The public half of this installation's key, as a browser wants it. */
  pushKey(): Promise<string>
  /** Refused where nothing may be sent. */
  subscribePush(subscription: PushSubscription): Promise<Answered<object>>
  endPush(personId: string, endpoint: string): Promise<void>
}

/** Which of these sessions still are. */
export type SessionsLeft = (ids: readonly string[]) => Promise<ReadonlySet<string>>
