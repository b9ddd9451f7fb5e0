/** What the cases stand on: a product that runs, who is signed in there and what they have. */
export interface Ground {
  origin: string
  cookie: string
  token: string
  /** Of the visitor whose conversation the second is. */
  otherToken: string
  /** Who signed in. */
  admin: { email: string; password: string }
  /** Published, and for visitors to read in Russian. */
  answerId: string
  /** Slug of a product with a page of its own. */
  product: string
  /** What the shop's own server signs facts with. */
  identitySecret: string
  conversationIds: string[]
  inboundSecret: string
  /** What the shop's own server sends its feed with. */
  catalogueKey: string
  /** A signed address and who may write there. */
  letterTo: string
  letterFrom: string
  desk: Asking
  visitor: Asking
}
export interface Answered {
  ok: boolean
  code?: string
  [field: string]: unknown
}
export interface Asking {
  disconnect(): unknown
  timeout(ms: number): { emitWithAck(event: string, request: unknown): Promise<Answered> }
}
