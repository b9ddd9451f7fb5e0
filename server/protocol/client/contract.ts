/** What one side may ask (`VisitorToServer`, `DeskToServer`) read as types of requests and of their acknowledgements. */
export type RequestName<Asks> = keyof Asks & string
export type RequestOf<Asks, E extends keyof Asks> = Asks[E] extends (request: infer R, reply: never) => void ? R : never
export type AckOf<Asks, E extends keyof Asks> = Asks[E] extends (
  request: never,
  reply: (ack: infer A extends { ok: boolean }) => void,
) => void
  ? A
  : never
