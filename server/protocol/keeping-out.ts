/** How it is known whom a block concerns: this browser, the id the shop vouches for, the mail address they write from, where they write from. Of a country nobody begins a conversation. */
export const BLOCK_KINDS = ['visitor', 'verified', 'mailbox', 'address', 'subnet', 'country'] as const
export type BlockKind = (typeof BLOCK_KINDS)[number]

/** `chat`: nothing they write is taken. `everything`: no connection, no files and no votes either. Reading is never kept from anybody. */
export const BLOCK_SCOPES = ['chat', 'everything'] as const
export type BlockScope = (typeof BLOCK_SCOPES)[number]

/** Why a conversation is looked at before it reaches the queue. */
export const HELD_BECAUSE = ['words', 'links', 'flood', 'repeated', 'blocked'] as const
export type HeldBecause = (typeof HELD_BECAUSE)[number]

/** What an operator thought of a conversation; counted per visitor. */
export const MARKS = ['off_topic', 'abuse'] as const
export type Mark = (typeof MARKS)[number]
