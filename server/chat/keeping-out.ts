import type { BlockKind, BlockScope } from '#protocol'

/** What is shared by people who have nothing to do with each other. */
export const SHARED_KINDS: readonly BlockKind[] = ['address', 'subnet', 'country']

/** A block as it is stored. */
export interface BlockRow {
  id: string
  site: string
  scope: BlockScope
  /** In the words of whoever decided; empty once the visitor was erased. */
  reason: string
  /** null: until somebody lifts it. */
  until: string | null
  /** The conversation it was decided in; null once that was erased. */
  conversationId: string | null
  byId: string
  byName: string
  createdAt: string
  liftedAt: string | null
  liftedBy: string | null
}

/** Longest an operator may keep somebody out; beyond it, and for what others share, a lead decides. */
export const OPERATORS_BLOCK_MS = 7 * 24 * 60 * 60 * 1000

/** What somebody is kept out of now. */
export interface KeptOut {
  scope: BlockScope
  /** ISO 8601; null: until somebody lifts it. */
  until: string | null
}
